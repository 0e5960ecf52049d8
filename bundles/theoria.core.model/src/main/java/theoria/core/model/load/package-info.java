/**
 * Reading files that strangers made: the loader SPIs for networks and data sets, the probe by which
 * formats are recognised by content, and the one exception of a bad file. Loaders execute nothing
 * they read and check every announced size before they allocate. The writer SPI is the way back.
 */
@NullMarked
package theoria.core.model.load;

import org.jspecify.annotations.NullMarked;

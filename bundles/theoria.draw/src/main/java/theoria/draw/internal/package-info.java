/** One painter per kind of result. */
@NullMarked
package theoria.draw.internal;

import org.jspecify.annotations.NullMarked;

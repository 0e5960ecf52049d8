/**
 * Tests of the window that run inside the product: it is started with this bundle added, and they
 * look at its widgets and press them.
 */
@NullMarked
package theoria.tests.window;

import org.jspecify.annotations.NullMarked;

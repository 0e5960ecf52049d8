/** What the tests of all bundles share; never part of the product. */
@NullMarked
package theoria.testkit;

import org.jspecify.annotations.NullMarked;

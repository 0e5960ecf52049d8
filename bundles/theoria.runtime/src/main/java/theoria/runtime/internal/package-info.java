/** The OSGi side of the runtime: the headless application, and the registry as a service. */
@NullMarked
package theoria.runtime.internal;

import org.jspecify.annotations.NullMarked;

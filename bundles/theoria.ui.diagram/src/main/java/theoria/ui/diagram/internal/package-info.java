/** The diagram of a graph: a scene of the NetBeans Visual Library in an AWT frame inside SWT. */
@NullMarked
package theoria.ui.diagram.internal;

import org.jspecify.annotations.NullMarked;

/** The views of the workbench: the welcome page and the list of models. */
@NullMarked
package theoria.ui.internal;

import org.jspecify.annotations.NullMarked;

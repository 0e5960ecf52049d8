/** Plug-ins of strangers in a copy of the built product: check, install, run, remove. */
package theoria.tests.plugins;

/** Acceptance checks of the theory entries that delivered studies implement. */
package theoria.tests.theory;

/** Damaged files through the command line: one sentence, nothing registered, never a crash. */
package theoria.tests.files;

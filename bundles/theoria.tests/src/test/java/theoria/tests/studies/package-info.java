/** Every registered study, on every small network, through every writer. */
package theoria.tests.studies;

/** Commands as a person uses them, in this process, on embedded data. */
package theoria.tests.commands;

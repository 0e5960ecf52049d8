/** The help pages: that they agree with the product. */
package theoria.tests.help;

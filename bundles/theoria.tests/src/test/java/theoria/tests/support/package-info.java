/** What the whole-product tests share. */
package theoria.tests.support;

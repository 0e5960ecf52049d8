/** Tests of the model zip's parts. */
package theoria.engine.dl4j.internal.zip;

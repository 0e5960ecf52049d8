/**
 * Reading DL4J's model zips without DL4J: the zip's entries with bounded sizes and checksums,
 * ND4J's binary arrays, the configuration as JSON by an allow-list of classes, and the translation
 * of both into a graph and its weights. Nothing here runs DL4J code or deserialises a Java object.
 */
@NullMarked
package theoria.engine.dl4j.internal.zip;

import org.jspecify.annotations.NullMarked;

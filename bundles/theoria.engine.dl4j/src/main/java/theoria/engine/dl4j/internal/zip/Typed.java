package theoria.engine.dl4j.internal.zip;

import com.google.gson.JsonElement;

import theoria.core.model.load.FormatException;

/**
 * An object of the configuration whose class matters. DL4J 1.0 writes it as {@code {"@class":
 * "package.Name", ...}}, releases before as {@code {"shortName": {...}}}.
 *
 * @param className as the file has it
 * @param body the fields
 */
record Typed(String className, Section body) {
    private static final String CLASS = "@class";

    /**
     * Reads either form.
     *
     * @param what it describes, for sentences
     */
    static Typed of(JsonElement element, String what) throws FormatException {
        Section outer = Section.of(element, what);
        if (outer.has(CLASS)) {
            return new Typed(outer.word(CLASS, ""), outer);
        }
        if (outer.keys().size() != 1) {
            throw outer.refuse("names no class", "@class, or one short name with its fields");
        }
        String name = outer.keys().iterator().next();
        return new Typed(name, outer.require(name, what));
    }

    /** The class without its package. */
    String shortName() {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}

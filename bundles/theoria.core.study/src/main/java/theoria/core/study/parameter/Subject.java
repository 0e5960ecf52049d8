package theoria.core.study.parameter;

/** What a parameter speaks of, so that the selection of the window can be taken for its value. */
public enum Subject {
    /** Nothing that can be selected. */
    NONE,
    /** A layer, by the name of its node. */
    LAYER,
    /** A unit, as {@code layer:channel}. */
    UNIT,
    /** An example, by its number in file order, from 0. */
    EXAMPLE,
    /** A class, by its number, from 0. */
    CLASS,
    /** A point of a landscape, as {@code x:y} in the coordinates of its directions. */
    POINT
}

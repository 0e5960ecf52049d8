package theoria.runtime.job;

/**
 * What somebody is told to do who gave too little to a study: it depends on where one gives it.
 *
 * @param model how a model is given; empty for no advice
 * @param data how data is given; empty for no advice
 */
public record Advice(String model, String data) {
    /** Says nothing. */
    public static final Advice NONE = new Advice("", "");

    /** A sentence with the advice behind it, if there is any. */
    static String after(String sentence, String advice) {
        return advice.isEmpty() ? sentence : sentence + "; " + advice;
    }
}

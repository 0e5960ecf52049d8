package org.nd4j.nativeblas;

/**
 * The name under which DL4J 1.0.0-M2.1 still looks, by reflection, for the switch of its oneDNN
 * helpers; without this class they stay off in silence and convolutions take ten times as long.
 */
public final class Nd4jCpu {
    private Nd4jCpu() {}

    /** The switch. */
    public static final class Environment {
        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        /** The only one. */
        public static Environment getInstance() {
            return INSTANCE;
        }

        /** Whether layers may use oneDNN; the system property {@code usemkldnn} says no. */
        public boolean isUseMKLDNN() {
            return Boolean.parseBoolean(System.getProperty("usemkldnn", "true"));
        }
    }
}

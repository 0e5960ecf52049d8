package theoria.core.model.engine;

/**
 * How a gradient g passes a ReLU with input x on its way to the network's input. Other operators
 * use the chain rule under all three.
 */
public enum BackwardRule {
    /** The derivative: g where x &gt; 0, else 0. */
    PLAIN,
    /** max(g, 0) whatever x (Zeiler and Fergus 2014). */
    DECONVOLUTION,
    /** max(g, 0) where x &gt; 0, else 0 (Springenberg et al. 2015). */
    GUIDED
}

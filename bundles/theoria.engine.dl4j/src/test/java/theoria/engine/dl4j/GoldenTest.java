package theoria.engine.dl4j;

import org.junit.jupiter.api.Test;
import theoria.core.model.engine.*;
import theoria.core.model.graph.*;
import theoria.core.model.tensor.*;
import theoria.core.model.data.*;
import theoria.core.model.zoo.*;
import theoria.engine.reference.ReferenceEngine;

class GoldenTest {
    @Test
    void run() throws Exception {
        long t=System.nanoTime();
        System.out.println(new Dl4jEngine().versions());
        System.out.println((System.nanoTime()-t)/1e9);
        for (String text : new String[]{"mlp:64-32-10:tanh","mlp:64-32-10","seq:1x8x8,conv3x3x4p1,bn,relu,maxpool2,flatten,dense10","seq:2x8x8,conv3x3x4s2,tanh,gap,dense7,bn,dense10","lenet"}) {
          for (Precision p : Precision.values()) {
            NetworkGraph g = Architecture.parse(text, Shape.of(1,28,28), 10);
            Weights w = Initialisation.HE.draw(g, 1);
            double[] bufs = w.buffers().toDoubles(); for (int i=0;i<bufs.length;i++) bufs[i] = 0.5+0.1*(i%7);
            w = Weights.of(w.parameters().toDoubles(), bufs);
            Need need = Need.of(p, Capability.PARAMETER_GRADIENT, Capability.INPUT_GRADIENT, Capability.BACKWARD_RULES);
            int n = 300; java.util.Random r = new java.util.Random(1);
            float[] x = new float[n*g.inputShape().size()]; for (int i=0;i<x.length;i++) x[i]=Math.max(0,(float)r.nextGaussian());
            int[] labels = new int[n]; for (int i=0;i<n;i++) labels[i]=r.nextInt(10);
            Batch b = new Batch(Tensor.of(g.inputShape().prepend(n), x), labels);
            try (Network a = new Dl4jEngine().open(g, w, need); Network ref = new ReferenceEngine().open(g, w, need)) {
              System.out.println(text+" "+p+" scores "+diff(a.scores(b.inputs()).toDoubles(), ref.scores(b.inputs()).toDoubles()));
              double[] ga = new double[g.parameterCount()], gr = new double[g.parameterCount()];
              System.out.println("loss "+a.parameterGradient(b, ga)+" "+ref.parameterGradient(b, gr)+" grad "+diff(ga,gr));
              for (BackwardRule rule : BackwardRule.values()) {
                double[] cot = new double[n*10]; for (int i=0;i<n;i++) cot[i*10+i%10]=1;
                Tensor ct = Tensor.of(Shape.of(n,10), cot);
                System.out.println(rule+" "+diff(a.inputGradient(b.inputs(), g.output(), ct, rule).toDoubles(), ref.inputGradient(b.inputs(), g.output(), ct, rule).toDoubles()));
              }
              java.util.List<String> names = g.nodes().stream().map(Node::name).toList();
              var act = a.activations(b.inputs(), names); var act2 = ref.activations(b.inputs(), names);
              for (String s : names) { double d = diff(act.get(s).toDoubles(), act2.get(s).toDoubles()); if (d > 1e-5) System.out.println(s+" "+d); }
            }
          }
        }
    }
    static double diff(double[] a, double[] b) { double l=0,d=0; for (int i=0;i<a.length;i++){l=Math.max(l,Math.abs(b[i])); double e=Math.abs(a[i]-b[i]); if (!(e<=1e300)) e=1e300; d=Math.max(d,e);} return d/l; }
}

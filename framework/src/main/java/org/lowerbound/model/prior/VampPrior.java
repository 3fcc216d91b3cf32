package org.lowerbound.model.prior;

import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Prior;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The variational mixture of posteriors, p(z) = 1/C Σ q(z | u_c), with trained pseudo-inputs u
 * (Tomczak and Welling 2018, eq. 9). The gradient goes through the encoder, too, which is run on
 * them as outside training.
 *
 * @param components C
 */
public record VampPrior(@Default("500") @Interval(min = 1, max = Counts.MOST_UNITS) int components)
    implements PriorFamily {
  /** Around the mean of the data; the authors' program starts at a constant with 0.01. */
  private static final double SPREAD = 0.1;

  /** Checks the argument. */
  public VampPrior {
    Counts.checkPositive("components", components, Counts.MOST_UNITS);
  }

  @Override
  public Prior build(ModelScope scope, int latents, Conditional<Sampleable> posterior) {
    ObservedData observed = scope.observed();
    Operand<TFloat32> inputs =
        scope
            .parameters()
            .create(
                "prior.pseudoInputs",
                Shape.of(components, observed.dimension()),
                (stream, shape) -> firstInputs(stream, observed));
    return (tf, pass) ->
        new VampMixture(
            posterior.given(
                tf, within(tf, observed, pass.parameter(tf, inputs)), pass.outsideTraining()),
            components);
  }

  private float[] firstInputs(RandomStream stream, ObservedData observed) {
    int dimension = observed.dimension();
    float[] inputs =
        new float[Counts.product("components x values of an observation", components, dimension)];
    for (int i = 0; i < inputs.length; i++) {
      double value = observed.mean().get(i % dimension) + SPREAD * stream.nextGaussian();
      inputs[i] = (float) (unbounded(observed) ? value : Math.min(Math.max(value, 0), 1));
    }
    return inputs;
  }

  /** Returns pseudo-inputs where observations can be: an encoder has never seen others. */
  private static Operand<TFloat32> within(Ops tf, ObservedData observed, Operand<TFloat32> inputs) {
    return unbounded(observed) ? inputs : tf.clipByValue(inputs, tf.constant(0f), tf.constant(1f));
  }

  private static boolean unbounded(ObservedData observed) {
    return observed.kind() == ValueKind.REAL;
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.REAL;
  }
}

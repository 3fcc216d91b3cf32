package org.lowerbound.model.likelihood;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.graph.StateStore;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.network.Pass;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One σ for all values that maximises the likelihood of the batch (Rybkin, Daniilidis and Levine
 * 2021, "Simple and effective VAE training with calibrated decoders"): in a training pass σ² is the
 * mean squared error over all draws, observations and values, see {@link OptimalNormal}.
 *
 * <p>Outside training σ² is the running mean of the batches' errors, so that p(x | z) is a density
 * that has not seen the x it is taken at. The mean is exponential, and corrected for its start at
 * 0: after the first step it is that step's error. Before the first step σ is 1.
 *
 * @param momentum the part of the running mean that a step keeps
 */
public record OptimalScale(@Default("0.99") @Interval(min = 0, below = 1) double momentum)
    implements NormalScale {
  private static final String STATE = "likelihood.squaredError";

  /** Checks the argument. */
  public OptimalScale {
    checkArgument(momentum >= 0 && momentum < 1, "momentum must be in [0, 1) but is %s", momentum);
    checkArgument(
        (float) momentum < 1, "momentum must be in [0, 1) but %s is 1 as a 32-bit float", momentum);
  }

  @Override
  public Parameterization<Distribution> normal(Head loc, ModelScope scope) {
    StateStore states = scope.parameters().states();
    // The sum of the weighted errors and the sum of their weights, which tends to 1.
    Operand<TFloat32> sums = states.create(STATE, Shape.of(2), 0f);
    return new Built(loc, scope.observed().dimension(), momentum, states, sums);
  }

  /** The distribution, once its state is in a graph; the state is set by the first log p(x | z). */
  private record Built(
      Head loc, int dimension, double momentum, StateStore states, Operand<TFloat32> sums)
      implements Parameterization<Distribution> {
    @Override
    public ImmutableList<Head> heads() {
      return ImmutableList.of(loc);
    }

    @Override
    public Distribution given(Ops tf, ImmutableList<Operand<TFloat32>> outputs, Pass pass) {
      Operand<TFloat32> mean = outputs.get(0);
      return pass.isTraining()
          ? new OptimalNormal(mean, dimension, error -> update(tf, error, pass))
          : new DiagonalNormal(mean, runningLogScale(tf), dimension);
    }

    /** An objective may take log p(x | z) twice in a step; the step counts once. */
    private void update(Ops tf, Operand<TFloat32> error, Pass pass) {
      if (pass.learns(STATE)) {
        Operand<TFloat32> kept = tf.math.mul(tf.constant((float) momentum), sums);
        Operand<TFloat32> added =
            tf.math.mul(
                tf.constant((float) (1 - momentum)),
                tf.stack(ImmutableList.of(error, tf.constant(1f))));
        states.update(STATE, tf.math.add(kept, added));
      }
    }

    private Operand<TFloat32> runningLogScale(Ops tf) {
      Operand<TFloat32> sum = tf.gather(sums, tf.constant(0), tf.constant(0));
      Operand<TFloat32> weight = tf.gather(sums, tf.constant(1), tf.constant(0));
      return tf.select(
          tf.math.greater(weight, tf.constant(0f)),
          OptimalNormal.logScaleOf(tf, tf.math.div(sum, weight)),
          tf.constant(0f));
    }
  }
}

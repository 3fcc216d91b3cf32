package org.lowerbound.distribution.relaxed;

import org.lowerbound.distribution.StraightThrough;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.distribution.discrete.ClassGroups;
import org.lowerbound.distribution.discrete.OneHotCategorical;
import org.lowerbound.distribution.formula.BorrowedGradient;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Independent one-hot categorical variables whose draws pass the gradient of a concrete draw with
 * the same noise, the straight-through Gumbel-softmax (Jang et al. 2017, section 2.2).
 *
 * <p>A draw is exactly one-hot and has the mass of a {@link OneHotCategorical}, as a function of
 * the draw and of the logits both: where the draw enters log q(z), the borrowed gradient passes as
 * it does through log p(z). It is biased; see {@link StraightThrough}. A low temperature has less
 * bias and more variance.
 *
 * @param logits log-probabilities up to a constant for each variable, {@code [..., B, D]} or {@code
 *     [D]}; class c of variable v is at v · classes + c
 * @param temperature of the concrete draw, a positive scalar; the value does not depend on it
 * @param classes the number of values of a variable, at least 2
 * @param dimension D, variables × classes
 */
@Called("straight-through")
public record StraightThroughCategorical(
    Operand<TFloat32> logits, Operand<TFloat32> temperature, int classes, int dimension)
    implements StraightThrough, WithMean {
  /** Checks the arguments. */
  public StraightThroughCategorical {
    new ClassGroups(classes, dimension);
  }

  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return discrete(tf).mean(tf);
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    return discrete(tf).logProb(tf, value);
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    ClassGroups groups = new ClassGroups(classes, dimension);
    Operand<TFloat32> perturbed = discrete(tf).perturbed(tf, noise, sampleCount); // [K, B, D]
    Operand<TFloat32> relaxed = groups.softmax(tf, tf.math.div(perturbed, temperature));
    Operand<TFloat32> value = BorrowedGradient.of(tf, groups.largest(tf, perturbed), relaxed);
    return new Draw(value, logProb(tf, value));
  }

  @Override
  public OneHotCategorical discrete(Ops tf) {
    return new OneHotCategorical(logits, classes, dimension);
  }
}

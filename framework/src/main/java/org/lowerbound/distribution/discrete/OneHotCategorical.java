package org.lowerbound.distribution.discrete;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.distribution.formula.InverseTransforms;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Shapes;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Independent categorical variables, each as a group of consecutive components of which one is 1
 * and the others are 0: log p(x) = Σ x · logSoftmax(l).
 *
 * <p>The components of a group depend on each other, so that the log-mass is a sum over variables
 * and not over components. Draws have no derivative; they are found as the largest of logit plus
 * Gumbel noise (Maddison et al. 2014; Gumbel 1954).
 *
 * @param logits log-probabilities up to a constant for each variable, {@code [..., B, D]} or {@code
 *     [D]}; class c of variable v is at v · classes + c
 * @param classes the number of values of a variable, at least 2
 * @param dimension D, variables × classes
 */
@Called("categorical")
public record OneHotCategorical(Operand<TFloat32> logits, int classes, int dimension)
    implements Sampleable, WithMean {
  /** Checks the arguments. */
  public OneHotCategorical {
    new ClassGroups(classes, dimension);
  }

  /** Returns the number of variables. */
  public int variables() {
    return groups().variables();
  }

  /** Returns the probabilities, {@code [..., B, D]}. */
  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return groups().softmax(tf, logits);
  }

  /**
   * Returns log-masses in nats: {@code [..., B, D] -> [..., B]}.
   *
   * @param value one-hot groups; anything else gives a cross-entropy, which is no log-mass
   */
  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    return GraphMath.sumEvent(tf, tf.math.mul(value, logProbabilities(tf)));
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> value = groups().largest(tf, perturbed(tf, noise, sampleCount));
    return new Draw(value, logProb(tf, value));
  }

  /** Returns the normalised logits, {@code [..., B, D]}. */
  public Operand<TFloat32> logProbabilities(Ops tf) {
    return groups().logSoftmax(tf, logits);
  }

  /** Returns logits plus Gumbel noise, whose largest of a group is a draw, {@code [K, B, D]}. */
  public Operand<TFloat32> perturbed(Ops tf, NoiseSource noise, int sampleCount) {
    return tf.math.add(
        logits,
        InverseTransforms.gumbel(tf, noise, Shapes.prepend(tf, sampleCount, tf.shape(logits))));
  }

  ClassGroups groups() {
    return new ClassGroups(classes, dimension);
  }
}

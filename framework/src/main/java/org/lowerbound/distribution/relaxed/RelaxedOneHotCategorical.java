package org.lowerbound.distribution.relaxed;

import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.discrete.ClassGroups;
import org.lowerbound.distribution.formula.InverseTransforms;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Shapes;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Independent concrete variables, also called Gumbel-softmax: softmax((l + g) / λ) for Gumbel noise
 * g (Maddison et al. 2017, eq. 10; Jang et al. 2017). Each is a point inside the simplex of its
 * classes; its largest component is distributed as that of a categorical variable with the same
 * logits, at every temperature.
 *
 * <p>Densities are with respect to the Lebesgue measure of the first {@code classes} − 1 components
 * of a variable. They compare with those of another concrete distribution and not with the mass of
 * a categorical one: log p(x) − log q(x) with a discrete p is the log-weight of no bound.
 *
 * @param logits l, log-probabilities up to a constant for each variable, {@code [..., B, D]} or
 *     {@code [D]}; class c of variable v is at v · classes + c
 * @param temperature λ, a positive scalar
 * @param classes the number of classes of a variable, at least 2
 * @param dimension D, variables × classes
 */
@Called("concrete")
public record RelaxedOneHotCategorical(
    Operand<TFloat32> logits, Operand<TFloat32> temperature, int classes, int dimension)
    implements Reparameterized {
  /** The smallest component whose logarithm is taken; its inverse leaves room for a gradient. */
  static final float SMALLEST = 1e-30f;

  /** Checks the arguments. */
  public RelaxedOneHotCategorical {
    new ClassGroups(classes, dimension);
  }

  /**
   * Returns log-densities in nats: {@code [..., B, D] -> [..., B]}.
   *
   * <p>A component below 10⁻³⁰, such as a softmax that underflowed, is taken for 10⁻³⁰: the density
   * is then that of another point, with no gradient by this component. With λ below 1 and logits
   * that are 69 λ apart this happens to draws, too: their own density, from {@link
   * #sampleWithLogProb}, is computed from their logarithms and is exact.
   */
  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> logValue = tf.math.log(tf.math.maximum(value, tf.constant(SMALLEST)));
    return logProbOf(tf, logValue, tf.math.sub(logits, tf.math.mul(temperature, logValue)));
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> gumbel =
        InverseTransforms.gumbel(tf, noise, Shapes.prepend(tf, sampleCount, tf.shape(logits)));
    Operand<TFloat32> logValue =
        groups().logSoftmax(tf, tf.math.div(tf.math.add(logits, gumbel), temperature));
    // Here l − λ log x is −g, but for a constant of the variable: nothing has to cancel.
    return new Draw(tf.math.exp(logValue), logProbOf(tf, logValue, tf.math.neg(gumbel)));
  }

  @Override
  public RelaxedOneHotCategorical detached(Ops tf) {
    return new RelaxedOneHotCategorical(
        tf.stopGradient(logits), tf.stopGradient(temperature), classes, dimension);
  }

  /**
   * Returns log p(x) = log Γ(n) + (n − 1) log λ + Σ (logSoftmax(l − λ log x) − log x) for each
   * variable of n classes, and its sum over variables.
   *
   * @param logValue log x
   * @param residual l − λ log x, up to a constant for each variable
   */
  private Operand<TFloat32> logProbOf(
      Ops tf, Operand<TFloat32> logValue, Operand<TFloat32> residual) {
    int variables = groups().variables();
    double logFactorial = 0; // log (n − 1)!
    for (int i = 2; i < classes; i++) {
      logFactorial += Math.log(i);
    }
    Operand<TFloat32> normalizer =
        tf.math.add(
            tf.constant((float) (variables * logFactorial)),
            tf.math.mul(tf.constant((float) variables * (classes - 1)), tf.math.log(temperature)));
    Operand<TFloat32> terms = tf.math.sub(groups().logSoftmax(tf, residual), logValue);
    return tf.math.add(GraphMath.sumEvent(tf, terms), normalizer);
  }

  private ClassGroups groups() {
    return new ClassGroups(classes, dimension);
  }
}

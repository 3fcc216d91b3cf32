package org.lowerbound.distribution;

import java.util.List;
import java.util.stream.IntStream;
import org.lowerbound.graph.CustomGradients;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Shapes;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Independent Bernoulli components, by their logits.
 *
 * <p>log p(x) = Σ x·l − softplus(l). TensorFlow's softplus costs more than all else in the
 * decoder's last step, so that the sum is taken another way: softplus(l) = ½ (l + |l|) − log
 * σ(|l|), and thus log p(x) = Σ ½ ((2x − 1)·l − |l|) + log σ(|l|). For x in {0, 1} the first term
 * is 0 or −|l| without rounding, and since σ(|l|) lies in [½, 1], the product of up to {@value
 * #LONGEST_PRODUCT} of these is a normal 32-bit float: one logarithm serves them all. The gradient
 * with respect to l is x − σ(l) exactly.
 *
 * <p>A value strictly between 0 and 1 gives x·log p + (1 − x)·log(1 − p), the "cross-entropy on
 * grey levels", which is not a normalised density.
 *
 * @param logits log p − log(1 − p), {@code [..., B, D]} or {@code [D]}
 * @param dimension D
 */
public record Bernoulli(Operand<TFloat32> logits, int dimension)
    implements Sampleable, WithVariance {
  /** 2⁻¹²⁰ is still above the smallest normal float, 2⁻¹²⁶. */
  static final int LONGEST_PRODUCT = 120;

  private static final String GRADIENT = "bernoulli-log-prob";

  static {
    CustomGradients.register(GRADIENT, Bernoulli::backpropagate);
  }

  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return tf.math.sigmoid(logits);
  }

  @Override
  public Operand<TFloat32> variance(Ops tf) {
    Operand<TFloat32> p = mean(tf);
    return tf.math.mul(p, tf.math.sub(tf.constant(1f), p));
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> l = broadcast(tf, value);
    Operand<TFloat32> absolute = tf.math.abs(l); // [..., B, D]
    Operand<TFloat32> sign = tf.math.sub(tf.math.mul(tf.constant(2f), value), tf.constant(1f));
    Operand<TFloat32> linear = GraphMath.sumEvent(tf, tf.math.sub(tf.math.mul(sign, l), absolute));
    Operand<TFloat32> logProb =
        tf.math.add(
            tf.math.mul(tf.constant(0.5f), linear),
            sumOfLogs(tf, tf.math.sigmoid(absolute))); // [..., B]
    return CustomGradients.attach(tf, GRADIENT, logProb, List.of(l, value));
  }

  /**
   * Returns the logits with one for each of the values they are for. The gradient above is one for
   * each logit: where several values share one, TensorFlow sums it over them.
   */
  private Operand<TFloat32> broadcast(Ops tf, Operand<TFloat32> value) {
    return shared(logits.shape(), value.shape())
        ? tf.math.add(logits, tf.zerosLike(value))
        : logits;
  }

  /** Returns whether a logit may be that of several values: they have more axes, or longer ones. */
  private static boolean shared(Shape logits, Shape values) {
    int logitAxes = logits.numDimensions();
    int valueAxes = values.numDimensions();
    if (valueAxes < 0 || valueAxes > logitAxes) {
      return true;
    }
    return IntStream.rangeClosed(1, valueAxes)
        .anyMatch(
            fromLast ->
                logits.get(logitAxes - fromLast) == 1 && values.get(valueAxes - fromLast) != 1);
  }

  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    return tf.math.sub(tf.math.mul(value, logits), tf.math.softplus(logits));
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> uniform =
        noise.uniform(tf, Shapes.prepend(tf, sampleCount, tf.shape(logits))); // [K, B, D]
    Operand<TFloat32> value =
        tf.dtypes.cast(tf.math.less(uniform, tf.math.sigmoid(logits)), TFloat32.class);
    Operand<TFloat32> drawn = tf.stopGradient(value);
    return new Draw(drawn, logProb(tf, drawn));
  }

  private static List<Operand<TFloat32>> backpropagate(
      Ops tf, List<Operand<TFloat32>> inputs, Operand<TFloat32> upstream) {
    Operand<TFloat32> logits = inputs.get(0);
    Operand<TFloat32> value = inputs.get(1);
    Operand<TFloat32> ofLogits =
        tf.math.mul(
            tf.expandDims(upstream, tf.constant(-1)), tf.math.sub(value, tf.math.sigmoid(logits)));
    return List.of(ofLogits, ofValue(tf, logits, value, upstream));
  }

  /**
   * Returns the gradient by the values, which are data or exact draws mostly and then need none:
   * the logit, summed over the logits that share a value.
   */
  private static Operand<TFloat32> ofValue(
      Ops tf, Operand<TFloat32> logits, Operand<TFloat32> value, Operand<TFloat32> upstream) {
    Operand<TFloat32> ofEach = tf.math.mul(tf.expandDims(upstream, tf.constant(-1)), logits);
    Operand<TInt32> sharedAxes = tf.broadcastGradientArgs(tf.shape(ofEach), tf.shape(value)).r1();
    return tf.reshape(tf.reduceSum(ofEach, sharedAxes), tf.shape(value));
  }

  /** Returns Σ log v over the last axis for v in [½, 1]: {@code [..., D] -> [...]}. */
  private Operand<TFloat32> sumOfLogs(Ops tf, Operand<TFloat32> values) {
    int groups = (dimension + LONGEST_PRODUCT - 1) / LONGEST_PRODUCT;
    while (dimension % groups != 0 && groups < dimension) {
      groups++;
    }
    Operand<TFloat32> grouped =
        Shapes.withLeadingAxesOf(tf, values, values, groups, dimension / groups);
    Operand<TFloat32> products = tf.reduceProd(grouped, tf.constant(-1)); // [..., groups]
    return GraphMath.sumEvent(tf, tf.math.log(products));
  }
}

package org.lowerbound.distribution.discrete;

import java.util.List;
import java.util.stream.IntStream;
import org.lowerbound.distribution.OverLevels;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.WithVariance;
import org.lowerbound.graph.FusedFunction;
import org.lowerbound.graph.FusedGradient;
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
    implements Sampleable, WithVariance, OverLevels {
  private static final int BITS_HAVE = 2;

  /** 2⁻¹²⁰ is still above the smallest normal float, 2⁻¹²⁶. */
  static final int LONGEST_PRODUCT = 120;

  /** More parts leave less to write, but the compiled loop has each of them in its body. */
  private static final int MOST_PARTS = 7;

  private static final FusedGradient GRADIENT =
      FusedGradient.register("bernoulli-gradient", Bernoulli::byLogits, Bernoulli::byValue);

  @Override
  public int levels() {
    return BITS_HAVE;
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
    int parts = FusedFunction.pays(l.shape()) ? parts() : 1;
    List<Operand<TFloat32>> combined =
        FusedFunction.call(
            tf, "bernoulli-log-prob", List.of(l, value), (inner, in) -> combined(inner, in, parts));
    Operand<TFloat32> logProb =
        tf.math.add(
            tf.math.mul(tf.constant(0.5f), GraphMath.sumEvent(tf, combined.get(0))),
            sumOfLogs(tf, combined.get(1), parts)); // [..., B]
    return GRADIENT.attach(tf, logProb, List.of(l, value));
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

  /** Returns the number of parts of an event: of equal length, which vectors divide best. */
  private int parts() {
    return IntStream.of(16, 8, 1)
        .flatMap(
            lanes ->
                IntStream.iterate(MOST_PARTS, parts -> parts > 1, parts -> parts - 1)
                    .filter(parts -> dimension % (parts * lanes) == 0))
        .findFirst()
        .orElse(1);
  }

  /**
   * Returns (2x − 1)·l − |l|, added up over the parts of an event, and σ(|l|), multiplied over
   * them: {@code [..., B, D / parts]} each. A compiled sum over an axis takes one value after the
   * other; this one takes as many at once as the processor has lanes.
   */
  private static List<Operand<TFloat32>> combined(
      Ops tf, List<Operand<TFloat32>> inputs, int parts) {
    List<Operand<TFloat32>> logits = split(tf, inputs.get(0), parts);
    List<Operand<TFloat32>> values = split(tf, inputs.get(1), parts);
    Operand<TFloat32> sum = null;
    Operand<TFloat32> product = null;
    for (int part = 0; part < parts; part++) {
      Operand<TFloat32> absolute = tf.math.abs(logits.get(part));
      Operand<TFloat32> sign =
          tf.math.sub(tf.math.mul(tf.constant(2f), values.get(part)), tf.constant(1f));
      Operand<TFloat32> term = tf.math.sub(tf.math.mul(sign, logits.get(part)), absolute);
      Operand<TFloat32> factor = tf.math.sigmoid(absolute);
      sum = part == 0 ? term : tf.math.add(sum, term);
      product = part == 0 ? factor : tf.math.mul(product, factor);
    }
    return List.of(sum, product);
  }

  /** Splits the last axis. */
  private static List<Operand<TFloat32>> split(Ops tf, Operand<TFloat32> x, int parts) {
    return parts == 1
        ? List.of(x)
        : List.copyOf(tf.split(tf.constant(-1), x, (long) parts).output());
  }

  private static List<Operand<TFloat32>> byLogits(Ops tf, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> logits = inputs.get(0);
    Operand<TFloat32> value = inputs.get(1);
    Operand<TFloat32> upstream = tf.expandDims(inputs.get(2), tf.constant(-1));
    return List.of(tf.math.mul(upstream, tf.math.sub(value, tf.math.sigmoid(logits))));
  }

  /**
   * Returns the gradient by the values, which are data or exact draws mostly and then need none:
   * the logit, summed over the logits that share a value.
   */
  private static List<Operand<TFloat32>> byValue(Ops tf, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> value = inputs.get(1);
    Operand<TFloat32> upstream = tf.expandDims(inputs.get(2), tf.constant(-1));
    Operand<TFloat32> ofEach = tf.math.mul(upstream, inputs.get(0));
    Operand<TInt32> sharedAxes = tf.broadcastGradientArgs(tf.shape(ofEach), tf.shape(value)).r1();
    return List.of(tf.reshape(tf.reduceSum(ofEach, sharedAxes), tf.shape(value)));
  }

  /**
   * Returns Σ log v over the last axis: {@code [..., D / parts] -> [...]}.
   *
   * @param products v, of as many numbers in [½, 1] as there are parts
   */
  private Operand<TFloat32> sumOfLogs(Ops tf, Operand<TFloat32> products, int parts) {
    int length = dimension / parts;
    int groups = (dimension + LONGEST_PRODUCT - 1) / LONGEST_PRODUCT;
    while (length % groups != 0 && groups < length) {
      groups++;
    }
    Operand<TFloat32> grouped =
        Shapes.withLeadingAxesOf(tf, products, products, groups, length / groups);
    Operand<TFloat32> longest = tf.reduceProd(grouped, tf.constant(-1)); // [..., groups]
    return GraphMath.sumEvent(tf, tf.math.log(longest));
  }
}

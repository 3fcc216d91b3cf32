package org.lowerbound.distribution.levels;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Shapes;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * Colour images of independent pixels, each with a mixture of M components over its three channels
 * together (Salimans et al. 2017, section 2.2).
 *
 * <p>In a component a channel is a discretized logistic variable on the levels k/(L − 1), k = 0,
 * ..., L − 1, whose centre depends on the channels before it: it is μ for red, μ + α (r − ½) for
 * green and μ + β (r − ½) + γ (g − ½) for blue, with the observed red r and green g. With −1 to 1
 * in place of 0 to 1 as the range of a channel this is μ + α r and so on, as in the paper.
 *
 * <p>An event is an image row by row, with the channels of a pixel as neighbours: D = 3P. The
 * channels are not independent, and the mean of green and blue has no closed form.
 *
 * @param logits of the mixture's weights, unnormalised, {@code [..., B, P, M]}
 * @param loc μ in the units of the values, {@code [..., B, P, 3, M]}
 * @param logScale the logarithms of the scales; any shape that broadcasts to {@code loc}
 * @param coefficients α, β and γ in this order before a tanh, {@code [..., B, P, 3, M]}
 * @param levels L
 * @param pixels P
 */
@Called("discretized-logistic-mixture")
public record DiscretizedLogisticColorMixture(
    Operand<TFloat32> logits,
    Operand<TFloat32> loc,
    Operand<TFloat32> logScale,
    Operand<TFloat32> coefficients,
    int levels,
    int pixels)
    implements Sampleable {
  private static final int CHANNELS = 3;
  private static final int CHANNEL_AXIS = -2;

  /** Checks the numbers. */
  public DiscretizedLogisticColorMixture {
    checkArgument(levels >= 2, "levels must be at least 2: %s", levels);
    checkArgument(pixels > 0, "pixels must be positive: %s", pixels);
  }

  @Override
  public int dimension() {
    return CHANNELS * pixels;
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    return GraphMath.sumEvent(tf, logProbPerPixel(tf, value));
  }

  /** Returns the log-mass of each pixel in nats: {@code [..., B, 3P] -> [..., B, P]}. */
  public Operand<TFloat32> logProbPerPixel(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> channels =
        Shapes.withLeadingAxesOf(tf, value, value, pixels, CHANNELS, 1); // [..., B, P, 3, 1]
    LogisticLevels conditional =
        new LogisticLevels(tf.math.add(loc, shift(tf, value)), logScale, levels);
    Operand<TFloat32> logMass =
        tf.reduceSum(conditional.logMass(tf, channels), tf.constant(CHANNEL_AXIS));
    return MixtureWeights.logMixture(tf, logits, logMass); // [..., B, P]
  }

  /**
   * Draws a component for each pixel, then red, green given red, and blue given both, each as a
   * level.
   */
  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> chosen =
        MixtureWeights.choices(tf, logits, noise, sampleCount); // [K, ..., B, P, M]
    Operand<TFloat32> choice = tf.expandDims(chosen, tf.constant(CHANNEL_AXIS));
    Operand<TFloat32> centres = ofChosen(tf, choice, loc);
    Operand<TFloat32> logScales = ofChosen(tf, choice, tf.math.add(logScale, tf.zerosLike(loc)));
    Operand<TFloat32> slopes = ofChosen(tf, choice, tf.math.tanh(coefficients));
    Operand<TFloat32> half = tf.constant(0.5f);
    Operand<TFloat32> red =
        level(tf, noise, sum(tf, centres, 1, 0, 0), sum(tf, logScales, 1, 0, 0));
    Operand<TFloat32> centredRed = tf.math.sub(red, half);
    Operand<TFloat32> green =
        level(
            tf,
            noise,
            tf.math.add(
                sum(tf, centres, 0, 1, 0), tf.math.mul(sum(tf, slopes, 1, 0, 0), centredRed)),
            sum(tf, logScales, 0, 1, 0));
    Operand<TFloat32> blue =
        level(
            tf,
            noise,
            tf.math.add(
                sum(tf, centres, 0, 0, 1),
                tf.math.add(
                    tf.math.mul(sum(tf, slopes, 0, 1, 0), centredRed),
                    tf.math.mul(sum(tf, slopes, 0, 0, 1), tf.math.sub(green, half)))),
            sum(tf, logScales, 0, 0, 1));
    Operand<TFloat32> channels = // [K, ..., B, P, 3, 1]
        tf.math.add(
            tf.math.mul(red, column(tf, 1, 0, 0)),
            tf.math.add(
                tf.math.mul(green, column(tf, 0, 1, 0)), tf.math.mul(blue, column(tf, 0, 0, 1))));
    Operand<TFloat32> perPixel = GraphMath.sumEvent(tf, chosen); // [K, ..., B, P]
    Operand<TFloat32> value = Shapes.withLeadingAxesOf(tf, perPixel, channels, dimension());
    return new Draw(value, logProb(tf, value));
  }

  /** Returns the parameters of the chosen components, {@code [K, ..., B, P, 3, 1]}. */
  private static Operand<TFloat32> ofChosen(
      Ops tf, Operand<TFloat32> choice, Operand<TFloat32> parameters) {
    return tf.reduceSum(tf.math.mul(choice, parameters), tf.constant(-1), ReduceSum.keepDims(true));
  }

  /** Returns one level for each centre and scale. */
  private Operand<TFloat32> level(
      Ops tf, NoiseSource noise, Operand<TFloat32> centre, Operand<TFloat32> logScales) {
    return tf.squeeze(
        new LogisticLevels(centre, logScales, levels).draws(tf, noise, 1),
        Squeeze.axis(List.of(0L)));
  }

  /**
   * Returns what a channel's centre owes to the channels before, {@code [..., B, P, 3, M]}.
   *
   * <p>Channels are picked by sums with zeros and ones: TensorFlow's gradients of gather and concat
   * take no axis that is counted from the last.
   */
  private Operand<TFloat32> shift(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> observed = // r, r and g, which α, β and γ are the coefficients of
        tf.gather(Shapes.toRows(tf, value, CHANNELS), tf.array(0, 0, 1), tf.constant(1));
    Operand<TFloat32> centred =
        tf.math.sub(
            Shapes.withLeadingAxesOf(tf, value, observed, pixels, CHANNELS, 1), tf.constant(0.5f));
    Operand<TFloat32> terms = tf.math.mul(tf.math.tanh(coefficients), centred);
    Operand<TFloat32> ofGreen = sum(tf, terms, 1, 0, 0);
    Operand<TFloat32> ofBlue = sum(tf, terms, 0, 1, 1);
    return tf.math.add(
        tf.math.mul(ofGreen, column(tf, 0, 1, 0)), tf.math.mul(ofBlue, column(tf, 0, 0, 1)));
  }

  /** Returns a sum over the channel axis, which stays: {@code [..., 3, M] -> [..., 1, M]}. */
  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> x, float... weights) {
    return tf.reduceSum(
        tf.math.mul(x, column(tf, weights)), tf.constant(CHANNEL_AXIS), ReduceSum.keepDims(true));
  }

  /** Returns one number for each channel, {@code [3, 1]}. */
  private static Operand<TFloat32> column(Ops tf, float... numbers) {
    return tf.expandDims(tf.constant(numbers), tf.constant(1));
  }
}

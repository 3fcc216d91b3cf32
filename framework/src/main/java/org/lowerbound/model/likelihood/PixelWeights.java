package org.lowerbound.model.likelihood;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Collections;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.ObservedData;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/** What each value of an observation counts in a {@link WeightedLikelihood}. */
public sealed interface PixelWeights {
  /**
   * Returns the weights, one for each value, last index fastest.
   *
   * @throws IllegalArgumentException if such observations have none; the message says why
   */
  ImmutableDoubleArray of(ObservedData observed);

  /**
   * Checks what can be checked before there are data.
   *
   * @throws IllegalArgumentException if such values have no weights
   */
  default void checkFits(ValueKind kind) {}

  /**
   * The same weight for all values. It is not normalised.
   *
   * @param value the weight
   */
  record Uniform(@Default("1.0") @Interval(above = 0) double value) implements PixelWeights {
    /** Checks the argument. */
    public Uniform {
      Checks.positive(value, "value");
    }

    @Override
    public ImmutableDoubleArray of(ObservedData observed) {
      return repeated(DoubleStream.of(value).toArray(), observed.dimension());
    }
  }

  /**
   * A Gaussian bump around the centre of an image, the same for all channels, normalised to a mean
   * of 1.
   *
   * @param width its standard deviation, along each side as a part of that side
   */
  record Center(@Default("0.25") @Interval(min = 0.01) double width) implements PixelWeights {
    /** Far below, nothing would be left of pixels beside the centre but rounding to 0. */
    private static final double SMALLEST_WIDTH = 0.01;

    /** Checks the argument. */
    public Center {
      checkArgument(
          width >= SMALLEST_WIDTH && Double.isFinite(width),
          "width must be at least %s and finite but is %s",
          SMALLEST_WIDTH,
          width);
    }

    @Override
    public ImmutableDoubleArray of(ObservedData observed) {
      Shape shape = observed.shape();
      checkArgument(
          shape.numDimensions() == 2 || shape.numDimensions() == 3,
          "weights around the centre are for images, [height, width, channels], but an observation"
              + " has the shape %s; list the weights",
          shape);
      double[] rows = bump(shape.get(0));
      double[] columns = bump(shape.get(1));
      double[] perPixel =
          DoubleStream.of(rows)
              .flatMap(row -> DoubleStream.of(columns).map(column -> row * column))
              .toArray();
      return repeated(normalized(perPixel), observed.dimension());
    }

    private double[] bump(long length) {
      double center = 0.5 * (length - 1);
      return IntStream.range(0, (int) length)
          .mapToDouble(i -> (i - center) / (width * length))
          .map(distance -> Math.exp(-0.5 * distance * distance))
          .toArray();
    }
  }

  /**
   * Given weights, normalised to a mean of 1.
   *
   * @param values one for each pixel, or one for each value, last index fastest
   */
  record Listed(ImmutableList<Double> values) implements PixelWeights {
    /** Checks the argument. */
    public Listed {
      checkArgument(!values.isEmpty(), "values must not be empty");
      for (double value : values) {
        checkArgument(
            value >= 0 && Double.isFinite(value),
            "values must be finite and not negative, but one is %s",
            value);
      }
      checkArgument(Collections.max(values) > 0, "values must not all be 0");
    }

    @Override
    public ImmutableDoubleArray of(ObservedData observed) {
      Shape shape = observed.shape();
      long pixels = shape.numDimensions() == 3 ? shape.get(0) * shape.get(1) : observed.dimension();
      checkArgument(
          values.size() == pixels || values.size() == observed.dimension(),
          "observations of shape %s take %s%s weights, but the list has %s",
          shape,
          pixels,
          pixels == observed.dimension() ? "" : " or " + observed.dimension(),
          values.size());
      return repeated(
          normalized(values.stream().mapToDouble(Double::doubleValue).toArray()),
          observed.dimension());
    }
  }

  /**
   * The variance of each bit over the training split, m (1 − m) for a mean of m, normalised to a
   * mean of 1: bits that never change count nothing.
   */
  record Variance() implements PixelWeights {
    @Override
    public void checkFits(ValueKind kind) {
      checkArgument(
          kind == ValueKind.BINARY,
          "weights by variance are for binary values, whose mean gives their variance, but these are"
              + " %s; list the weights",
          kind.description());
    }

    @Override
    public ImmutableDoubleArray of(ObservedData observed) {
      checkFits(observed.kind());
      double[] variances = observed.mean().stream().map(mean -> mean * (1 - mean)).toArray();
      checkArgument(
          DoubleStream.of(variances).anyMatch(variance -> variance > 0),
          "weights by variance: no value varies over the training split");
      return ImmutableDoubleArray.copyOf(normalized(variances));
    }
  }

  private static double[] normalized(double... weights) {
    double mean = DoubleStream.of(weights).average().orElseThrow();
    return DoubleStream.of(weights).map(weight -> weight / mean).toArray();
  }

  /** Returns each weight as often as makes {@code count} of them, as neighbours. */
  private static ImmutableDoubleArray repeated(double[] weights, int count) {
    int times = count / weights.length;
    return ImmutableDoubleArray.copyOf(
        IntStream.range(0, count).mapToDouble(i -> weights[i / times]));
  }
}

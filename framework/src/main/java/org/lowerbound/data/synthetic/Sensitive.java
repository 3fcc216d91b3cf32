package org.lowerbound.data.synthetic;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetNote;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.data.ExactClasses;
import org.lowerbound.data.Factors;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * Draws that depend on an attribute s that a code should not tell, and on a task y that it should:
 * x = a (s − ½) e₁ + b (y − ½) e₂ + σ ε, with s and y from {0, 1} and e₁, e₂ the first two
 * directions, which all others are independent of. What x tells of s is in its first value alone as
 * long as s and y are independent, so that the best code without s is known: all other values.
 *
 * <p>s is the label; both are factors, {@code sensitive} and {@code task}.
 *
 * @param dimension the number of values of an observation
 * @param sensitiveEffect a, by how much s moves the mean
 * @param taskEffect b, by how much y does
 * @param noise σ
 * @param agreement how likely s and y are equal; at ½ they are independent
 * @param labels which observations have s as a label
 * @param counts how many observations are drawn, and the seed of the draws
 */
public record Sensitive(
    @Default("10") @Interval(min = 2, max = 4096) int dimension,
    @Default("3") @Interval(min = 0) double sensitiveEffect,
    @Default("3") @Interval(min = 0) double taskEffect,
    @Default("1") @Interval(above = 0) double noise,
    @Default("0.5") @Interval(min = 0, max = 1) double agreement,
    @Default("false") LabelChoice labels,
    @Flat DrawCounts counts)
    implements DescribedDataset {
  private static final String NAME = "sensitive";
  private static final int CLASSES = 2;

  /** Checks the ranges. */
  public Sensitive {
    Counts.checkAtLeast("dimension", dimension, 2, 4_096);
    checkEffect("sensitiveEffect", sensitiveEffect);
    checkEffect("taskEffect", taskEffect);
    checkArgument(
        noise > 0 && Double.isFinite(noise), "noise must be positive and finite but is %s", noise);
    checkArgument(
        agreement >= 0 && agreement <= 1, "agreement must lie in [0, 1] but is %s", agreement);
    labels.checkClasses(CLASSES);
    counts.checkRoom(dimension);
  }

  private static void checkEffect(String name, double effect) {
    checkArgument(
        effect >= 0 && Double.isFinite(effect),
        "%s must be finite and not negative but is %s",
        name,
        effect);
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "normals that an attribute and a task have moved",
        "any number; what they tell of the attribute is known",
        "made by code",
        "as in the linear model of the literature on invariant codes");
  }

  @Override
  public Dataset load(DataSource source) {
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    Map<Split, int[][]> classes = new HashMap<>();
    for (Split split : Split.values()) {
      int count = counts.count(split);
      if (count > 0) {
        int[][] factors = new int[count][];
        splits.put(
            split, draw(factors, new RandomStream(counts.seed(), NAME + "." + split.label())));
        classes.put(split, factors);
      }
    }
    Dataset dataset =
        Dataset.of(
            NAME,
            Shape.of(dimension),
            ValueKind.REAL,
            FreshDraw.NOTHING,
            splits.buildOrThrow(),
            Optional.of(new Known()),
            Optional.of(
                new Factors(
                    ImmutableList.of(NAME, "task"),
                    ImmutableList.of(CLASSES, CLASSES),
                    ImmutableMap.copyOf(classes))));
    return labels.given()
        ? dataset.withLabels(labels.known(new Labels(CLASSES, attribute(classes))))
        : dataset;
  }

  private static ImmutableMap<Split, int[]> attribute(Map<Split, int[][]> classes) {
    return ImmutableMap.copyOf(
        Maps.transformValues(
            classes, rows -> Arrays.stream(rows).mapToInt(row -> row[0]).toArray()));
  }

  private Observations draw(int[][] factors, RandomStream stream) {
    float[] values = new float[factors.length * dimension];
    for (int row = 0; row < factors.length; row++) {
      int s = stream.nextInt(CLASSES);
      int y = stream.nextDouble() < agreement ? s : 1 - s;
      factors[row] = new int[] {s, y};
      for (int i = 0; i < dimension; i++) {
        values[row * dimension + i] = (float) (mean(i, s, y) + noise * stream.nextGaussian());
      }
    }
    return new Observations.Floats(values, factors.length, dimension);
  }

  private double mean(int value, int s, int y) {
    return switch (value) {
      case 0 -> sensitiveEffect * (s - 0.5);
      case 1 -> taskEffect * (y - 0.5);
      default -> 0;
    };
  }

  /** Of x a mixture of four normals, of x and s one of two. */
  private final class Known implements ExactClasses {
    @Override
    public double logProb(double[] observation) {
      return Gaussians.logSumExp(logDensities(observation));
    }

    @Override
    public double[] logJoint(double[] observation) {
      double[] logs = logDensities(observation);
      double[] ofAttribute = new double[CLASSES];
      Arrays.setAll(
          ofAttribute, s -> Gaussians.logSumExp(logs[s * CLASSES], logs[s * CLASSES + 1]));
      return ofAttribute;
    }
  }

  /** Returns log p(x, s, y) in nats, {@code [CLASSES * CLASSES]}, s first. */
  private double[] logDensities(double[] observation) {
    double[] logs = new double[CLASSES * CLASSES];
    for (int s = 0; s < CLASSES; s++) {
      for (int y = 0; y < CLASSES; y++) {
        double[] mean = new double[dimension];
        for (int i = 0; i < dimension; i++) {
          mean[i] = mean(i, s, y);
        }
        logs[s * CLASSES + y] =
            StrictMath.log((s == y ? agreement : 1 - agreement) / CLASSES)
                + Gaussians.logDensity(observation, mean, noise);
      }
    }
    return logs;
  }
}

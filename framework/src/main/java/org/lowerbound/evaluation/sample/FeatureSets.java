package org.lowerbound.evaluation.sample;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.HostNoise;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.sampler.Samples;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The features of three samples of one size: generated ones, the data's, and the data's again. */
final class FeatureSets {
  /** The observations of one run: of a convolutional classifier memory grows with them. */
  private static final int ROWS = 100;

  private final int examples;
  private final Samples samples;
  private final Function<SplitRunner, FeatureMap> features;
  private final Operand<TFloat32> observations;
  private final HostNoise choice;

  FeatureSets(Ops tf, EvaluationScope graph, Comparison comparison, String who) {
    String stream = comparison.column(who);
    this.examples = comparison.examples();
    this.samples = new Samples(tf, graph, comparison.sampler(), comparison.means(), stream, who);
    this.features = comparison.features().build(tf, graph, who);
    this.observations = graph.observations();
    // The same examples in all comparisons: their numbers are then paired.
    this.choice =
        graph
            .shared()
            .get(
                HostNoise.class,
                "comparison",
                noise -> new HostNoise(tf, graph.withNoise(noise), "comparison.rows"));
  }

  /**
   * The samples, {@code [n][features]} each. The arrays are the object's own storage: nobody writes
   * to them after construction.
   *
   * @param generated of the model
   * @param real of the split
   * @param rows the numbers of the latter in the split, {@code [n]}
   * @param otherReal of the training split; of the test split, if it is the training split that is
   *     evaluated. What could be had at best of a model that has the distribution of the data
   * @param accuracy on the split, of the classifier whose features they are, if there is one
   */
  @SuppressWarnings("ArrayRecordComponent") // Made once, read by whoever compares.
  record Sets(
      double[][] generated,
      double[][] real,
      int[] rows,
      double[][] otherReal,
      Optional<Estimate> accuracy) {
    boolean areFinite() {
      return isFinite(generated) && isFinite(real) && isFinite(otherReal);
    }

    private static boolean isFinite(double[][] features) {
      return Arrays.stream(features).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
    }
  }

  Sets of(SplitRunner runner) {
    try (FeatureMap map = features.apply(runner)) {
      SplitRunner other = runner.of(runner.split() == Split.TRAIN ? Split.TEST : Split.TRAIN);
      int n = Math.min(examples, Math.min(runner.count(), other.count()));
      double[][] generated = new double[n][];
      samples.forEach(
          runner,
          n,
          (first, values) -> {
            put(map.of(values), generated, first);
            runner.progress((int) ((long) runner.count() * (first + 1) / n));
          });
      int[] rows = rows(runner, n);
      return new Sets(
          generated,
          real(runner, rows, map),
          rows,
          real(other, rows(other, n), map),
          map.accuracy(runner));
    }
  }

  private int[] rows(SplitRunner runner, int n) {
    int[] order = choice.stream(runner, runner.split().label()).permutation(runner.count());
    return Arrays.copyOf(order, n);
  }

  private double[][] real(SplitRunner runner, int[] rows, FeatureMap map) {
    double[][] real = new double[rows.length][];
    for (int first = 0; first < rows.length; first += ROWS) {
      int[] some = Arrays.copyOfRange(rows, first, Math.min(rows.length, first + ROWS));
      float[] values = runner.run(some, 0, ImmutableList.of(observations)).get(0);
      put(map.of(values), real, first);
    }
    return real;
  }

  private static void put(double[][] some, double[][] all, int first) {
    System.arraycopy(some, 0, all, first, some.length);
  }
}

package org.lowerbound.evaluation.speed;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.Encoding;
import org.lowerbound.model.Evidence;
import org.lowerbound.model.Generating;
import org.lowerbound.model.Model;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How many examples a model draws, encodes and scores in a second: the median of some repetitions
 * of ten batches each, after one that is not counted.
 *
 * <p>These are times of a machine, of the one thread that a trial has, and of what else runs there.
 * Unlike all other numbers they are another each time, so that they compare within one run on an
 * otherwise idle machine at best; and no direction is the better one. A number that is measured is
 * kept like any other, and not measured again on another machine.
 *
 * @param batchSize the examples of a run
 * @param draws K, of z for each example that is scored, where a likelihood is estimated by draws
 * @param repeats the repetitions
 */
public record Speed(
    @Default("100") @Interval(min = 1, max = Counts.MOST_UNITS) int batchSize,
    @Default("1") @Interval(min = 1, max = Counts.MOST_UNITS) int draws,
    @Default("5") @Interval(min = 1, max = 1000) int repeats)
    implements Metric {
  private static final String SAMPLING = "samples-per-second";
  private static final String ENCODING = "encodings-per-second";
  private static final String SCORING = "scores-per-second";

  private static final int MOST_REPEATS = 1000;
  private static final int BATCHES = 10;

  /** The standard error of the median of normal numbers, in those of their mean: √(π/2). */
  private static final double OF_MEDIAN = Math.sqrt(Math.PI / 2);

  /** Checks the arguments. */
  public Speed {
    Counts.checkPositive("batchSize", batchSize, Counts.MOST_UNITS);
    Counts.checkPositive("draws", draws, Counts.MOST_UNITS);
    Counts.checkPositive("repeats", repeats, MOST_REPEATS);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        column(SAMPLING, "drawn from p(x)"),
        column(ENCODING, "given a code, a draw from q(z|x)"),
        column(SCORING, "given a likelihood, of %d draws where it is estimated".formatted(draws)));
  }

  private Column column(String name, String what) {
    return Column.optional(
        name,
        "examples/s",
        Better.NEITHER,
        "Examples %s in a second on one thread of this machine, %d at a time"
            .formatted(what, batchSize));
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    Map<String, Operand<TFloat32>> nodes = new LinkedHashMap<>();
    Model model = graph.model();
    if (model instanceof Generating generating) {
      add(
          nodes,
          SAMPLING,
          () ->
              generating.sample(
                  tf, graph.noise().apply("speed.sampling"), batchSize, graph.pass()));
    }
    if (model instanceof Encoding encoding) {
      add(
          nodes,
          ENCODING,
          () ->
              encoding
                  .encode(tf, graph.observations(), graph.pass())
                  .draw(tf, graph.noise().apply("speed.encoding"), 1));
    }
    if (model instanceof Evidence evidence) {
      add(
          nodes,
          SCORING,
          () ->
              evidence.logWeight(
                  tf,
                  graph.observations(),
                  graph.noise().apply("speed.scoring"),
                  draws,
                  graph.pass()));
    }
    return runner -> measure(runner, nodes, Ticker.systemTicker());
  }

  /** Adds a node, unless the model has something that cannot be drawn from. */
  private static void add(
      Map<String, Operand<TFloat32>> nodes, String column, Supplier<Operand<TFloat32>> node) {
    try {
      nodes.put(column, node.get());
    } catch (IllegalArgumentException e) {
      // The column stays empty, as those of other abilities that a model lacks.
    }
  }

  /** Measures with a clock. */
  ImmutableMap<String, Estimate> measure(
      SplitRunner runner, Map<String, Operand<TFloat32>> nodes, Ticker clock) {
    ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
    // Draws, too, take as many rows: a model that looks at labels draws once for each of theirs.
    int[] rows = IntStream.range(0, batchSize).map(i -> i % runner.count()).toArray();
    nodes.forEach((column, node) -> numbers.put(column, rate(runner, rows, node, clock)));
    return numbers.buildOrThrow();
  }

  private Estimate rate(SplitRunner runner, int[] rows, Operand<TFloat32> node, Ticker clock) {
    batches(runner, rows, node);
    double[] rates = new double[repeats];
    for (int i = 0; i < repeats; i++) {
      long start = clock.read();
      batches(runner, rows, node);
      rates[i] = (double) BATCHES * batchSize * 1e9 / Math.max(1, clock.read() - start);
    }
    OptionalDouble error = Estimate.meanOf(rates).standardError();
    return new Estimate(
        median(rates),
        error.isPresent()
            ? OptionalDouble.of(OF_MEDIAN * error.getAsDouble())
            : OptionalDouble.empty(),
        (long) repeats * BATCHES * batchSize);
  }

  private static void batches(SplitRunner runner, int[] rows, Operand<TFloat32> node) {
    for (int batch = 0; batch < BATCHES; batch++) {
      runner.run(rows, batch, ImmutableList.of(node));
    }
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

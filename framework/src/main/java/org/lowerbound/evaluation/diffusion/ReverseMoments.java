package org.lowerbound.evaluation.diffusion;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Denoising;
import org.lowerbound.model.ReverseChain;
import org.lowerbound.model.ReverseStates;
import org.lowerbound.picture.Palette;
import org.lowerbound.picture.Plot;
import org.lowerbound.picture.Reference;
import org.lowerbound.picture.Series;
import org.lowerbound.spec.ChosenNames;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Where a way back loses the data: at each step t the moments of its states beside those of q(x_t),
 * which are known from the split's, √ᾱ_t m and v_t = ᾱ_t s² + 1 − ᾱ_t for each value. A network is
 * trained on draws of q(x_t) and run on what it has made itself, so that its errors add up on the
 * way from T to 0. Moments that agree say nothing of the rest of the distribution.
 *
 * <p>One line is the variance of the states over that of q(x_t), both summed over the values, the
 * other the distance of the two means, over the root of the same sum. With n draws chance alone
 * puts the means about 1/√n apart.
 *
 * @param draws how many ways back, rounded up to whole hundreds
 * @param chain the way back; the model's own if it is not said
 * @param name of the picture, to tell several in one trial apart
 */
public record ReverseMoments(
    @Default("1000") @Interval(min = 1, max = Counts.MOST_UNITS) int draws,
    Optional<ReverseChain> chain,
    @Default("\"reverse-moments\"") String name)
    implements Figure {
  /** The draws of one run. */
  private static final int ROWS = 100;

  /** Checks the arguments. */
  public ReverseMoments {
    Counts.checkPositive("draws", draws, Counts.MOST_UNITS);
    ChosenNames.check(name);
  }

  @Override
  public Drawing build(Ops tf, EvaluationScope graph) {
    Lines lines = lines(tf, graph);
    int count = runs() * ROWS;
    return runner ->
        Plot.of(lines.of(runner), "step t of the state", "in units of q")
            .withReferences(ImmutableList.of(Reference.horizontal("", 1)))
            .withNote(
                "%d draws; chance alone puts the means about %.2g apart"
                    .formatted(count, 1 / Math.sqrt(count)))
            .draw();
  }

  private int runs() {
    return (draws + ROWS - 1) / ROWS;
  }

  /** What is drawn, on a split. */
  @FunctionalInterface
  interface Lines {
    ImmutableList<Series> of(SplitRunner runner);
  }

  /** Adds the nodes. */
  Lines lines(Ops tf, EvaluationScope graph) {
    Denoising model = graph.modelWith(Ability.DENOISING, TypeNames.of(this));
    Operand<TFloat32> start = model.toChain(tf, graph.observations()); // [B, D]
    ReverseStates states = model.states(tf, chain, graph.noise().apply(name), ROWS, graph.pass());
    return runner -> {
      ImmutableList<Moments> back = ofStates(runner, states);
      return series(states, ofData(runner, start, back.get(0).mean().length), back);
    };
  }

  /**
   * Means and variances of values.
   *
   * @param mean of each
   * @param variance of each
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  private record Moments(double[] mean, double[] variance) {}

  private static Moments ofData(SplitRunner runner, Operand<TFloat32> start, int dimension) {
    double[] sums = new double[dimension];
    double[] squares = new double[dimension];
    Batches.forEach(
        runner,
        1,
        (index, rows) -> {
          float[] values = runner.run(rows, 0, ImmutableList.of(start)).get(0);
          for (int i = 0; i < values.length; i++) {
            sums[i % dimension] += values[i];
            squares[i % dimension] += (double) values[i] * values[i];
          }
        });
    int n = runner.count();
    double[] mean = Arrays.stream(sums).map(sum -> sum / n).toArray();
    double[] variance =
        IntStream.range(0, dimension)
            .mapToDouble(d -> Math.max(0, squares[d] / n - mean[d] * mean[d]))
            .toArray();
    return new Moments(mean, variance);
  }

  /** Returns the moments of each state, from x_0 on: those within runs and between them. */
  private ImmutableList<Moments> ofStates(SplitRunner runner, ReverseStates states) {
    int count = states.steps().length();
    double[][] means = new double[count][];
    double[][] squares = new double[count][]; // Σ (x − mean)², over all runs so far.
    for (int run = 0; run < runs(); run++) {
      int first = run * ROWS;
      int[] rows = IntStream.range(0, ROWS).map(i -> (first + i) % runner.count()).toArray();
      float[] values =
          runner
              .run(
                  rows,
                  run,
                  ImmutableList.of(),
                  ImmutableList.of(states.moments()),
                  new RowRunner.Portion(run, 1, runs()))
              .get(0);
      int dimension = values.length / count / 2;
      for (int i = 0; i < count; i++) {
        if (run == 0) {
          means[i] = new double[dimension];
          squares[i] = new double[dimension];
        }
        for (int d = 0; d < dimension; d++) {
          double difference = values[2 * i * dimension + d] - means[i][d];
          means[i][d] += difference / (run + 1);
          squares[i][d] +=
              ROWS
                  * (values[(2 * i + 1) * dimension + d]
                      + difference * difference * run / (run + 1));
        }
      }
    }
    double divisor = runs() * (double) ROWS - 1;
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Moments(
                    means[i], Arrays.stream(squares[i]).map(sum -> sum / divisor).toArray()))
        .collect(ImmutableList.toImmutableList());
  }

  private static ImmutableList<Series> series(
      ReverseStates states, Moments data, ImmutableList<Moments> back) {
    int count = back.size();
    double[] variances = new double[count];
    double[] distances = new double[count];
    for (int i = 0; i < count; i++) {
      double signal = states.signals().get(i);
      double expected = 0;
      double found = 0;
      double distance = 0;
      for (int d = 0; d < data.mean().length; d++) {
        double difference = back.get(i).mean()[d] - Math.sqrt(signal) * data.mean()[d];
        distance += difference * difference;
        found += back.get(i).variance()[d];
        expected += signal * data.variance()[d] + 1 - signal;
      }
      variances[i] = found / expected;
      distances[i] = Math.sqrt(distance / expected);
    }
    double[] steps = states.steps().stream().asDoubleStream().toArray();
    ImmutableList<Integer> colors = Palette.of(2);
    return ImmutableList.of(
        Series.line("variance", steps, variances, colors.get(0)),
        Series.line("distance of the means", steps, distances, colors.get(1)));
  }
}

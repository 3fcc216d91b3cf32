package org.lowerbound.evaluation.classification;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.ChecksSplit;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.ReadsLabels;
import org.lowerbound.evaluation.Target;
import org.lowerbound.picture.Palette;
import org.lowerbound.picture.Plot;
import org.lowerbound.picture.Series;
import org.lowerbound.spec.ChosenNames;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * The accuracy of Bayes' rule on the part of the examples that is accepted, over how large the part
 * is: a line for each score that they are accepted by.
 *
 * @param evidence how p(y | x) is computed
 * @param name of the picture, to tell several in one trial apart
 */
public record AccuracyOverCoverage(
    @Flat ClassEvidence evidence, @Default("\"accuracy-over-coverage\"") String name)
    implements Figure, ReadsLabels, ChecksSplit {
  /** As many as a line has pixels. */
  private static final int MOST_POINTS = 500;

  /** Checks the argument. */
  public AccuracyOverCoverage {
    ChosenNames.check(name);
  }

  @Override
  public Optional<String> target() {
    return Optional.empty();
  }

  @Override
  public void checkFits(Dataset dataset) {
    evidence.checkFits(dataset, target(), TypeNames.of(this));
  }

  @Override
  public void checkFits(Dataset dataset, Split split) {
    Target.checkLabelsKnown(dataset, split);
  }

  @Override
  public Drawing build(Ops tf, EvaluationScope graph) {
    ClassEvidence.Rule rule = evidence.build(tf, graph, name);
    return runner ->
        Plot.of(
                series(
                    rule.of(runner),
                    graph.dataset().labels().orElseThrow().numbers().get(runner.split())),
                "coverage",
                "accuracy on what is accepted")
            .withLegend("rejected by")
            .draw();
  }

  /** Returns the lines. */
  static ImmutableList<Series> series(ClassBeliefs beliefs, int[] labels) {
    Iterator<Integer> colors = Palette.of(RejectBy.values().length).iterator();
    ImmutableList.Builder<Series> series = ImmutableList.builder();
    for (RejectBy by : RejectBy.values()) {
      double[] risks = new Coverage(by.scores(beliefs), beliefs.correct(labels)).risks();
      int[] points =
          IntStream.of(Batches.spread(risks.length, MOST_POINTS))
              // From the other end, so that full coverage is among them.
              .map(i -> risks.length - 1 - i)
              .sorted()
              .toArray();
      series.add(
          Series.line(
              by.words(),
              Arrays.stream(points).mapToDouble(i -> (i + 1.0) / risks.length).toArray(),
              Arrays.stream(points).mapToDouble(i -> 1 - risks[i]).toArray(),
              colors.next()));
    }
    return series.build();
  }
}

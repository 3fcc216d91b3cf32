package org.lowerbound.evaluation.representation;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.HostNoise;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.code.Codes;
import org.lowerbound.random.RandomStream;
import org.tensorflow.op.Ops;

/**
 * How well a classifier tells the class of an example from its code, the posterior mean: fitted to
 * codes of the training split, asked for those of the evaluated one.
 *
 * @param name the metric's, with which the names of its columns begin
 * @param classifier tells
 * @param examples the most examples of the training split that it is fitted to
 * @param curve the same of few labels
 */
record Probe(String name, CodeClassifier classifier, int examples, LabelCurve curve) {

  /**
   * Returns the columns.
   *
   * @param what describes the accuracy
   */
  ImmutableList<Column> columns(String what) {
    return ImmutableList.<Column>builder()
        .add(
            new Column(
                name,
                "",
                Better.HIGHER,
                "%s, fitted to %d examples of the training split at most"
                    .formatted(what, examples)))
        .addAll(curve.columns(name, what))
        .build();
  }

  /**
   * Adds what the probe needs.
   *
   * @param who asks, by its type name
   * @param labels what is to be told
   */
  Measurement build(Ops tf, EvaluationScope graph, String who, Labels labels) {
    Codes codes = new Codes(tf, graph, who);
    HostNoise noise = new HostNoise(tf, graph, name);
    return runner -> {
      double[][] asked = codes.of(runner);
      double[][] known = codes.of(runner.of(Split.TRAIN));
      int[] classes = labels.numbers().get(Split.TRAIN);
      int[] right = labels.numbers().get(runner.split());
      Chance chance = MajorityClass.of(right, labels.classes());
      boolean finite =
          Arrays.stream(known).allMatch(Probe::isFinite)
              && Arrays.stream(asked).allMatch(Probe::isFinite);
      if (!finite) {
        return columns("").stream()
            .collect(
                ImmutableMap.toImmutableMap(
                    Column::name, column -> Estimate.exact(Double.NaN, right.length)));
      }
      RandomStream stream = noise.stream(runner, name);
      ImmutableIntArray all = KnownRows.of(classes, examples, stream);
      return ImmutableMap.<String, Estimate>builder()
          .put(name, accuracy(runner, known, classes, all, asked, right).by(chance))
          .putAll(
              curve.measure(
                  labels,
                  chance,
                  stream,
                  (n, draw) ->
                      ImmutableMap.of(
                          name, accuracy(runner, known, classes, draw.rows(), asked, right))))
          .buildOrThrow();
    };
  }

  private static boolean isFinite(double[] code) {
    return Arrays.stream(code).allMatch(Double::isFinite);
  }

  private Estimate accuracy(
      SplitRunner runner,
      double[][] known,
      int[] classes,
      ImmutableIntArray rows,
      double[][] asked,
      int[] right) {
    runner.progress(0);
    int[] told =
        classifier.classesOf(
            rows.stream().mapToObj(row -> known[row]).toArray(double[][]::new),
            rows.stream().map(row -> classes[row]).toArray(),
            asked);
    runner.progress(asked.length);
    double[] hits = new double[right.length];
    for (int i = 0; i < hits.length; i++) {
      hits[i] = told[i] == right[i] ? 1 : 0;
    }
    return Estimate.meanOf(hits);
  }
}

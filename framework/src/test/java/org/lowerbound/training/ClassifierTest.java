package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.ClassifierCourse;
import org.lowerbound.evaluation.ClassifierSpec;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.EncoderTraining;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.ReadsLabels;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.TrainedClassifier;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.tensorflow.op.Ops;

/** The classifiers that metrics ask for, in trials on images whose left or right half is bright. */
class ClassifierTest {
  private static final int CLASSES = 2;

  /** Half of the images of {@link Trials#dynamicImages} are brighter on the left. */
  private static Dataset images() {
    Dataset images = Trials.dynamicImages();
    ImmutableMap.Builder<Split, int[]> labels = ImmutableMap.builder();
    images
        .splits()
        .forEach(
            (split, rows) ->
                labels.put(
                    split,
                    IntStream.range(0, rows.count())
                        .map(row -> rows.value(images.kind(), row, 0) > 0.5 ? 1 : 0)
                        .toArray()));
    return images.withLabels(new Labels(CLASSES, labels.buildOrThrow()));
  }

  /** Asks for classifiers in a trial, and lets a test look at them. */
  private record Asking(Function<EvaluationScope, Function<SplitRunner, Double>> question)
      implements Metric, ReadsLabels {
    @Override
    public ImmutableList<Column> columns() {
      return ImmutableList.of(new Column("answer", "", Column.Better.NEITHER, "What was asked"));
    }

    @Override
    public Optional<String> target() {
      return Optional.empty();
    }

    @Override
    public Measurement build(Ops tf, EvaluationScope graph) {
      Function<SplitRunner, Double> answer = question.apply(graph);
      return runner ->
          ImmutableMap.of("answer", Estimate.exact(answer.apply(runner), runner.count()));
    }
  }

  private static TrialOutcome run(
      Function<EvaluationScope, Function<SplitRunner, Double>> question) {
    return trainer(question).run();
  }

  private static Trainer trainer(
      Function<EvaluationScope, Function<SplitRunner, Double>> question) {
    Dataset images = images();
    return new Trainer(spec(images, new Asking(question)), images);
  }

  private static TrialSpec spec(Dataset images, Metric metric) {
    return new TrialSpec(
        source -> images,
        Trials.bernoulliVae(),
        Trials.elbo(),
        Trials.adam(),
        Trials.epochs(3),
        new EvaluationSpec(
            ImmutableList.of(metric), ImmutableList.of(Split.TEST), ImmutableList.of()),
        1);
  }

  private static ClassifierSpec mlp() {
    return new ClassifierSpec(
        new Mlp(ImmutableList.of(6, 4), Activation.TANH, new GlorotUniform()),
        Trials.adam(),
        10,
        20,
        3);
  }

  private static float[] observations(EvaluationScope graph, SplitRunner runner) {
    return runner
        .run(
            IntStream.range(0, runner.count()).toArray(), 0, ImmutableList.of(graph.observations()))
        .get(0);
  }

  @Test
  void tellsTheClassesAndIsNamed() {
    List<String> names = new ArrayList<>();
    List<float[]> outputs = new ArrayList<>();
    TrialOutcome outcome =
        run(
            graph -> {
              var classifier = mlp().prepare(graph, graph.dataset().labels().orElseThrow());
              return runner -> {
                try (TrainedClassifier trained = classifier.apply(runner)) {
                  Estimate accuracy = trained.accuracy(runner);
                  names.add(mlp().description(accuracy));
                  float[] x = observations(graph, runner);
                  outputs.add(trained.logProbabilities(x));
                  outputs.add(trained.features(x));
                  return accuracy.value();
                }
              };
            });
    double accuracy = outcome.metrics().get("answer").value();
    assertTrue(accuracy > 0.9); // Each half has six pixels to tell it by.
    assertEquals(List.of("mlp 6-4, 10 epochs, accuracy %.1f %%".formatted(100 * accuracy)), names);
    float[] logP = outputs.get(0);
    assertEquals(Trials.EXAMPLES * CLASSES, logP.length);
    for (int i = 0; i < Trials.EXAMPLES; i++) {
      assertEquals(1, Math.exp(logP[2 * i]) + Math.exp(logP[2 * i + 1]), 1e-5);
    }
    float[] features = outputs.get(1);
    assertEquals(Trials.EXAMPLES * 4, features.length);
    for (float feature : features) {
      assertTrue(Math.abs(feature) <= 1); // A tanh.
    }
  }

  /** The logits are a linear function of the features: fitted on some rows, it holds on others. */
  @Test
  void logitsAreLinearInTheFeatures() {
    List<float[]> outputs = new ArrayList<>();
    TrialOutcome outcome =
        run(
            graph -> {
              ClassifierSpec oneFeature =
                  new ClassifierSpec(
                      new Mlp(ImmutableList.of(1), Activation.TANH, new GlorotUniform()),
                      Trials.adam(),
                      5,
                      20,
                      1);
              var classifier = oneFeature.prepare(graph, graph.dataset().labels().orElseThrow());
              return runner -> {
                try (TrainedClassifier trained = classifier.apply(runner)) {
                  float[] x = observations(graph, runner);
                  outputs.add(trained.logProbabilities(x));
                  outputs.add(trained.features(x));
                }
                return 0.0;
              };
            });
    assertTrue(outcome.divergence().isEmpty());
    float[] logP = outputs.get(0);
    float[] f = outputs.get(1);
    int far = 0;
    for (int i = 1; i < f.length; i++) {
      far = Math.abs(f[i] - f[0]) > Math.abs(f[far] - f[0]) ? i : far;
    }
    double slope = (logit(logP, far) - logit(logP, 0)) / (f[far] - f[0]);
    for (int i = 0; i < f.length; i++) {
      assertEquals(logit(logP, 0) + slope * (f[i] - f[0]), logit(logP, i), 1e-4);
    }
  }

  private static double logit(float[] logP, int row) {
    return (double) logP[2 * row + 1] - logP[2 * row];
  }

  /** The trial's own training, its seed and what is measured besides have no part in it. */
  @Test
  void dependsOnItsCourseAndTheDataAlone() {
    List<float[]> outputs = new ArrayList<>();
    Function<EvaluationScope, Function<SplitRunner, Double>> question =
        graph -> {
          var classifier = mlp().prepare(graph, graph.dataset().labels().orElseThrow());
          return runner -> {
            float[] x = observations(graph, runner);
            for (int i = 0; i < 2; i++) { // The second one has the values of the first.
              try (TrainedClassifier trained = classifier.apply(runner)) {
                outputs.add(trained.logProbabilities(x));
              }
            }
            return 0.0;
          };
        };
    run(question);
    run(question);
    for (float[] output : outputs) {
      assertArrayEquals(outputs.get(0), output);
    }
    assertEquals(4, outputs.size());
  }

  @Test
  void fineTuningStartsFromTheTrainedEncoder() {
    List<float[]> outputs = new ArrayList<>();
    run(
        graph -> {
          EncoderTraining training =
              graph.classifiers().ofEncoder(graph.dataset().labels().orElseThrow(), "test");
          // A rate of 0 leaves the first values as they are.
          ClassifierCourse still =
              new ClassifierCourse(ImmutableIntArray.of(0, 1, 2, 3), Trials.still(), 4, 1, 1);
          return runner -> {
            float[] x = observations(graph, runner);
            try (TrainedClassifier tuned = training.fineTune(runner, still);
                TrainedClassifier scratch = training.train(runner, still)) {
              outputs.add(tuned.features(x));
              outputs.add(scratch.features(x));
            }
            return 0.0;
          };
        });
    Dataset images = images();
    List<float[]> expected = new ArrayList<>();
    // The same network by hand, from the parameters of the trained model.
    try (TrialGraph graph =
            TrialGraph.build(
                spec(
                    images,
                    new Asking(
                        scope ->
                            runner -> {
                              throw new AssertionError();
                            })),
                images);
        TrialSession session = new TrialSession(graph)) {
      new TrainingLoop(
              spec(images, new Asking(scope -> runner -> 0.0)),
              images,
              TrialListener.NONE,
              graph,
              session,
              Checkpoints.none(),
              new CheckpointPace(Duration.ofDays(1), Duration.ofDays(1)),
              Optional.empty())
          .run();
      ImmutableMap<String, float[]> values = session.read();
      float[] x = Examples.of(images, Split.TEST, 1).observations().values();
      expected.add(
          tanhLayer(x, values.get("encoder.hidden1.weights"), values.get("encoder.hidden1.bias")));
    }
    assertClose(outputs.get(0), expected.get(0));
    assertFalse(Arrays.equals(outputs.get(1), outputs.get(0)));
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < actual.length; i++) {
      assertEquals(expected[i], actual[i], 1e-5f);
    }
  }

  private static float[] tanhLayer(float[] x, float[] weights, float[] bias) {
    int in = weights.length / bias.length;
    int rows = x.length / in;
    float[] y = new float[rows * bias.length];
    for (int r = 0; r < rows; r++) {
      for (int u = 0; u < bias.length; u++) {
        double sum = bias[u];
        for (int d = 0; d < in; d++) {
          sum += x[r * in + d] * weights[d * bias.length + u];
        }
        y[r * bias.length + u] = (float) Math.tanh(sum);
      }
    }
    return y;
  }

  /** A check trains nothing: it would take as long as the measurement. */
  @Test
  void checkTrainsNothing() {
    List<String> trained = new ArrayList<>();
    Dataset images = images();
    Metric metric =
        new Asking(
            graph -> {
              var classifier = mlp().prepare(graph, graph.dataset().labels().orElseThrow());
              return runner -> {
                classifier.apply(runner).close();
                trained.add("a classifier");
                return 0.0;
              };
            });
    assertTrue(
        Trainer.check(spec(images, metric), images)
            .memory()
            .runs()
            .containsKey("the metric answer"));
    assertEquals(List.of(), trained);
  }

  @Test
  void aNetworkWithoutFeaturesSaysWhichHave() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                run(
                    graph -> {
                      WithoutFeatures use = new WithoutFeatures(graph);
                      return use::features;
                    }));
    assertTrue(e.getMessage().contains("mlp, gated-mlp, conv and resnet have"), e.getMessage());
  }

  private record WithoutFeatures(EvaluationScope graph) {
    double features(SplitRunner runner) {
      var training =
          graph
              .classifiers()
              .of(
                  (parameters, name, input, heads) -> {
                    var inner =
                        new Mlp(ImmutableList.of(2), Activation.TANH, new GlorotUniform())
                            .build(parameters, name, input, heads);
                    return (tf, x, pass) -> inner.apply(tf, x, pass);
                  },
                  graph.dataset().labels().orElseThrow());
      ClassifierCourse course =
          new ClassifierCourse(ImmutableIntArray.of(0, 1), Trials.adam(), 2, 1, 1);
      try (TrainedClassifier trained = training.train(runner, course)) {
        return trained.features(observations(graph, runner))[0];
      }
    }
  }
}

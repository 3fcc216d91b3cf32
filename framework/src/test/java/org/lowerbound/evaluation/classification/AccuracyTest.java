package org.lowerbound.evaluation.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.model.Classifying;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.classifier.Classifier;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.ndarray.Shape;

/** A softmax of a linear function, which the host computes as well. */
final class AccuracyTest {
  private static final int COUNT = 40;
  private static final int CLASSES = 3;
  private static final float[] X = Draws.normal("x", 2 * COUNT, 0, 1);
  private static final Classifier LINEAR =
      new Classifier(new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform()));

  private static ObservedData observed(int classes) {
    return new ObservedData(Shape.of(2), ValueKind.REAL, ImmutableDoubleArray.of(0, 0), classes);
  }

  private static int[] labels() {
    int[] labels = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      labels[i] = X[2 * i] > 0.3 ? 0 : i % 2 + 1;
    }
    return labels;
  }

  private static Dataset dataset() {
    Observations values = new Observations.Floats(X, COUNT, 2);
    return Dataset.of(
            "points",
            Shape.of(2),
            ValueKind.REAL,
            FreshDraw.NOTHING,
            ImmutableMap.of(Split.TRAIN, values, Split.TEST, values),
            Optional.empty(),
            Optional.empty())
        .withLabels(
            new Labels(CLASSES, ImmutableMap.of(Split.TRAIN, labels(), Split.TEST, labels())));
  }

  @Test
  void itIsThatOfTheSoftmax() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      Classifying model = LINEAR.build(parameters.scope(observed(CLASSES)));
      parameters
          .byName()
          .forEach(
              (name, input) ->
                  harness.set(input, Draws.normal(name, harness.get(input).length, 0, 1)));
      Evaluated runner =
          new Evaluated(harness, model, harness.input(Shape.of(COUNT, 2), X), COUNT, dataset());
      ImmutableMap<String, Estimate> numbers = runner.measure(new Accuracy());
      float[] w = parameters.values("classifier.classes.weights"); // [2, classes]
      float[] b = parameters.values("classifier.classes.bias");
      double right = 0;
      for (int i = 0; i < COUNT; i++) {
        double[] logits = new double[CLASSES];
        double sum = 0;
        int best = 0;
        for (int y = 0; y < CLASSES; y++) {
          logits[y] = b[y] + X[2 * i] * w[y] + X[2 * i + 1] * w[CLASSES + y];
          sum += Math.exp(logits[y]);
          best = logits[y] > logits[best] ? y : best;
        }
        right += best == labels()[i] ? 1 : 0;
        assertEquals(Math.log(sum) - logits[labels()[i]], runner.kept().get("label-nll")[i], 1e-5);
      }
      assertEquals(right / COUNT, numbers.get("accuracy").value(), 1e-12);
      assertTrue(numbers.get("risk-area").value() >= 0);
      assertEquals(COUNT, numbers.get("risk-area").n());
      float[] logProbs =
          harness.run(
              model.labelLogProbs(
                  harness.tf(), harness.input(Shape.of(1, 2), 1, 2), Pass.evaluation()));
      double all = 0;
      for (float logProb : logProbs) {
        all += Math.exp(logProb);
      }
      assertEquals(1, all, 1e-6);
    }
  }

  @Test
  void aClassifierNeedsLabels() {
    assertEquals(
        "the model classifier needs labels, but the data set gives none; \"labels\": true gives"
            + " them with mnist, fashion-mnist and sprites",
        assertThrows(IllegalArgumentException.class, () -> LINEAR.checkFits(observed(0)))
            .getMessage());
  }
}

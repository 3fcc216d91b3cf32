package org.lowerbound.objective.classification;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.Classifying;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.classifier.Classifier;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Loss;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.ObjectiveHarness;
import org.lowerbound.testing.SmallVae;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** A softmax of a linear function, whose loss and gradient the host computes as well. */
final class CrossEntropyTest {
  private static final int COUNT = 6;
  private static final int CLASSES = 3;
  private static final float[] X = Draws.normal("x", 2 * COUNT, 0, 1);
  private static final int[] LABELS = {0, 2, 1, 1, 0, 2};

  private static float[] oneHot() {
    float[] oneHot = new float[COUNT * CLASSES];
    for (int i = 0; i < COUNT; i++) {
      oneHot[i * CLASSES + LABELS[i]] = 1;
    }
    return oneHot;
  }

  @Test
  void lossAndGradientAreThoseOfTheSoftmax() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      Classifying model =
          new Classifier(new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform()))
              .build(
                  parameters.scope(
                      new ObservedData(
                          Shape.of(2), ValueKind.REAL, ImmutableDoubleArray.of(0, 0), CLASSES)));
      ObjectiveHarness objectives =
          new ObjectiveHarness(harness, model, harness.input(Shape.of(COUNT, 2), X), COUNT);
      Operand<TFloat32> labels = harness.input(Shape.of(COUNT, CLASSES), oneHot());
      Loss loss =
          new CrossEntropy()
              .build(harness.tf(), model, objectives.scope(Pass.evaluation().withLabels(labels)));
      Operand<TFloat32> surrogate = ObjectiveHarness.surrogate(loss, ParameterGroup.ENCODER);
      Operand<TFloat32> weights = parameters.byName().get("classifier.classes.weights");
      float[] w = harness.get(weights); // [2, classes]
      double[] gradient = new double[w.length];
      double value = 0;
      for (int i = 0; i < COUNT; i++) {
        double[] exps = new double[CLASSES];
        double sum = 0;
        for (int y = 0; y < CLASSES; y++) {
          exps[y] = Math.exp(X[2 * i] * w[y] + X[2 * i + 1] * w[CLASSES + y]);
          sum += exps[y];
        }
        value -= Math.log(exps[LABELS[i]] / sum) / COUNT;
        for (int y = 0; y < CLASSES; y++) {
          double slope = (exps[y] / sum - (LABELS[i] == y ? 1 : 0)) / COUNT;
          gradient[y] += slope * X[2 * i];
          gradient[CLASSES + y] += slope * X[2 * i + 1];
        }
      }
      assertEquals(value, harness.scalar(surrogate), 1e-6);
      assertEquals(value, harness.scalar(loss.metrics().get("cross-entropy")), 1e-6);
      float[] found = harness.run(harness.gradient(surrogate, weights));
      assertArrayEquals(gradient, doubles(found), 1e-6);
    }
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  @Test
  void aModelThatTellsNoLabelsIsRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      ObjectiveHarness objectives = SmallVae.normal(harness).objectives(10);
      String message =
          assertThrows(IllegalArgumentException.class, () -> objectives.loss(new CrossEntropy()))
              .getMessage();
      assertTrue(message.startsWith("cross-entropy needs a model"), message);
      assertTrue(message.contains("classifier"), message);
    }
  }
}

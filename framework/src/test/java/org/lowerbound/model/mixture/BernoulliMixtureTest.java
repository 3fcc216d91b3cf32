package org.lowerbound.model.mixture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A mixture of three over all strings of six bits. */
class BernoulliMixtureTest {
  private static final int D = 6;
  private static final int K = 3;
  private static final int STRINGS = 1 << D;
  private static final GraphHarness HARNESS = new GraphHarness();
  private static final Ops TF = HARNESS.tf();
  private static final InputParameters PARAMETERS = new InputParameters(HARNESS, 3);
  private static final BernoulliMixtureModel MODEL =
      (BernoulliMixtureModel)
          new BernoulliMixture(K, 1, 0.5)
              .build(
                  PARAMETERS.scope(
                      new ObservedData(
                          Shape.of(D),
                          ValueKind.BINARY,
                          ImmutableDoubleArray.of(0.2, 0.5, 0, 1, 0.7, 0.1))));
  private static final Operand<TFloat32> STRINGS_NODE = strings();

  private static Operand<TFloat32> strings() {
    float[] bits = new float[STRINGS * D];
    for (int n = 0; n < STRINGS; n++) {
      for (int i = 0; i < D; i++) {
        bits[n * D + i] = n >> i & 1;
      }
    }
    HARNESS.set(PARAMETERS.byName().get(BernoulliMixtureModel.WEIGHTS), 0.5f, -1, 0);
    HARNESS.set(
        PARAMETERS.byName().get(BernoulliMixtureModel.LOGITS), Draws.normal("logits", K * D, 0, 2));
    return HARNESS.input(Shape.of(STRINGS, D), bits);
  }

  @AfterAll
  static void close() {
    HARNESS.close();
  }

  @Test
  void probabilitiesAreThoseOfTheMixtureAndAddUpToOne() {
    float[] logits = HARNESS.get(PARAMETERS.byName().get(BernoulliMixtureModel.LOGITS));
    double[] weights = {Math.exp(0.5), Math.exp(-1), 1};
    double all = weights[0] + weights[1] + weights[2];
    float[] actual = HARNESS.run(MODEL.logProb(TF, STRINGS_NODE, Pass.evaluation()));
    double sum = 0;
    for (int n = 0; n < STRINGS; n++) {
      double p = 0;
      for (int k = 0; k < K; k++) {
        double product = weights[k] / all;
        for (int i = 0; i < D; i++) {
          double one = 1 / (1 + Math.exp(-logits[k * D + i]));
          product *= (n >> i & 1) == 1 ? one : 1 - one;
        }
        p += product;
      }
      assertEquals(Math.log(p), actual[n], 1e-5);
      sum += Math.exp(actual[n]);
    }
    assertEquals(1, sum, 1e-5);
  }

  /** q(z | x) is the posterior: each weight is p(x), and so is the bound. */
  @Test
  void everyBoundIsTheLikelihood() {
    BoundTerms terms = MODEL.terms(TF, STRINGS_NODE, HARNESS.noise(1, "z"), 2, Pass.evaluation());
    ImmutableList<float[]> values =
        HARNESS.run(
            ImmutableList.of(
                terms.logWeight(TF),
                MODEL.logProb(TF, STRINGS_NODE, Pass.evaluation()),
                terms.closedFormKl(TF).orElseThrow()));
    for (int i = 0; i < 2 * STRINGS; i++) {
      assertEquals(values.get(1)[i % STRINGS], values.get(0)[i], 2e-5);
    }
    for (float rate : values.get(2)) {
      // No code of three symbols tells more than the rarest of them has.
      assertEquals(0, Math.min(0, rate), 1e-5);
      assertEquals(0, Math.max(0, rate - 1.99), 0.01);
    }
  }

  @Test
  void drawsHaveTheMeanOfTheMixture() {
    int draws = 20_000;
    float[] drawn = HARNESS.run(MODEL.sample(TF, HARNESS.noise(2, "x"), draws, Pass.evaluation()));
    float[] logProb = HARNESS.run(MODEL.logProb(TF, STRINGS_NODE, Pass.evaluation()));
    for (int i = 0; i < D; i++) {
      double mean = 0;
      for (int n = 0; n < STRINGS; n++) {
        mean += (n >> i & 1) * Math.exp(logProb[n]);
      }
      double actual = 0;
      for (int s = 0; s < draws; s++) {
        actual += drawn[s * D + i] / draws;
      }
      assertEquals(mean, actual, 4 * Math.sqrt(mean * (1 - mean) / draws));
    }
  }

  @Test
  void whatIsNoMixtureOfBitsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new BernoulliMixture(0, 1, 0.5));
    assertThrows(IllegalArgumentException.class, () -> new BernoulliMixture(2, -1, 0.5));
    ObservedData grey = new ObservedData(Shape.of(1), ValueKind.GREY, ImmutableDoubleArray.of(0.5));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new BernoulliMixture(2, 1, 0.5).checkFits(grey));
    assertEquals(
        "the model bernoulli-mixture is of binary values, but these are grey (256 levels on [0,"
            + " 1]);"
            + " a data set that is binarised (dynamic, static or threshold) works",
        e.getMessage());
  }
}

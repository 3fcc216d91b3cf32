package org.lowerbound.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.model.ExpectationMaximization;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.linear.FactorAnalysis;
import org.lowerbound.network.Normal;
import org.lowerbound.picture.Raster;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.ndarray.Shape;

final class EmStepsTest {
  private static final int N = 50;
  private static final int D = 4;

  private static float[] observations() {
    float[] x = Draws.normal("x", N * D, 0, 1);
    for (int i = 0; i < N; i++) {
      x[i * D + 1] += 2 * x[i * D]; // Something for a factor.
    }
    return x;
  }

  private static List<EmClimb.Iteration> climbed(float firstScale) {
    try (GraphHarness harness = new GraphHarness()) {
      float[] x = observations();
      double[] mean = new double[D];
      for (int i = 0; i < N * D; i++) {
        mean[i % D] += x[i] / (double) N;
      }
      Observations all = new Observations.Floats(x, N, D);
      Dataset dataset =
          Dataset.of(
              "factors",
              Shape.of(D),
              ValueKind.REAL,
              FreshDraw.NOTHING,
              ImmutableMap.of(Split.TRAIN, all, Split.TEST, all),
              Optional.empty(),
              Optional.empty());
      ExpectationMaximization model =
          (ExpectationMaximization)
              new FactorAnalysis(2, new Normal(1), firstScale)
                  .build(
                      new InputParameters(harness, 1)
                          .scope(
                              new ObservedData(
                                  Shape.of(D), ValueKind.REAL, ImmutableDoubleArray.copyOf(mean))));
      Evaluated evaluated =
          new Evaluated(harness, model, harness.input(Shape.of(N, D), x), N, dataset);
      return new EmClimb(harness.tf(), evaluated.graph(), model, "em-steps", N)
          .run(evaluated, new RandomStream(1, "start"), 30);
    }
  }

  @Test
  void anMStepRaisesTheBoundAndAnEStepClosesTheGap() {
    List<EmClimb.Iteration> climbed = climbed(0.3f);
    assertEquals(31, climbed.size());
    for (int i = 1; i < climbed.size(); i++) {
      EmClimb.Iteration one = climbed.get(i);
      // 32-bit floats.
      assertTrue(one.kl() > -1e-6, one.toString());
      assertTrue(
          one.logEvidence() - one.kl() > climbed.get(i - 1).logEvidence() - 2e-6, one.toString());
    }
    assertTrue(climbed.get(1).kl() > 0.01, climbed.toString());
    assertTrue(climbed.get(30).kl() < 1e-3, climbed.toString());
  }

  @Test
  void theModelsOwnParametersHaveNoPartInIt() {
    assertEquals(climbed(0.3f), climbed(2));
  }

  @Test
  void aPictureHasBothParts() {
    Raster picture =
        (Raster)
            EmSteps.draw(
                ImmutableList.of(
                    new EmClimb.Iteration(-5, 0),
                    new EmClimb.Iteration(-4, 0.5),
                    new EmClimb.Iteration(-3.8, 0.1)));
    assertTrue(picture.height() > 600, "height " + picture.height());
    assertThrows(IllegalArgumentException.class, () -> new EmSteps(0));
  }
}

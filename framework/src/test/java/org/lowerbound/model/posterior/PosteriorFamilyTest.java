package org.lowerbound.model.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowerbound.distribution.Quantized;
import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.StraightThrough;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.testing.DirectionalDerivative;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** What every family of posteriors must do inside a model. */
final class PosteriorFamilyTest {
  private static final int DRAWS = 10_000;

  @ParameterizedTest
  @EnumSource
  void theWeightsAverageToTheEvidence(PosteriorCase family) {
    try (LinearModel model = new LinearModel(family)) {
      if (family.isQuantized()) {
        assertWeightsOfCodes(model);
        return;
      }
      float[] logWeights = model.harness.run(model.terms(DRAWS).logWeight(model.harness.tf()));
      for (int b = 0; b < LinearModel.BATCH; b++) {
        int row = b;
        double exact =
            family
                .hostPrior
                .map(prior -> model.logEvidence(row, prior))
                .orElseGet(() -> model.logEvidence(row));
        double[] relative = new double[DRAWS];
        for (int k = 0; k < DRAWS; k++) {
          relative[k] = Math.exp(logWeights[k * LinearModel.BATCH + b] - exact);
        }
        MonteCarlo weights = MonteCarlo.of(relative);
        // An error of a tenth of a nat in any of the densities would be seen.
        assertTrue(weights.standardError() < 0.025, "the test would see no error: " + weights);
        weights.assertExpectation(1, family + " p̂(x) / p(x)");
      }
    }
  }

  /** A point on the codebook does not cover the other codes; its weight is known exactly. */
  private static void assertWeightsOfCodes(LinearModel model) {
    BoundTerms terms = model.terms(2);
    Quantized quantized = assertInstanceOf(Quantized.class, terms.posterior());
    List<float[]> values =
        model.harness.run(
            List.of(
                terms.logWeight(model.harness.tf()),
                model.harness.tf().identity(quantized.quantization().encoded()),
                model.harness.tf().identity(quantized.quantizer().codebook())));
    int groups = quantized.quantizer().groups();
    for (int b = 0; b < LinearModel.BATCH; b++) {
      double[] z = new double[groups * PosteriorCase.WIDTH];
      for (int g = 0; g < groups; g++) {
        int offset = g * PosteriorCase.WIDTH;
        int code = nearest(values.get(2), values.get(1), b * z.length + offset);
        for (int c = 0; c < PosteriorCase.WIDTH; c++) {
          z[offset + c] = values.get(2)[code * PosteriorCase.WIDTH + c];
        }
      }
      double expected = model.logLikelihood(b, z) - groups * Math.log(PosteriorCase.CODES);
      for (int k = 0; k < 2; k++) {
        // Values of order 10 in 32-bit floats.
        assertEquals(expected, values.get(0)[k * LinearModel.BATCH + b], 2e-5);
      }
    }
  }

  private static int nearest(float[] codebook, float[] encoded, int offset) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int code = 0; code < PosteriorCase.CODES; code++) {
      double distance = 0;
      for (int c = 0; c < PosteriorCase.WIDTH; c++) {
        double rest = codebook[code * PosteriorCase.WIDTH + c] - encoded[offset + c];
        distance += rest * rest;
      }
      if (distance < least) {
        least = distance;
        nearest = code;
      }
    }
    return nearest;
  }

  @ParameterizedTest
  @EnumSource
  void drawsComeWithTheirOwnDensity(PosteriorCase family) {
    try (LinearModel model = new LinearModel(family)) {
      GraphHarness harness = model.harness;
      for (int draws : new int[] {1, 3}) {
        BoundTerms terms = model.terms(draws);
        assertEquals(
            Shape.of(draws, LinearModel.BATCH, family.latents), harness.shape(terms.latents()));
        assertEquals(family.latents, terms.posterior().dimension());
        Shape perDraw = Shape.of(draws, LinearModel.BATCH);
        assertEquals(perDraw, harness.shape(terms.logLikelihood()));
        assertEquals(perDraw, harness.shape(terms.logPrior()));
        assertEquals(perDraw, harness.shape(terms.logPosterior()));
        Operand<TFloat32> again = terms.posterior().logProb(harness.tf(), terms.latents());
        List<float[]> values = harness.run(List.of(terms.logPosterior(), again));
        for (int i = 0; i < draws * LinearModel.BATCH; i++) {
          // Masses are the same sums. Densities of order 10 go back through the draw, which is
          // rounded: a relaxed bit at 0.999 has lost three of its seven digits.
          assertEquals(
              values.get(0)[i],
              values.get(1)[i],
              family.isDiscrete() ? 2e-6 : 2e-4,
              family + " with " + draws);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void pathAndScoreAreTheWholeGradient(PosteriorCase family) {
    try (LinearModel model = new LinearModel(family)) {
      BoundTerms terms = model.terms(3);
      assertEquals(!family.isDiscrete(), terms.posterior() instanceof Reparameterized);
      assertEquals(
          family.isStraightThrough() || family.isQuantized(),
          terms.posterior() instanceof StraightThrough);
      if (family.isDiscrete()) {
        return;
      }
      GraphHarness harness = model.harness;
      Operand<TFloat32> total = terms.logPosterior();
      List<String> names = ImmutableList.copyOf(model.parameters.names(ParameterGroup.ENCODER));
      List<Operand<TFloat32>> inputs = new ArrayList<>();
      names.forEach(name -> inputs.add(model.parameters.byName().get(name)));
      List<float[]> ofPath =
          harness.run(harness.gradients(terms.pathLogPosterior(harness.tf()), inputs));
      List<float[]> ofScore =
          harness.run(harness.gradients(terms.scoreLogPosterior(harness.tf()), inputs));
      double largestPath = 0;
      for (int p = 0; p < inputs.size(); p++) {
        float[] sum = ofPath.get(p).clone();
        for (int i = 0; i < sum.length; i++) {
          largestPath = Math.max(largestPath, Math.abs(sum[i]));
          sum[i] += ofScore.get(p)[i];
        }
        // Values of order 10 in 32-bit floats, over a step of 1/64.
        DirectionalDerivative.assertGradient(
            harness, total, inputs.get(p), sum, 3e-3, family + " " + names.get(p));
      }
      assertTrue(largestPath > 0.1, "path gradients that could not be told from 0");
    }
  }
}

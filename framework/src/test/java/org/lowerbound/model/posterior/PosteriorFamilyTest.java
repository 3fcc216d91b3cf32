package org.lowerbound.model.posterior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.StraightThrough;
import org.lowerbound.distribution.codebook.Quantized;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.testing.DirectionalDerivative;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** What every family of posteriors must do inside a model. */
final class PosteriorFamilyTest {
  private static final int DRAWS = 20_000;

  @ParameterizedTest
  @MethodSource("org.lowerbound.model.posterior.PosteriorCase#all")
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
                .hostPrior()
                .map(prior -> model.logEvidence(row, prior))
                .orElseGet(() -> model.logEvidence(row));
        double[] relative = new double[DRAWS];
        for (int k = 0; k < DRAWS; k++) {
          relative[k] = Math.exp(logWeights[k * LinearModel.BATCH + b] - exact);
        }
        MonteCarlo weights = MonteCarlo.of(relative);
        // An error of a tenth of a nat in any of the densities would be seen.
        assertTrue(weights.standardError() < 0.02, "the test would see no error: " + weights);
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
  @MethodSource("org.lowerbound.model.posterior.PosteriorCase#all")
  void drawsComeWithTheirOwnDensity(PosteriorCase family) {
    try (LinearModel model = new LinearModel(family)) {
      GraphHarness harness = model.harness;
      for (int draws : new int[] {1, 3, 300}) {
        BoundTerms terms = model.terms(draws);
        assertEquals(family.latents(), terms.posterior().dimension());
        List<float[]> values =
            harness.run(
                List.of(
                    terms.logPosterior(),
                    terms.posterior().logProb(harness.tf(), terms.latents()),
                    shape(harness, terms.latents()),
                    shape(harness, terms.logLikelihood()),
                    shape(harness, terms.logPrior()),
                    shape(harness, terms.logPosterior())));
        assertArrayEquals(new float[] {draws, LinearModel.BATCH, family.latents()}, values.get(2));
        for (float[] shape : values.subList(3, values.size())) {
          assertArrayEquals(new float[] {draws, LinearModel.BATCH}, shape);
        }
        for (int i = 0; i < draws * LinearModel.BATCH; i++) {
          assertEquals(
              values.get(0)[i], values.get(1)[i], rounding(family), family + " with " + draws);
        }
      }
    }
  }

  private static Operand<TFloat32> shape(GraphHarness harness, Operand<TFloat32> node) {
    return harness.tf().dtypes.cast(harness.tf().shape(node), TFloat32.class);
  }

  /** Returns how far the density of a draw may be from that of its value. */
  private static double rounding(PosteriorCase family) {
    if (family.isDiscrete()) {
      return 2e-6; // Sums of a few masses, in one order or another.
    }
    // A relaxed bit at 0.99999 has lost five of its seven digits; others have most of them.
    return family.posterior() instanceof BinaryConcretePosterior ? 2e-2 : 2e-4;
  }

  @ParameterizedTest
  @MethodSource("org.lowerbound.model.posterior.PosteriorCase#all")
  void pathAndScoreAreTheWholeGradient(PosteriorCase family) {
    try (LinearModel model = new LinearModel(family)) {
      // One draw: the more there are, the more are next to a kink of a spline.
      BoundTerms terms = model.terms(1);
      assertEquals(!family.isDiscrete(), terms.posterior() instanceof Reparameterized);
      assertEquals(
          family.isStraightThrough() || family.isQuantized(),
          terms.posterior() instanceof StraightThrough);
      if (family.isDiscrete()) {
        return;
      }
      GraphHarness harness = model.harness;
      Operand<TFloat32> total = terms.logPosterior();
      Operand<TFloat32> parts =
          harness
              .tf()
              .math
              .add(terms.pathLogPosterior(harness.tf()), terms.scoreLogPosterior(harness.tf()));
      List<String> names = ImmutableList.copyOf(model.parameters.names(ParameterGroup.ENCODER));
      List<Operand<TFloat32>> inputs = new ArrayList<>();
      names.forEach(name -> inputs.add(model.parameters.byName().get(name)));
      List<float[]> gradients = harness.run(harness.gradients(parts, inputs));
      double largest = 0;
      for (int p = 0; p < inputs.size(); p++) {
        for (float slope : gradients.get(p)) {
          largest = Math.max(largest, Math.abs(slope));
        }
        // Values of order 10 in 32-bit floats, over a step of 1/64.
        DirectionalDerivative.assertGradient(
            harness, total, inputs.get(p), gradients.get(p), 3e-3, family + " " + names.get(p));
      }
      assertTrue(largest > 0.1, "gradients that could not be told from 0");
    }
  }
}

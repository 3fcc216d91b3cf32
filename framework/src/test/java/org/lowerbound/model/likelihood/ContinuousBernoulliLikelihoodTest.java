package org.lowerbound.model.likelihood;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.ndarray.Shape;

final class ContinuousBernoulliLikelihoodTest {
  private static final double[] MEAN = {0, 0.005, 0.2, 0.499999, 0.5, 0.98, 1};
  private static final double[] CLIPPED = {0.01, 0.01, 0.2, 0.499999, 0.5, 0.98, 0.99};

  private static LikelihoodCase of(OutputBias outputBias) {
    return new LikelihoodCase(
        "continuous-bernoulli",
        new ContinuousBernoulliLikelihood(outputBias),
        LikelihoodCase.observed(ValueKind.GREY, Shape.of(1, 7, 1), MEAN),
        (heads, own, x) -> Double.NaN);
  }

  @Test
  void theFirstBiasIsTheLogitOfTheClippedMeanAndNotThatOfTheProbability() {
    try (GraphHarness harness = new GraphHarness()) {
      LikelihoodCase.Built built = of(OutputBias.DATA_MEAN).build(harness, 0, 1, 1);
      float[] mean = harness.run(((WithMean) built.distribution()).mean(harness.tf()));
      double[] logits = built.row(0).get(0);
      for (int i = 0; i < MEAN.length; i++) {
        assertEquals(CLIPPED[i], mean[i], 1e-6); // Rounding of the logit and of the mean.
      }
      assertEquals(0, logits[4], 1e-12);
      // The mean of an exponential variable with the rate 100, but for e⁻¹⁰⁰.
      assertEquals(-100, logits[0], 1e-4);
    }
  }

  @Test
  void zerosAreTheUniformDistribution() {
    try (GraphHarness harness = new GraphHarness()) {
      LikelihoodCase.Built built = of(OutputBias.ZEROS).build(harness, 0, 1, 1);
      float[] x = {0, 0.1f, 0.2f, 0.5f, 0.8f, 0.9f, 1};
      assertEquals(0, harness.scalar(built.logProb(1, x)), 1e-6);
    }
  }
}

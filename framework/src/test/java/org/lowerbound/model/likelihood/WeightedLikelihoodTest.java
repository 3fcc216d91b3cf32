package org.lowerbound.model.likelihood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.ndarray.Shape;

/** What {@link LikelihoodFamilyTest} does not see: the sum itself is checked there. */
final class WeightedLikelihoodTest {
  private static final LikelihoodFamily BERNOULLI =
      new BernoulliLikelihood(false, OutputBias.DATA_MEAN);

  private static LikelihoodCase of(LikelihoodFamily family, PixelWeights weights) {
    return new LikelihoodCase(
        "weighted",
        new WeightedLikelihood(family, weights),
        LikelihoodCase.observed(ValueKind.GREY, Shape.of(1, 1, 3), 0.2, 0.5, 0.7),
        (heads, own, x) -> Double.NaN);
  }

  @Test
  void itsFiguresAreNoDensities() {
    assertEquals(
        LikelihoodKind.UNNORMALIZED,
        new WeightedLikelihood(BERNOULLI, new PixelWeights.Variance()).checkFits(ValueKind.BINARY));
  }

  @Test
  void refusesWhatItsLikelihoodOrItsWeightsRefuse() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new WeightedLikelihood(BERNOULLI, new PixelWeights.Uniform(1))
                .checkFits(ValueKind.GREY));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new WeightedLikelihood(new CategoricalLikelihood(), new PixelWeights.Variance())
                .checkFits(ValueKind.GREY));
  }

  @Test
  void dependentValuesHaveNoWeights() {
    try (GraphHarness harness = new GraphHarness()) {
      LikelihoodCase colours =
          of(
              new DiscretizedLogisticMixtureLikelihood(2, 0.1, OutputBias.ZEROS),
              new PixelWeights.Uniform(1));
      assertEquals(
          "weights are for values that are independent given z, but those of"
              + " discretized-logistic-mixture are not; most other likelihoods can be weighted",
          assertThrows(IllegalArgumentException.class, () -> colours.build(harness, 0, 1, 1))
              .getMessage());
    }
  }

  @Test
  void theOptimalScaleIsThatOfTheUnweightedValues() {
    try (GraphHarness harness = new GraphHarness()) {
      LikelihoodCase optimal =
          of(
              new NormalLikelihood(new OptimalScale(0.5), OutputBias.ZEROS),
              new PixelWeights.Uniform(0.25));
      LikelihoodCase.Built built =
          optimal.build(
              harness,
              Pass.training(harness.noise(1, "network")),
              (head, count) -> new float[count],
              1,
              1);
      double variance = (0.01 + 0.04 + 0.09) / 3;
      assertEquals(
          -0.25 * 1.5 * (Math.log(2 * Math.PI * variance) + 1),
          harness.scalar(built.logProb(1, 0.1f, 0.2f, 0.3f)),
          1e-6); // Rounding.
    }
  }
}

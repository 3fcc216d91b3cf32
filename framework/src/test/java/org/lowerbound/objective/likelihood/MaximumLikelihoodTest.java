package org.lowerbound.objective.likelihood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.lowerbound.model.Model;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.ObjectiveHarness;
import org.lowerbound.testing.SmallVae;

/** What it is worth is tested with the models that compute p(x). */
final class MaximumLikelihoodTest {
  @Test
  void aModelThatOnlyEstimatesIsRefusedWithWhatWorks() {
    try (GraphHarness harness = new GraphHarness()) {
      SmallVae vae = SmallVae.normal(harness);
      assertEquals(
          "maximum-likelihood needs a model with an exact likelihood p(x); made, autoregressive,"
              + " multi-scale, independent-pixels, causal-counts, normalizing-flow, ppca,"
              + " factor-analysis, bayesian-pca, bernoulli-mixture and per-class have; for this"
              + " model \"elbo\" works",
          refusal(vae.objectives(10)));
      assertEquals(
          "maximum-likelihood needs a model with an exact likelihood p(x); made, autoregressive,"
              + " multi-scale, independent-pixels, causal-counts, normalizing-flow, ppca,"
              + " factor-analysis, bayesian-pca, bernoulli-mixture and per-class have",
          refusal(new ObjectiveHarness(harness, new Model() {}, vae.observations(), 10)));
    }
  }

  private static String refusal(ObjectiveHarness objectives) {
    return assertThrows(
            IllegalArgumentException.class, () -> objectives.loss(new MaximumLikelihood()))
        .getMessage();
  }
}

package org.lowerbound.evaluation.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.hierarchy.HierarchicalVae;
import org.lowerbound.model.hierarchy.StochasticLayer;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.ndarray.Shape;

final class PerLayerTest {
  private static final int COUNT = 400;
  private static final float[] X = Draws.normal("x", COUNT, 0, 1);

  /** z₁ = (x/2, 0.3) + 0.8 ε given x, N(1, 1) given z₂; z₂ = N(−1, 0.5²) whatever z₁. */
  private static LatentVariableModel model(GraphHarness harness) {
    Mlp linear = new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform());
    DiagonalNormalPosterior normal = new DiagonalNormalPosterior(ScaleLink.EXP);
    InputParameters parameters = new InputParameters(harness, 1);
    LatentVariableModel model =
        new HierarchicalVae(
                ImmutableList.of(
                    new StochasticLayer(2, linear, linear), new StochasticLayer(1, linear, linear)),
                normal,
                normal,
                new StandardNormalPrior(),
                new NormalLikelihood(new Scale.Fixed(1), OutputBias.ZEROS),
                false)
            .build(
                parameters.scope(
                    new ObservedData(Shape.of(1), ValueKind.REAL, ImmutableDoubleArray.of(0))));
    parameters
        .byName()
        .forEach((name, input) -> harness.set(input, new float[parameters.values(name).length]));
    set(harness, parameters, "encoder1.loc.weights", 0.5f, 0);
    set(harness, parameters, "encoder1.loc.bias", 0, 0.3f);
    set(
        harness,
        parameters,
        "encoder1.logScale.bias",
        (float) Math.log(0.8),
        (float) Math.log(0.8));
    set(harness, parameters, "decoder2.loc.bias", 1, 1);
    set(harness, parameters, "encoder2.loc.bias", -1);
    set(harness, parameters, "encoder2.logScale.bias", (float) Math.log(0.5));
    return model;
  }

  private static void set(
      GraphHarness harness, InputParameters parameters, String name, float... values) {
    harness.set(parameters.byName().get(name), values);
  }

  private static ImmutableMap<String, Estimate> measure(Metric metric) {
    Observations observed = new Observations.Floats(X, COUNT, 1);
    Dataset dataset =
        Dataset.of(
            "test-set",
            Shape.of(1),
            ValueKind.REAL,
            FreshDraw.NOTHING,
            ImmutableMap.of(Split.TRAIN, observed, Split.TEST, observed),
            Optional.empty(),
            Optional.empty());
    try (GraphHarness harness = new GraphHarness()) {
      return new Evaluated(
              harness, model(harness), harness.input(Shape.of(COUNT, 1), X), COUNT, dataset)
          .measure(metric);
    }
  }

  private static double kl(double loc, double scale) {
    return 0.5 * (scale * scale + loc * loc - 1) - Math.log(scale);
  }

  @Test
  void ratesAreTheDivergencesOfTheLayers() {
    ImmutableMap<String, Estimate> figures = measure(new PerLayer(3, 20, 0.01));
    assertEquals(
        ImmutableSet.of("rate-1", "active-units-1", "rate-2", "active-units-2"), figures.keySet());
    double first = kl(0.3 - 1, 0.8);
    for (float x : X) {
      first += kl(0.5 * x - 1, 0.8) / COUNT;
    }
    double[] expected = {first, kl(-1, 0.5)};
    for (int layer = 0; layer < 2; layer++) {
      Estimate rate = figures.get("rate-" + (layer + 1));
      new MonteCarlo(rate.value(), rate.standardError().orElseThrow())
          .assertExpectation(expected[layer], "rate " + layer);
      assertTrue(rate.standardError().orElseThrow() < 0.1);
    }
  }

  @Test
  void unitsAreActiveWhereTheirMeanFollowsTheObservation() {
    ImmutableMap<String, Estimate> figures = measure(new PerLayer(2, 1, 0.01));
    assertEquals(1, figures.get("active-units-1").value());
    assertEquals(0, figures.get("active-units-2").value());
  }

  @Test
  void ratesSumToTheRate() {
    ImmutableMap<String, Estimate> figures = measure(new PerLayer(2, 50, 0.01));
    Estimate rate = measure(new ElboMetric(50, KlEstimator.MONTE_CARLO)).get("rate");
    // Two estimates with draws of their own.
    new MonteCarlo(
            figures.get("rate-1").value() + figures.get("rate-2").value(),
            2 * rate.standardError().orElseThrow())
        .assertExpectation(rate.value(), "sum of the rates");
  }

  @Test
  void everyLayerNeedsAColumn() {
    assertEquals(
        "the model has 2 layers, but \"layers\" is 1",
        assertThrows(IllegalArgumentException.class, () -> measure(new PerLayer(1, 1, 0.01)))
            .getMessage());
  }
}

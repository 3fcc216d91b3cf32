package org.lowerbound.model.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.aggregate.Surgery;
import org.lowerbound.evaluation.aggregate.SurgeryNodes;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.LinearGaussianGraph;
import org.tensorflow.ndarray.Shape;

/** Codes of one example under the posterior of another, for every family: what q(z) is made of. */
final class PosteriorPairsTest {
  private static final int COUNT = 4;
  private static final int DIMENSION = 3;

  @ParameterizedTest
  @MethodSource("org.lowerbound.model.posterior.PosteriorCase#all")
  void theAggregateOfExamplesIsTheMeanOfTheirDensities(PosteriorCase of) {
    try (GraphHarness harness = new GraphHarness()) {
      Mlp mlp = new Mlp(ImmutableList.of(3), Activation.TANH, new GlorotUniform());
      LatentVariableModel model =
          (LatentVariableModel)
              new Vae(
                      of.latents(),
                      mlp,
                      of.posterior(),
                      of.prior(),
                      mlp,
                      new BernoulliLikelihood(false, OutputBias.ZEROS),
                      new Corruption.None())
                  .build(
                      new InputParameters(harness, 2)
                          .scope(
                              new ObservedData(
                                  Shape.of(DIMENSION),
                                  ValueKind.BINARY,
                                  ImmutableDoubleArray.of(0.3, 0.5, 0.6))));
      Evaluated evaluated =
          new Evaluated(
              harness,
              model,
              harness.input(Shape.of(COUNT, DIMENSION), Draws.uniform("x", COUNT * DIMENSION)),
              COUNT,
              LinearGaussianGraph.exact(1).dataset());
      SurgeryNodes nodes =
          new SurgeryNodes(
              harness.tf(),
              evaluated.graph(),
              "test",
              evaluated.graph().terms(harness.tf(), "test", "aggregate", 1));
      int[] draws = {2, 0};
      Surgery both = nodes.run(evaluated, new int[] {2, 1}, draws);
      Surgery own = nodes.run(evaluated, new int[] {2}, draws);
      Surgery other = nodes.run(evaluated, new int[] {1}, draws);
      // An inverse of a flow, found by iteration, is off by some units of the last place.
      assertNear(own.conditional()[0], own.aggregate()[0], "its own density");
      for (int m = 0; m < draws.length; m++) {
        assertNear(
            logMean(own.aggregate()[m], other.aggregate()[m]), both.aggregate()[m], "the mean");
        for (int u = 0; u < both.aggregatePerUnit().length; u++) {
          assertNear(
              logMean(own.aggregatePerUnit()[u][m], other.aggregatePerUnit()[u][m]),
              both.aggregatePerUnit()[u][m],
              "the mean of unit " + u);
        }
      }
    }
  }

  private static double logMean(double a, double b) {
    double max = Math.max(a, b);
    return max == Double.NEGATIVE_INFINITY
        ? max
        : max + Math.log(0.5 * (Math.exp(a - max) + Math.exp(b - max)));
  }

  private static void assertNear(double expected, double actual, String what) {
    if (expected != actual) { // Two infinities are.
      assertEquals(expected, actual, 1e-3 * (1 + Math.abs(expected)), what);
    }
  }
}

package org.lowerbound.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.posterior.BernoulliPosterior;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.BernoulliPrior;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.TestPriors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class VaeTest {
  private static final int LATENTS = 2;
  private static final int DIMENSION = 4;
  private static final int DRAWS = 5;
  private static final int BATCH = 3;

  private static Vae vae(LikelihoodFamily likelihood) {
    Mlp mlp = new Mlp(ImmutableList.of(3), Activation.TANH, new GlorotUniform());
    return new Vae(
        LATENTS,
        mlp,
        new DiagonalNormalPosterior(ScaleLink.EXP),
        new StandardNormalPrior(),
        mlp,
        likelihood,
        new Corruption.None());
  }

  private static ObservedData observed(ValueKind kind) {
    return new ObservedData(Shape.of(2, 2, 1), kind, ImmutableDoubleArray.of(0.2, 0.4, 0.6, 0.8));
  }

  private static BernoulliLikelihood bernoulli() {
    return new BernoulliLikelihood(false, OutputBias.DATA_MEAN);
  }

  @Test
  void termsAreTheLogDensitiesOfTheirNames() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      LatentVariableModel model =
          (LatentVariableModel)
              vae(bernoulli())
                  .build(new InputParameters(harness, 1).scope(observed(ValueKind.BINARY)));
      Operand<TFloat32> x =
          harness.input(Shape.of(BATCH, DIMENSION), Draws.bits("x", BATCH * DIMENSION));
      BoundTerms terms = model.terms(tf, x, harness.noise(1, "noise"), DRAWS, Pass.evaluation());
      assertEquals(Shape.of(DRAWS, BATCH, LATENTS), harness.shape(terms.latents()));
      for (Operand<TFloat32> term :
          List.of(terms.logLikelihood(), terms.logPrior(), terms.logPosterior())) {
        assertEquals(Shape.of(DRAWS, BATCH), harness.shape(term));
      }
      assertEquals(Shape.of(BATCH), harness.shape(terms.closedFormKl(harness.tf()).orElseThrow()));
      List<float[]> values =
          harness.run(
              List.of(
                  terms.logPosterior(),
                  terms.posterior().logProb(tf, terms.latents()),
                  terms.logPrior(),
                  terms.latents(),
                  terms.logWeight(tf),
                  terms.logLikelihood(),
                  terms.logRatio(tf)));
      for (int i = 0; i < DRAWS * BATCH; i++) {
        assertEquals(values.get(1)[i], values.get(0)[i], 2e-5); // Standardised on the way.
        double one = values.get(3)[2 * i];
        double two = values.get(3)[2 * i + 1];
        assertEquals(
            -0.5 * (one * one + two * two) - Math.log(2 * Math.PI), values.get(2)[i], 1e-5);
        assertEquals(
            values.get(5)[i] + values.get(2)[i] - values.get(0)[i], values.get(4)[i], 1e-5);
        assertEquals(values.get(0)[i] - values.get(2)[i], values.get(6)[i], 1e-5);
      }
    }
  }

  @Test
  void theLogLikelihoodIsThatOfTheLatentsDrawn() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      LatentVariableModel model =
          (LatentVariableModel)
              vae(bernoulli())
                  .build(new InputParameters(harness, 1).scope(observed(ValueKind.BINARY)));
      Operand<TFloat32> x =
          harness.input(Shape.of(BATCH, DIMENSION), Draws.bits("x", BATCH * DIMENSION));
      BoundTerms terms = model.terms(tf, x, harness.noise(1, "noise"), DRAWS, Pass.evaluation());
      float[] latents = harness.run(terms.latents());
      Operand<TFloat32> again =
          model
              .likelihood()
              .given(tf, harness.input(Shape.of(DRAWS, BATCH, LATENTS), latents), Pass.evaluation())
              .logProb(tf, x);
      assertArrayEquals(harness.run(terms.logLikelihood()), harness.run(again));
    }
  }

  @Test
  void theScaleOfThePosteriorIsBounded() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      LatentVariableModel model =
          (LatentVariableModel)
              vae(bernoulli()).build(parameters.scope(observed(ValueKind.BINARY)));
      harness.set(parameters.byName().get("encoder.logScale.bias"), 1e6f, -1e6f);
      Operand<TFloat32> x = harness.input(Shape.of(1, DIMENSION), 1, 0, 1, 0);
      DiagonalNormal q =
          assertInstanceOf(
              DiagonalNormal.class, model.posterior().given(harness.tf(), x, Pass.evaluation()));
      assertArrayEquals(new float[] {10, -10}, harness.run(q.logScale()));
      BoundTerms terms =
          model.terms(harness.tf(), x, harness.noise(1, "noise"), DRAWS, Pass.evaluation());
      assertTrue(Float.isFinite(harness.scalar(terms.closedFormKl(harness.tf()).orElseThrow())));
    }
  }

  @Test
  void anEncoderIsBuiltForTheObservationAndADecoderForTheLatents() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      vae(bernoulli()).build(parameters.scope(observed(ValueKind.BINARY)));
      assertEquals(DIMENSION * 3, parameters.values("encoder.hidden1.weights").length);
      assertEquals(3 * LATENTS, parameters.values("encoder.loc.weights").length);
      assertEquals(3 * LATENTS, parameters.values("encoder.logScale.weights").length);
      assertEquals(LATENTS * 3, parameters.values("decoder.hidden1.weights").length);
      assertEquals(3 * DIMENSION, parameters.values("decoder.logits.weights").length);
      assertEquals(10, parameters.byName().size());
    }
  }

  @Test
  void theDataMustFitTheLikelihood() {
    assertThrows(
        IllegalArgumentException.class, () -> vae(bernoulli()).checkFits(observed(ValueKind.GREY)));
    try (GraphHarness harness = new GraphHarness()) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              vae(bernoulli())
                  .build(new InputParameters(harness, 1).scope(observed(ValueKind.REAL))));
    }
  }

  @Test
  void latentsArePositive() {
    Vae vae = vae(bernoulli());
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new Vae(
                    0,
                    vae.encoder(),
                    vae.posterior(),
                    vae.prior(),
                    vae.decoder(),
                    vae.likelihood(),
                    new Corruption.None()));
    assertEquals("latents must be positive but is 0", error.getMessage());
  }

  @Test
  void aMeanHasTheShapeOfTheObservation() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new ObservedData(Shape.of(2, 2), ValueKind.REAL, ImmutableDoubleArray.of(1, 2, 3)));
    assertEquals("a mean of 3 values does not have the shape [2, 2]", error.getMessage());
  }

  @Test
  void thePriorIsTheStandardNormal() {
    try (GraphHarness harness = new GraphHarness()) {
      Prior prior = TestPriors.standardNormal(LATENTS);
      Operand<TFloat32> logProb =
          prior
              .distribution(harness.tf(), Pass.evaluation())
              .logProb(harness.tf(), harness.input(Shape.of(1, 1, 2), 3, -4));
      assertEquals(-12.5 - Math.log(2 * Math.PI), harness.scalar(logProb), 1e-6);
    }
  }

  @Test
  void aPosteriorAndAPriorLiveOnTheSameSpace() {
    Vae vae = vae(bernoulli());
    assertEquals(
        "the posterior diagonal-normal-posterior draws real vectors, but the prior bernoulli-prior"
            + " is over vectors of zeros and ones; the prior \"standard-normal\" works",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new Vae(
                        2,
                        vae.encoder(),
                        new DiagonalNormalPosterior(ScaleLink.EXP),
                        new BernoulliPrior(0.5, false),
                        vae.decoder(),
                        vae.likelihood(),
                        new Corruption.None()))
            .getMessage());
    assertEquals(
        "the posterior bernoulli-posterior draws vectors of zeros and ones, but the prior"
            + " standard-normal-prior is over real vectors; the prior \"bernoulli\" works",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new Vae(
                        2,
                        vae.encoder(),
                        new BernoulliPosterior(),
                        new StandardNormalPrior(),
                        vae.decoder(),
                        vae.likelihood(),
                        new Corruption.None()))
            .getMessage());
  }

  @Test
  void aBernoulliPriorHasItsProbabilityInEveryLatent() {
    for (boolean learned : new boolean[] {false, true}) {
      try (GraphHarness harness = new GraphHarness()) {
        InputParameters parameters = new InputParameters(harness, 1);
        Operand<TFloat32> logProb =
            new BernoulliPrior(0.2, learned)
                .build(
                    parameters.scope(observed(ValueKind.BINARY)),
                    LATENTS,
                    (tf, x, pass) -> new Bernoulli(x, LATENTS))
                .distribution(harness.tf(), Pass.evaluation())
                .logProb(harness.tf(), harness.input(Shape.of(1, 2, 2), 1, 0, 0, 0));
        float[] actual = harness.run(logProb);
        assertEquals(Math.log(0.2 * 0.8), actual[0], 1e-6);
        assertEquals(Math.log(0.8 * 0.8), actual[1], 1e-6);
        assertEquals(learned ? 1 : 0, parameters.byName().size());
      }
    }
    for (double p : new double[] {0, 1, -0.1, Double.NaN}) {
      assertEquals(
          "probability must lie between 0 and 1 but is " + p,
          assertThrows(IllegalArgumentException.class, () -> new BernoulliPrior(p, false))
              .getMessage());
    }
  }
}

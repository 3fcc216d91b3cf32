package org.lowerbound.model.likelihood;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Activation;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Normal;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.ndarray.Shape;

final class BernoulliLikelihoodTest {
  private static final double[] MEAN = {0, 0.0005, 0.3, 0.5, 0.9995, 1};
  private static final double[] CLIPPED = {0.001, 0.001, 0.3, 0.5, 0.999, 0.999};

  private static final Mlp DECODER = new Mlp(ImmutableList.of(3), Activation.TANH, new Normal(0.1));

  private static ObservedData observed(ValueKind kind) {
    return new ObservedData(Shape.of(2, 3, 1), kind, ImmutableDoubleArray.copyOf(MEAN));
  }

  private static BernoulliLikelihood dataMean() {
    return new BernoulliLikelihood(false, OutputBias.DATA_MEAN);
  }

  private static Conditional<Distribution> build(
      BernoulliLikelihood likelihood, InputParameters parameters, ValueKind kind) {
    Parameterization<Distribution> family = likelihood.build(parameters.scope(observed(kind)));
    return Conditional.of(
        DECODER.build(parameters, "decoder", Shape.of(2), family.heads()), family);
  }

  @Test
  void aDecoderThatIgnoresItsInputPredictsTheClippedTrainingMean() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      Conditional<Distribution> likelihood = build(dataMean(), parameters, ValueKind.BINARY);
      harness.set(parameters.byName().get("decoder.logits.weights"), new float[3 * 6]);
      Distribution p =
          likelihood.given(
              harness.tf(), harness.input(Shape.of(1, 1, 2), 0.3f, -2), Pass.evaluation());
      float[] mean = harness.run(assertInstanceOf(Bernoulli.class, p).mean(harness.tf()));
      for (int i = 0; i < MEAN.length; i++) {
        assertEquals(CLIPPED[i], mean[i], 1e-6); // Rounding of the logit and its sigmoid.
      }
      float[] bias = parameters.values("decoder.logits.bias");
      for (int i = 0; i < MEAN.length; i++) {
        assertEquals(Math.log(CLIPPED[i] / (1 - CLIPPED[i])), bias[i], 1e-6);
      }
    }
  }

  @Test
  void zerosStartAtOneHalf() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      build(new BernoulliLikelihood(false, OutputBias.ZEROS), parameters, ValueKind.BINARY);
      assertArrayEquals(new float[6], parameters.values("decoder.logits.bias"));
    }
  }

  @Test
  void everyDrawHasItsOwnDistributionOverOneObservation() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      Distribution p =
          build(dataMean(), parameters, ValueKind.BINARY)
              .given(
                  harness.tf(), harness.input(Shape.of(4, 3, 2), new float[24]), Pass.evaluation());
      assertEquals(6, p.dimension());
      assertEquals(
          Shape.of(4, 3),
          harness.shape(p.logProb(harness.tf(), harness.input(Shape.of(3, 6), new float[18]))));
    }
  }

  @Test
  void refusesGreyLevelsAndSaysWhatWorks() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> dataMean().checkFits(ValueKind.GREY));
    assertEquals(
        "the bernoulli likelihood is a mass on binary values, but these are grey (256 levels on"
            + " [0, 1]); binarise the data set (dynamic, static or threshold), or set"
            + " \"allowGrey\": true to train on the cross-entropy all the same",
        error.getMessage());
  }

  @Test
  void refusesRealNumbersAllowedOrNot() {
    for (boolean allowGrey : new boolean[] {false, true}) {
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  new BernoulliLikelihood(allowGrey, OutputBias.DATA_MEAN)
                      .checkFits(ValueKind.REAL));
      assertEquals(
          "the bernoulli likelihood is a mass on binary values, but these are real; a normal"
              + " likelihood fits",
          error.getMessage());
    }
  }

  @Test
  void allowGreyLetsGreyLevelsThrough() {
    assertDoesNotThrow(
        () -> new BernoulliLikelihood(true, OutputBias.DATA_MEAN).checkFits(ValueKind.GREY));
    assertDoesNotThrow(() -> dataMean().checkFits(ValueKind.BINARY));
  }
}

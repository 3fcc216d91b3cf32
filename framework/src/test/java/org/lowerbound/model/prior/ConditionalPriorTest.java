package org.lowerbound.model.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.primitives.ImmutableDoubleArray;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** p(z | y). */
final class ConditionalPriorTest {
  private static final int LATENTS = 2;
  private static final int[] LABELS = {3, 0, 2};
  private static final int DRAWS = 4;

  private static final ConditionalPrior PRIOR =
      new ConditionalPrior(new DiagonalNormalPosterior(ScaleLink.EXP), PriorCase.LINEAR);

  private static BuiltPrior built() {
    return new BuiltPrior(PRIOR, LATENTS, new DiagonalNormalPosterior(ScaleLink.EXP));
  }

  @Test
  void everyObservationHasTheParametersOfItsLabel() {
    try (BuiltPrior built = built()) {
      GraphHarness harness = built.harness;
      float[] oneHot = new float[LABELS.length * BuiltPrior.CLASSES];
      for (int b = 0; b < LABELS.length; b++) {
        oneHot[b * BuiltPrior.CLASSES + LABELS[b]] = 1;
      }
      Operand<TFloat32> labels = harness.input(Shape.of(LABELS.length, BuiltPrior.CLASSES), oneHot);
      float[] z = Draws.normal("z", DRAWS * LABELS.length * LATENTS, 0, 1);
      float[] log =
          harness.run(
              built
                  .prior
                  .distribution(harness.tf(), Pass.evaluation().withLabels(labels))
                  .logProb(
                      harness.tf(), harness.input(Shape.of(DRAWS, LABELS.length, LATENTS), z)));
      assertEquals(DRAWS * LABELS.length, log.length);
      for (int i = 0; i < log.length; i++) {
        int label = LABELS[i % LABELS.length];
        double expected = 0;
        for (int d = 0; d < LATENTS; d++) {
          double logScale = of(built, "logScale", label, d);
          double standard = (z[i * LATENTS + d] - of(built, "loc", label, d)) / Math.exp(logScale);
          expected -= 0.5 * standard * standard + logScale + 0.5 * Math.log(2 * Math.PI);
        }
        assertEquals(expected, log[i], 1e-5 * (1 + Math.abs(expected)));
      }
    }
  }

  /** Returns a parameter of a class: its row of the weights, and the bias. */
  private static double of(BuiltPrior built, String head, int label, int component) {
    return (double)
            built.parameters.values("prior." + head + ".weights")[label * LATENTS + component]
        + built.parameters.values("prior." + head + ".bias")[component];
  }

  @Test
  void itNeedsLabels() {
    try (GraphHarness harness = new GraphHarness()) {
      ObservedData without =
          new ObservedData(Shape.of(2), ValueKind.REAL, ImmutableDoubleArray.of(0, 0));
      assertEquals(
          "the prior conditional needs labels, but the data set gives none; \"labels\": true gives"
              + " them with mnist, fashion-mnist and sprites",
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      PRIOR.build(
                          new InputParameters(harness, 3).scope(without),
                          LATENTS,
                          (tf, x, pass) -> {
                            throw new AssertionError("no encoder here");
                          }))
              .getMessage());
    }
    try (BuiltPrior built = built()) {
      assertEquals(
          "the prior conditional is run without labels, but needs them",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> built.prior.distribution(built.harness.tf(), Pass.evaluation()))
              .getMessage());
      assertEquals(
          "the prior conditional needs the label of every observation, but the data set keeps those"
              + " of a part of the train split; \"labels\": true keeps all",
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      built.prior.distribution(
                          built.harness.tf(), Pass.evaluation().withSomeLabels(built.label)))
              .getMessage());
    }
  }
}

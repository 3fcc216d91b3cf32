package org.lowerbound.evaluation.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.Model;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Vae;
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
import org.tensorflow.ndarray.Shape;

final class PrincipalAnglesTest {
  private static final int N = 20;
  private static final int D = 2;

  /** Before the training, and not after it. */
  @Test
  void moreLatentsThanValuesAreRefusedWhenItIsBuilt() {
    Mlp linear = new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform());
    Vae vae =
        new Vae(
            3,
            linear,
            new DiagonalNormalPosterior(ScaleLink.EXP),
            new StandardNormalPrior(),
            linear,
            new NormalLikelihood(new Scale.Learned(1), OutputBias.ZEROS),
            new Corruption.None());
    Observations rows = new Observations.Floats(Draws.normal("x", N * D, 0, 1), N, D);
    Dataset dataset =
        Dataset.of(
            "plane",
            Shape.of(D),
            ValueKind.REAL,
            FreshDraw.NOTHING,
            ImmutableMap.of(Split.TRAIN, rows, Split.TEST, rows),
            Optional.empty(),
            Optional.empty());
    try (GraphHarness harness = new GraphHarness()) {
      Model model =
          vae.build(
              new InputParameters(harness, 1)
                  .scope(
                      new ObservedData(
                          Shape.of(D), ValueKind.REAL, ImmutableDoubleArray.of(0, 0))));
      Evaluated evaluated =
          new Evaluated(
              harness,
              model,
              harness.input(Shape.of(N, D), Draws.normal("x", N * D, 0, 1)),
              N,
              dataset);
      assertEquals(
          "principal-angles compares the decoder's columns with as many principal components, but"
              + " there are 3 columns and an observation has 2 values; at most so many latents"
              + " work",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new PrincipalAngles().build(harness.tf(), evaluated.graph()))
              .getMessage());
    }
  }
}

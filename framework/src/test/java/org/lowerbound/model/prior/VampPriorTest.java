package org.lowerbound.model.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.model.Prior;
import org.lowerbound.model.SharesEncoder;
import org.lowerbound.model.flow.HouseholderFlow;
import org.lowerbound.model.flow.InverseAutoregressiveFlow;
import org.lowerbound.model.flow.NeuralSplineFlow;
import org.lowerbound.model.flow.PlanarFlow;
import org.lowerbound.model.flow.RadialFlow;
import org.lowerbound.model.flow.RealNvpFlow;
import org.lowerbound.model.flow.SylvesterFlow;
import org.lowerbound.model.flow.SylvesterFlow.OrthogonalFactor;
import org.lowerbound.model.hierarchy.HierarchicalVae;
import org.lowerbound.model.hierarchy.StochasticLayer;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.FlowPosterior;
import org.lowerbound.model.posterior.FullNormalPosterior;
import org.lowerbound.model.posterior.LaplacePosterior;
import org.lowerbound.model.posterior.LogisticPosterior;
import org.lowerbound.model.posterior.LowRankNormalPosterior;
import org.lowerbound.model.posterior.MixturePosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.MaskedMlp;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The mixture of the encoder's distributions at pseudo-inputs. */
final class VampPriorTest {
  private static final int COMPONENTS = 3;
  private static final int LATENTS = 3;
  private static final int DRAWS = 4;
  private static final int BATCH = 2;
  private static final DiagonalNormalPosterior NORMAL = new DiagonalNormalPosterior(ScaleLink.EXP);

  /** Every family over real vectors: the mixture scores each value under all components. */
  static Stream<PosteriorFamily> families() {
    MaskedMlp masked = new MaskedMlp(ImmutableList.of(4), Activation.TANH, new GlorotUniform());
    return Stream.of(
        NORMAL,
        new FullNormalPosterior(),
        new LowRankNormalPosterior(2, ScaleLink.EXP),
        new LaplacePosterior(ScaleLink.EXP),
        new LogisticPosterior(ScaleLink.EXP),
        new MixturePosterior(2, ScaleLink.EXP),
        new FlowPosterior(NORMAL, new PlanarFlow(1)),
        new FlowPosterior(NORMAL, new RadialFlow(1)),
        new FlowPosterior(NORMAL, new HouseholderFlow(1)),
        new FlowPosterior(NORMAL, new SylvesterFlow(1, 2, OrthogonalFactor.ORTHOGONAL, 1)),
        new FlowPosterior(NORMAL, new SylvesterFlow(1, 2, OrthogonalFactor.HOUSEHOLDER, 1)),
        new FlowPosterior(NORMAL, new SylvesterFlow(1, 2, OrthogonalFactor.TRIANGULAR, 1)),
        new FlowPosterior(NORMAL, new InverseAutoregressiveFlow(1, masked, 2)),
        new FlowPosterior(NORMAL, new RealNvpFlow(2, PriorCase.LINEAR, 2)),
        new FlowPosterior(NORMAL, new NeuralSplineFlow(2, PriorCase.LINEAR, 2, 4, 3)));
  }

  @ParameterizedTest
  @MethodSource("families")
  void itIsTheMeanOfTheEncodersDensitiesAtThePseudoInputs(PosteriorFamily family) {
    try (BuiltPrior built = new BuiltPrior(new VampPrior(COMPONENTS), LATENTS, family)) {
      GraphHarness harness = built.harness;
      assertInstanceOf(SharesEncoder.class, built.distribution);
      Operand<TFloat32> z =
          harness.input(
              Shape.of(DRAWS, BATCH, LATENTS), Draws.normal("z", DRAWS * BATCH * LATENTS, 0, 1));
      List<Operand<TFloat32>> nodes = new ArrayList<>();
      nodes.add(built.distribution.logProb(harness.tf(), z));
      float[] inputs = built.parameters.values("prior.pseudoInputs");
      for (int c = 0; c < COMPONENTS; c++) {
        // One pseudo-input alone, as if it were an observation.
        Operand<TFloat32> u =
            harness.input(
                Shape.of(1, BuiltPrior.X),
                Arrays.copyOfRange(inputs, c * BuiltPrior.X, (c + 1) * BuiltPrior.X));
        nodes.add(
            built
                .encoder
                .given(harness.tf(), u, Pass.evaluation())
                .logProb(
                    harness.tf(), harness.tf().reshape(z, harness.tf().array(-1, 1, LATENTS))));
      }
      List<float[]> values = harness.run(nodes);
      assertEquals(DRAWS * BATCH, values.get(0).length);
      for (int i = 0; i < DRAWS * BATCH; i++) {
        double sum = 0;
        for (int c = 0; c < COMPONENTS; c++) {
          sum += Math.exp(values.get(1 + c)[i]);
        }
        // Values of order 10 through 32-bit logarithms.
        assertEquals(Math.log(sum / COMPONENTS), values.get(0)[i], 1e-4, "value " + i);
      }
      Sampleable.Draw draw =
          ((Sampleable) built.distribution)
              .sampleWithLogProb(harness.tf(), harness.noise(1, "draws"), DRAWS);
      assertEquals(Shape.of(DRAWS, LATENTS), harness.shape(draw.value()));
      assertEquals(Shape.of(DRAWS), harness.shape(draw.logProb()));
    }
  }

  @Test
  void pseudoInputsStayWhereObservationsCanBe() {
    float[] moved = {-3, 0.25f, 7, 0.5f, 1, 0};
    try (GraphHarness harness = new GraphHarness()) {
      List<Operand<TFloat32>> seen = new ArrayList<>();
      for (ValueKind kind : ValueKind.values()) {
        InputParameters own = new InputParameters(harness, 3);
        Prior prior =
            new VampPrior(2)
                .build(
                    own.scope(
                        new ObservedData(
                            Shape.of(3), kind, ImmutableDoubleArray.of(0.01, 0.5, 0.99))),
                    2,
                    (tf, x, pass) -> {
                      seen.add(tf.identity(x));
                      throw new UnsupportedOperationException("seen");
                    });
        boolean bounded = kind != ValueKind.REAL;
        for (float first : own.values("prior.pseudoInputs")) {
          assertTrue(!bounded || (first >= 0 && first <= 1), kind + ": " + first);
        }
        harness.set(own.byName().get("prior.pseudoInputs"), moved);
        assertThrows(
            UnsupportedOperationException.class,
            () -> prior.distribution(harness.tf(), Pass.evaluation()));
        float[] shown = harness.run(seen.get(seen.size() - 1));
        for (int i = 0; i < moved.length; i++) {
          assertEquals(bounded ? Math.min(Math.max(moved[i], 0), 1) : moved[i], shown[i]);
        }
      }
    }
  }

  @Test
  void aHierarchyHasNoPosteriorOfItsTopLayerAlone() {
    StochasticLayer layer = new StochasticLayer(2, PriorCase.LINEAR, PriorCase.LINEAR);
    try (GraphHarness harness = new GraphHarness()) {
      LatentVariableModel model =
          new HierarchicalVae(
                  ImmutableList.of(layer, layer),
                  NORMAL,
                  NORMAL,
                  new VampPrior(2),
                  new NormalLikelihood(new Scale.Fixed(1), OutputBias.ZEROS),
                  false)
              .build(
                  new InputParameters(harness, 3)
                      .scope(
                          new ObservedData(
                              Shape.of(2), ValueKind.REAL, ImmutableDoubleArray.of(0, 0))));
      assertEquals(
          "a prior made of q(z | x), such as vamp, needs one layer of latents: in a hierarchy the"
              + " top layer is drawn given the layers below it; standard-normal and mixture work",
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      model.terms(
                          harness.tf(),
                          harness.input(Shape.of(1, 2), 0, 0),
                          harness.noise(1, "z"),
                          1,
                          Pass.evaluation()))
              .getMessage());
    }
  }
}

package org.lowerbound.model.hierarchy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.model.Condition;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A model of codes and classes, on top of a VAE that stays as it is. */
final class StackedSemiSupervisedVaeTest {
  private static final int D = 4;
  private static final int CODES = 2;
  private static final int CLASSES = 3;
  private static final int BATCH = 5;
  private static final Mlp MLP = new Mlp(ImmutableList.of(3), Activation.TANH, new GlorotUniform());

  private static Vae vae(Condition condition) {
    return new Vae(
        CODES,
        MLP,
        new DiagonalNormalPosterior(ScaleLink.EXP),
        new StandardNormalPrior(),
        MLP,
        new BernoulliLikelihood(false, OutputBias.ZEROS),
        new Corruption.None(),
        condition);
  }

  private static StackedSemiSupervisedVae spec(Condition condition) {
    return new StackedSemiSupervisedVae(
        vae(condition),
        new SemiSupervisedVae(
            2,
            MLP,
            MLP,
            new DiagonalNormalPosterior(ScaleLink.EXP),
            new StandardNormalPrior(),
            false,
            MLP,
            new NormalLikelihood(new Scale.Learned(1), OutputBias.ZEROS)));
  }

  private static ObservedData observed() {
    return new ObservedData(
        Shape.of(D), ValueKind.BINARY, ImmutableDoubleArray.of(0.5, 0.5, 0.5, 0.5), CLASSES);
  }

  @Test
  void theVaeHasNoParametersThatMoveAndTheNamesOfOneThatIsTrainedAlone() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters alone = new InputParameters(harness, 2);
      vae(new Condition.None()).build(alone.scope(observed()));
      InputParameters stacked = new InputParameters(harness, 2);
      spec(new Condition.None()).build(stacked.scope(observed()));
      assertEquals(alone.byName().keySet(), stacked.states().inputs().keySet());
      for (String name : alone.byName().keySet()) {
        assertArrayEquals(
            alone.values(name), harness.get(stacked.states().inputs().get(name)), name);
      }
      assertTrue(stacked.states().updates().isEmpty());
      assertFalse(stacked.byName().isEmpty());
      stacked.byName().keySet().forEach(name -> assertTrue(name.startsWith("classes."), name));
      assertTrue(stacked.names(ParameterGroup.ENCODER).contains("classes.classifier.logits.bias"));
    }
  }

  @Test
  void whatIsModelledAreDrawsOfTheCodesAndWhatIsToldIsOfTheirMeans() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      StackedClassModel model =
          (StackedClassModel)
              spec(new Condition.None()).build(new InputParameters(harness, 2).scope(observed()));
      Operand<TFloat32> x = harness.input(Shape.of(BATCH, D), Draws.bits("x", BATCH * D));
      Pass training = Pass.training(new NoDraws());
      Operand<TFloat32> seen = model.seen(tf, x, harness.noise(1, "seen"), training);
      float[] mean = harness.run(((WithMean) model.encode(tf, x, training)).mean(tf));
      int repetitions = 400;
      double[][] draws = new double[BATCH * CODES][repetitions];
      for (int r = 0; r < repetitions; r++) {
        harness.setStep(r);
        float[] drawn = harness.run(seen);
        for (int i = 0; i < drawn.length; i++) {
          draws[i][r] = drawn[i];
        }
      }
      for (int i = 0; i < draws.length; i++) {
        assertTrue(Arrays.stream(draws[i]).distinct().count() > 390, "the same code again");
        MonteCarlo.of(draws[i]).assertExpectation(mean[i], "code " + i);
      }
      Operand<TFloat32> codes = harness.input(Shape.of(BATCH, CODES), mean);
      assertArrayEquals(
          harness.run(model.top().labelLogProbs(tf, codes, training)),
          harness.run(model.labelLogProbs(tf, x, training)),
          1e-6f);
    }
  }

  /** A frozen encoder draws nothing in training. */
  private record NoDraws() implements NoiseSource {
    @Override
    public Operand<TFloat32> standardNormal(Ops tf, Operand<TInt32> shape) {
      throw new AssertionError("a layer draws");
    }

    @Override
    public Operand<TFloat32> uniform(Ops tf, Operand<TInt32> shape) {
      throw new AssertionError("a layer draws");
    }
  }

  @Test
  void aVaeThatIsGivenTheClassIsRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      assertEquals(
          "the codes of stacked-semi-supervised-vae are to tell a class, but its vae is given the"
              + " condition label; \"none\" works",
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      spec(new Condition.Label())
                          .build(new InputParameters(harness, 2).scope(observed())))
              .getMessage());
    }
  }
}

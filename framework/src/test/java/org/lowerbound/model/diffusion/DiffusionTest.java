package org.lowerbound.model.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowerbound.data.Standardization;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.DiffusionBound;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.ReverseChain;
import org.lowerbound.model.ReverseNoise;
import org.lowerbound.model.diffusion.GaussianDiffusion.Kernel;
import org.lowerbound.network.Activation;
import org.lowerbound.network.DenoisingArchitecture;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.LayerOptions;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Normalization;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Against normal data, for which the best network is linear and all is known in double precision.
 */
final class DiffusionTest {
  private static final int ROWS = 5_000;

  private static ObservedData real(int dimension) {
    return new ObservedData(
        Shape.of(dimension), ValueKind.REAL, ImmutableDoubleArray.copyOf(new double[dimension]));
  }

  private static GaussianDiffusion data(int steps, double mean, double variance) {
    return BestDiffusion.data(steps, mean, variance);
  }

  private static Diffusion best(
      GaussianDiffusion data, Prediction prediction, ReverseVariance variance) {
    return BestDiffusion.of(data, prediction, variance);
  }

  private static DiffusionModel built(GraphHarness harness, Diffusion spec, ObservedData observed) {
    return (DiffusionModel) spec.build(new InputParameters(harness, 3).scope(observed));
  }

  private static Operand<TInt32> steps(GraphHarness harness, int rows, int step) {
    return harness.tf().fill(harness.tf().array(rows), harness.tf().constant(step));
  }

  @ParameterizedTest
  @EnumSource(Prediction.class)
  void theErrorOfTheBestPredictionIsWhatNoNetworkCanTakeAway(Prediction prediction) {
    GaussianDiffusion data = data(50, 1, 0.25);
    DiffusionChain chain = data.chain();
    try (GraphHarness harness = new GraphHarness()) {
      DiffusionModel model = built(harness, best(data, prediction, ReverseVariance.LARGE), real(1));
      Operand<TFloat32> x = harness.input(Shape.of(ROWS, 1), Draws.normal("x", ROWS, 1, 0.5));
      for (int t : new int[] {1, 2, 25, 50}) {
        double start = data.startVariance(t);
        double expected = // Of ε it is ᾱ s² / v.
            switch (prediction) {
              case NOISE -> start * chain.signal(t) / chain.noise(t);
              case START -> start;
              case VELOCITY -> start / chain.noise(t);
            };
        float[] errors =
            harness.run(
                model.squaredError(
                    harness.tf(),
                    x,
                    steps(harness, ROWS, t),
                    harness.noise(1, "noise" + t),
                    Pass.evaluation()));
        MonteCarlo.of(errors).assertExpectation(expected, prediction + " at " + t);
      }
      assertEquals(
          chain.signal(25) * 0.25 / data.marginalVariance(25),
          data.startVariance(25) * chain.signal(25) / chain.noise(25),
          1e-12);
    }
  }

  @ParameterizedTest
  @CsvSource({"LARGE,0.25", "SMALL,0.25", "LEARNED,0.25", "LARGE,1", "SMALL,4"})
  void theTermsOfTheBoundAreThoseOfNormalData(ReverseVariance variance, double ofData) {
    GaussianDiffusion data = data(50, 0, ofData);
    DiffusionChain chain = data.chain();
    try (GraphHarness harness = new GraphHarness()) {
      DiffusionModel model = built(harness, best(data, Prediction.NOISE, variance), real(1));
      assertEquals(variance == ReverseVariance.LEARNED, model.learnsVariance());
      Ops tf = harness.tf();
      Operand<TFloat32> x =
          harness.input(Shape.of(ROWS, 1), Draws.normal("x", ROWS, 0, Math.sqrt(ofData)));
      for (int t : new int[] {1, 2, 3, 25, 50}) {
        // A network that says 0 of the variance is half way between the logarithms.
        double own =
            switch (variance) {
              case LARGE -> chain.beta(t);
              case SMALL -> chain.smallVariance(t);
              case LEARNED -> Math.sqrt(chain.beta(t) * chain.smallVariance(t));
            };
        double error = chain.startWeight(t) * chain.startWeight(t) * data.startVariance(t);
        double expected =
            t == 1
                ? 0.5 * (Math.log(2 * Math.PI * own) + error / own)
                : 0.5
                    * (Math.log(own / chain.posteriorVariance(t))
                        + (chain.posteriorVariance(t) + error) / own
                        - 1);
        DiffusionBound.Term term =
            model.term(
                tf, x, steps(harness, ROWS, t), harness.noise(1, "noise" + t), Pass.evaluation());
        float[] nats = harness.run(term.nats());
        MonteCarlo.of(nats).assertExpectation(expected, variance + " at " + t);
        assertArrayEquals(nats, harness.run(term.natsOfVariance()));
        if (variance != ReverseVariance.LEARNED) {
          Kernel kernel = variance == ReverseVariance.LARGE ? Kernel.LARGE : Kernel.SMALL;
          assertEquals(
              t == 1 ? data.terms(kernel).reconstruction() : data.kl(kernel, t), expected, 1e-9);
        }
      }
      MonteCarlo.of(harness.run(model.priorKl(tf, x)))
          .assertExpectation(data.terms(Kernel.EXACT).prior(), "prior");
    }
  }

  /** The whole sum, over all steps, is the table's total. */
  @Test
  void theSumOverTheStepsIsTheBound() {
    GaussianDiffusion data = data(50, 0, 0.25);
    int perStep = 2000;
    try (GraphHarness harness = new GraphHarness()) {
      DiffusionModel model =
          built(harness, best(data, Prediction.VELOCITY, ReverseVariance.LARGE), real(1));
      Ops tf = harness.tf();
      Operand<TFloat32> x = harness.input(Shape.of(perStep, 1), Draws.normal("x", perStep, 0, 0.5));
      List<Operand<TFloat32>> terms = new ArrayList<>();
      terms.add(model.priorKl(tf, x));
      for (int t = 1; t <= 50; t++) {
        terms.add(
            model
                .term(
                    tf,
                    x,
                    steps(harness, perStep, t),
                    harness.noise(1, "noise" + t),
                    Pass.evaluation())
                .nats());
      }
      MonteCarlo.of(harness.run(tf.math.addN(terms))).assertExpectation(0.747831, "bound");
    }
  }

  /** The same noise gives the same x_t, and so the same x_0 and the same terms. */
  @Test
  void threePredictionsAreOneModel() {
    GaussianDiffusion data = data(100, 0.5, 0.5);
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> x = harness.input(Shape.of(6, 2), Draws.normal("x", 12, 0.5, 0.7));
      Operand<TInt32> step = tf.constant(new int[] {1, 2, 10, 40, 70, 100});
      Map<Prediction, float[]> nats = new EnumMap<>(Prediction.class);
      for (Prediction prediction : Prediction.values()) {
        nats.put(
            prediction,
            harness.run(
                built(harness, best(data, prediction, ReverseVariance.SMALL), real(2))
                    .term(tf, x, step, harness.noise(1, "noise"), Pass.evaluation())
                    .nats()));
      }
      // x_0 from ε is a difference that cancels where little is left of x_0, by 1/√ᾱ = 150 here.
      assertArrayEquals(nats.get(Prediction.START), nats.get(Prediction.NOISE), 2e-3f);
      assertArrayEquals(nats.get(Prediction.START), nats.get(Prediction.VELOCITY), 2e-3f);
    }
  }

  @ParameterizedTest
  @EnumSource(Prediction.class)
  void whatAPredictionIsMadeOfComesBack(Prediction prediction) {
    DiffusionChain chain = DiffusionChain.of(new CosineNoise(0.008, 0.999).betas(30));
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      float[] values = Draws.normal("x", 30, 0, 1);
      Operand<TFloat32> x = harness.input(Shape.of(30, 1), values);
      int[] all = new int[30];
      Arrays.setAll(all, i -> i + 1);
      Operand<TInt32> step = tf.constant(all);
      Target target = new OfNoisyObservation(prediction);
      Target.NoisyDraw draw = target.draw(tf, chain, x, step, harness.noise(1, "noise"));
      float[] back =
          harness.run(tf.identity(target.start(tf, chain, draw.state(), step, draw.target())));
      for (int i = 0; i < 30; i++) {
        // Rounding of x_t, of order 10⁻⁷, over √ᾱ_t.
        assertEquals(values[i], back[i], 1e-6 / Math.sqrt(chain.signal(i + 1)), "step " + (i + 1));
      }
    }
  }

  private record Arm(ReverseChain way, Kernel kernel) {}

  /** Samples against the moments of the table, by the graph's own loop. */
  @ParameterizedTest
  @CsvSource({"100,0.25", "100,1", "100,4"})
  void samplesHaveTheVariancesOfTheTable(int steps, double variance) {
    GaussianDiffusion data = data(steps, 1, variance);
    try (GraphHarness harness = new GraphHarness()) {
      DiffusionModel model =
          built(harness, best(data, Prediction.NOISE, ReverseVariance.LARGE), real(1));
      for (Arm arm :
          new Arm[] {
            new Arm(ReverseChain.Ancestral.with(ReverseNoise.NONE), Kernel.NONE),
            new Arm(ReverseChain.Ancestral.with(ReverseNoise.OWN), Kernel.LARGE),
            new Arm(ReverseChain.Ancestral.with(ReverseNoise.SMALL), Kernel.SMALL),
            new Arm(new ReverseChain.Ddim(Optional.empty(), 1, 0), Kernel.SMALL)
          }) {
        check(harness, model, arm.way(), data.ancestral(arm.kernel()));
      }
      check(harness, model, new ReverseChain.Ddim(Optional.empty(), 0, 0), data.deterministic());
    }
  }

  private static void check(
      GraphHarness harness,
      DiffusionModel model,
      ReverseChain way,
      GaussianDiffusion.Moments expected) {
    float[] draws =
        harness.run(
            model.sample(
                harness.tf(), way, harness.noise(1, "draws " + way), ROWS, Pass.evaluation()));
    double[] squares = new double[draws.length];
    for (int i = 0; i < draws.length; i++) {
      squares[i] = Math.pow(draws[i] - expected.mean(), 2);
    }
    MonteCarlo.of(draws).assertExpectation(expected.mean(), way + " mean");
    MonteCarlo.of(squares).assertExpectation(expected.variance(), way + " variance");
  }

  /** A strided chain is a chain with the noise of what it skips. */
  @Test
  void fewerStepsHaveTheMomentsOfTheirOwnChain() {
    GaussianDiffusion data = data(100, 1, 0.25);
    GaussianDiffusion strided =
        new GaussianDiffusion(data.chain().only(data.chain().spread(10)), 1, 0.25);
    try (GraphHarness harness = new GraphHarness()) {
      DiffusionModel model =
          built(harness, best(data, Prediction.START, ReverseVariance.SMALL), real(1));
      Optional<Integer> ten = Optional.of(10);
      check(
          harness,
          model,
          new ReverseChain.Ancestral(ten, ReverseNoise.OWN, 0),
          strided.ancestral(Kernel.SMALL));
      check(
          harness,
          model,
          new ReverseChain.Ancestral(ten, ReverseNoise.LARGE, 0),
          strided.ancestral(Kernel.LARGE));
      check(harness, model, new ReverseChain.Ddim(ten, 0, 0), strided.deterministic());
      check(harness, model, new ReverseChain.Ddim(ten, 1, 0), strided.ancestral(Kernel.SMALL));
    }
  }

  /** With the noise of the small variances both are one, draw for draw. */
  @Test
  void fullDdimIsAncestral() {
    GaussianDiffusion data = data(60, 0.3, 0.5);
    try (GraphHarness harness = new GraphHarness()) {
      DiffusionModel model =
          built(harness, best(data, Prediction.NOISE, ReverseVariance.SMALL), real(2));
      Ops tf = harness.tf();
      assertArrayEquals(
          harness.run(
              model.sample(
                  tf,
                  ReverseChain.Ancestral.with(ReverseNoise.OWN),
                  harness.noise(1, "draws"),
                  50,
                  Pass.evaluation())),
          harness.run(
              model.sample(
                  tf,
                  new ReverseChain.Ddim(Optional.empty(), 1, 0),
                  harness.noise(1, "draws"),
                  50,
                  Pass.evaluation())),
          2e-4f); // Sixty steps of rounding.
    }
  }

  @Test
  void aStandardisedObservationHasTheDensityOfItsOwnUnits() {
    GaussianDiffusion data = data(50, 0, 1);
    Standardization units =
        new Standardization(ImmutableDoubleArray.of(3), ImmutableDoubleArray.of(5));
    ObservedData observed =
        new ObservedData(
            Shape.of(1), ValueKind.REAL, ImmutableDoubleArray.of(0), 0, Optional.of(units));
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> x = harness.input(Shape.of(3, 1), -1, 0.5f, 2);
      Operand<TInt32> step = tf.constant(new int[] {1, 1, 7});
      Diffusion spec = best(data, Prediction.NOISE, ReverseVariance.LARGE);
      float[] seen =
          harness.run(
              built(harness, spec, real(1))
                  .term(tf, x, step, harness.noise(1, "noise"), Pass.evaluation())
                  .nats());
      float[] raw =
          harness.run(
              built(harness, spec, observed)
                  .term(tf, x, step, harness.noise(1, "noise"), Pass.evaluation())
                  .nats());
      assertEquals(seen[0] + Math.log(5), raw[0], 1e-5);
      assertEquals(seen[1] + Math.log(5), raw[1], 1e-5);
      assertEquals(seen[2], raw[2], 1e-6); // A KL has no units.
    }
  }

  @ParameterizedTest
  @EnumSource(ValueKind.class)
  void observationsComeBackFromTheChain(ValueKind kind) {
    ObservedData observed = new ObservedData(Shape.of(2), kind, ImmutableDoubleArray.of(0.5, 0.5));
    Values values = new Values(observed);
    assertEquals(
        kind == ValueKind.GREY || kind == ValueKind.BINARY
            ? LikelihoodKind.MASS
            : LikelihoodKind.DENSITY,
        values.measure());
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      float[] x = kind == ValueKind.GREY ? new float[] {51 / 255f, 1} : new float[] {0, 1};
      Operand<TFloat32> input = harness.input(Shape.of(1, 2), x);
      Operand<TFloat32> chain = values.toChain(tf, input);
      assertArrayEquals(x, harness.run(tf.identity(values.toObservations(tf, chain))), 1e-7f);
      float outside =
          harness.run(values.toObservations(tf, tf.constant(new float[][] {{-3, 2}})))[1];
      assertEquals(kind == ValueKind.REAL ? 2 : 1, outside);
      // The density of (k + u)/256 is that of 2x − 1 times 2 for each value.
      if (kind == ValueKind.DEQUANTIZED) {
        Operand<TFloat32> zero = tf.constant(new float[][] {{0, 0}});
        float logProb =
            harness
                .run(values.logProb(tf, tf.constant(new float[][] {{0.5f, 0.5f}}), zero, zero))[0];
        assertEquals(2 * (Math.log(2) - 0.5 * Math.log(2 * Math.PI)), logProb, 1e-6);
      }
    }
  }

  /** A network that says a number for each label, and 0 without one. */
  private static final DenoisingArchitecture OF_LABEL =
      (parameters, name, input, contextSize, heads) ->
          (tf, x, context, pass) ->
              ImmutableList.of(
                  tf.linalg.matMul(
                      tf.slice(context, tf.array(0, 2), tf.array(-1, 2)),
                      tf.constant(new float[][] {{30}, {-20}})));

  private static DiffusionModel conditional(GraphHarness harness, double dropout) {
    return built(
        harness,
        new Diffusion(
            OF_LABEL,
            50,
            BestDiffusion.LINEAR,
            Prediction.NOISE,
            ReverseVariance.LARGE,
            2,
            true,
            dropout,
            ReverseChain.Ancestral.with(ReverseNoise.OWN)),
        new ObservedData(Shape.of(1), ValueKind.REAL, ImmutableDoubleArray.of(0), 2));
  }

  /** Where ε is a function of the label, one step back says all. */
  @Test
  void guidanceGoesFromNoLabelPastTheLabel() {
    double signal = data(50, 0, 1).chain().signal(50);
    for (double guidance : new double[] {0, 1.5}) {
      try (GraphHarness harness = new GraphHarness()) {
        Ops tf = harness.tf();
        DiffusionModel model = conditional(harness, 0.1);
        float[] draws =
            harness.run(
                model.sample(
                    tf,
                    new ReverseChain.Ddim(Optional.of(1), 0, guidance),
                    harness.noise(1, "draws"),
                    2,
                    Pass.evaluation().withLabels(tf.constant(new float[][] {{1, 0}, {0, 1}}))));
        float[] ends = harness.run(harness.noise(1, "draws").standardNormal(tf, tf.array(2, 1)));
        for (int i = 0; i < 2; i++) {
          double epsilon = (1 + guidance) * (i == 0 ? 30 : -20);
          double expected = (ends[i] - Math.sqrt(1 - signal) * epsilon) / Math.sqrt(signal);
          assertEquals(expected, draws[i], 1e-4 * Math.abs(expected));
        }
      }
    }
  }

  @Test
  void labelsAreDroppedInTrainingAlone() {
    int rows = 2000;
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      DiffusionModel model = conditional(harness, 0.3);
      float[][] labels = new float[rows][2];
      for (float[] row : labels) {
        row[0] = 1;
      }
      Operand<TFloat32> x = harness.input(Shape.of(rows, 1), Draws.normal("x", rows, 0, 1));
      Operand<TInt32> step = steps(harness, rows, 10);
      // The error of a label that is seen is near 30², of one that is not near 1.
      Pass training = Pass.training(harness.noise(1, "network")).withLabels(tf.constant(labels));
      float[] errors =
          harness.run(model.squaredError(tf, x, step, harness.noise(1, "noise"), training));
      double dropped = 0;
      for (float error : errors) {
        dropped += error < 100 ? 1 : 0;
      }
      assertEquals(0.3, dropped / rows, 4 * Math.sqrt(0.3 * 0.7 / rows));
      for (float error :
          harness.run(
              model.squaredError(
                  tf,
                  x,
                  step,
                  harness.noise(1, "noise"),
                  Pass.evaluation().withLabels(tf.constant(labels))))) {
        assertTrue(error > 100, "an error of " + error);
      }
    }
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    Diffusion spec = best(data(50, 0, 1), Prediction.NOISE, ReverseVariance.LARGE);
    try (GraphHarness harness = new GraphHarness()) {
      DiffusionModel model = built(harness, spec, real(1));
      assertEquals(
          "a chain of 51 steps is asked for, but the model has 50; at most as many work",
          refusal(harness, model, new ReverseChain.Ddim(Optional.of(51), 0, 0)));
      assertEquals(
          "guidance is 2.0, but the model sees no labels; the model diffusion with \"conditional\":"
              + " true and a labelDropout such as 0.1 works",
          refusal(harness, model, new ReverseChain.Ddim(Optional.empty(), 0, 2)));
      assertTrue(
          refusal(harness, conditional(harness, 0), new ReverseChain.Ddim(Optional.empty(), 0, 2))
              .contains("was always told the label"));
    }
  }

  /** In the loop's body running statistics are read as parameters are: one step shows it. */
  @Test
  void batchNormalizationIsReadWithinTheLoop() {
    Mlp network =
        new Mlp(
            ImmutableList.of(3),
            Activation.TANH,
            new LayerOptions(new GlorotUniform(), new Normalization.Batch(0.9, 1e-5), 0),
            false);
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      InputParameters parameters = new InputParameters(harness, 3);
      DiffusionModel model =
          (DiffusionModel)
              new Diffusion(
                      network,
                      30,
                      BestDiffusion.LINEAR,
                      Prediction.START,
                      ReverseVariance.LARGE,
                      4,
                      false,
                      0,
                      new ReverseChain.Ddim(Optional.of(1), 0, 0))
                  .build(parameters.scope(real(2)));
      Map<String, Operand<TFloat32>> states = parameters.states().inputs();
      assertEquals(2, states.size());
      states.forEach((name, state) -> harness.set(state, 0.5f, 1.5f, 0.25f));
      float[] ends = harness.run(harness.noise(1, "draws").standardNormal(tf, tf.array(20, 2)));
      assertArrayEquals(
          harness.run(
              model
                  .denoiser()
                  .denoise(
                      tf,
                      harness.input(Shape.of(20, 2), ends),
                      steps(harness, 20, 30),
                      Optional.empty(),
                      Pass.evaluation())
                  .start()),
          harness.run(model.sample(tf, harness.noise(1, "draws"), 20, Pass.evaluation())),
          1e-5f);
    }
  }

  private static String refusal(GraphHarness harness, DiffusionModel model, ReverseChain way) {
    return assertThrows(
            IllegalArgumentException.class,
            () ->
                model.sample(harness.tf(), way, harness.noise(1, "refused"), 3, Pass.evaluation()))
        .getMessage();
  }
}

package org.lowerbound.model.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.ReverseChain;
import org.lowerbound.model.ReverseNoise;
import org.lowerbound.network.ContextNetwork;
import org.lowerbound.network.DenoisingArchitecture;
import org.lowerbound.network.Head;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Pass;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/** Eight normals on a circle, whose density and score have a closed form at every step. */
final class MixtureDiffusionTest {
  private static final int STEPS = 60;
  private static final int MODES = 8;
  private static final double RADIUS = 1.4;
  private static final double VARIANCE = 0.04;
  private static final DiffusionChain CHAIN = DiffusionChain.of(BestDiffusion.LINEAR.betas(STEPS));
  private static final TimeFeatures FEATURES = new TimeFeatures(STEPS, BestDiffusion.FEATURES);

  private static double[] center(int mode) {
    double angle = 2 * Math.PI * mode / MODES;
    return new double[] {RADIUS * Math.cos(angle), RADIUS * Math.sin(angle)};
  }

  /** Returns log p(x_t), in double precision. */
  private static double logDensity(int step, double x1, double x2) {
    double scale = Math.sqrt(CHAIN.signal(step));
    double variance = CHAIN.signal(step) * VARIANCE + CHAIN.noise(step);
    double sum = 0;
    for (int mode = 0; mode < MODES; mode++) {
      double d1 = x1 - scale * center(mode)[0];
      double d2 = x2 - scale * center(mode)[1];
      sum += Math.exp(-(d1 * d1 + d2 * d2) / (2 * variance));
    }
    return Math.log(sum / MODES) - Math.log(2 * Math.PI * variance);
  }

  /** The best network that predicts ε, in a graph. */
  private record Best() implements DenoisingArchitecture {
    @Override
    public ContextNetwork denoising(
        ParameterStore parameters,
        String name,
        Shape input,
        int contextSize,
        ImmutableList<Head> heads) {
      return (tf, x, context, pass) -> {
        StepTable table = new StepTable(STEPS, FoundStep.of(tf, FEATURES, context));
        Operand<TFloat32> scale = table.of(tf, t -> Math.sqrt(CHAIN.signal(t)));
        Operand<TFloat32> precision =
            table.of(tf, t -> 1 / (CHAIN.signal(t) * VARIANCE + CHAIN.noise(t)));
        float[][] centers = new float[MODES][];
        for (int mode = 0; mode < MODES; mode++) {
          centers[mode] = new float[] {(float) center(mode)[0], (float) center(mode)[1]};
        }
        Operand<TFloat32> distance = // [rows, modes, 2]
            tf.math.sub(
                tf.expandDims(x, tf.constant(1)),
                tf.math.mul(tf.expandDims(scale, tf.constant(2)), tf.constant(centers)));
        Operand<TFloat32> exponent = // [rows, modes]
            tf.math.mul(
                tf.math.mul(tf.constant(-0.5f), precision),
                tf.reduceSum(tf.math.square(distance), tf.constant(2)));
        Operand<TFloat32> weights =
            tf.math.exp(
                tf.math.sub(
                    exponent, tf.reduceMax(exponent, tf.constant(1), ReduceMax.keepDims(true))));
        Operand<TFloat32> shares =
            tf.math.div(weights, tf.reduceSum(weights, tf.constant(1), ReduceSum.keepDims(true)));
        // ε = −√(1 − ᾱ) ∇ log p(x_t)
        return ImmutableList.of(
            tf.math.mul(
                tf.math.mul(table.of(tf, t -> Math.sqrt(CHAIN.noise(t))), precision),
                tf.reduceSum(
                    tf.math.mul(tf.expandDims(shares, tf.constant(2)), distance), tf.constant(1))));
      };
    }
  }

  private static DiffusionModel built(GraphHarness harness) {
    return (DiffusionModel)
        new Diffusion(
                new Best(),
                STEPS,
                BestDiffusion.LINEAR,
                Prediction.NOISE,
                ReverseVariance.LARGE,
                BestDiffusion.FEATURES,
                false,
                0,
                ReverseChain.Ancestral.with(ReverseNoise.OWN))
            .build(
                new InputParameters(harness, 3)
                    .scope(
                        new ObservedData(
                            Shape.of(2), ValueKind.REAL, ImmutableDoubleArray.of(0, 0))));
  }

  private static float[] data(int count) {
    RandomStream stream = new RandomStream(1, "mixture");
    float[] values = new float[2 * count];
    for (int i = 0; i < count; i++) {
      double[] center = center(stream.nextInt(MODES));
      values[2 * i] = (float) (center[0] + Math.sqrt(VARIANCE) * stream.nextGaussian());
      values[2 * i + 1] = (float) (center[1] + Math.sqrt(VARIANCE) * stream.nextGaussian());
    }
    return values;
  }

  @Test
  void thePredictionIsTheScoreAtEveryStep() {
    try (GraphHarness harness = new GraphHarness()) {
      DiffusionModel model = built(harness);
      Ops tf = harness.tf();
      float[] points = new float[2 * STEPS];
      int[] steps = new int[STEPS];
      for (int i = 0; i < STEPS; i++) {
        steps[i] = i + 1;
        points[2 * i] = (float) (1.3 * Math.sin(i + 0.3));
        points[2 * i + 1] = (float) (1.3 * Math.cos(1.7 * i));
      }
      Denoiser.Denoised denoised =
          model
              .denoiser()
              .denoise(
                  tf,
                  harness.input(Shape.of(STEPS, 2), points),
                  tf.constant(steps),
                  Optional.empty(),
                  Pass.evaluation());
      float[] epsilon = harness.run(denoised.output());
      float[] start = harness.run(denoised.start());
      for (int i = 0; i < STEPS; i++) {
        int t = i + 1;
        double x1 = points[2 * i];
        double x2 = points[2 * i + 1];
        double slope = FiniteDifferences.derivative(x -> logDensity(t, x, x2), x1);
        double expected = -Math.sqrt(CHAIN.noise(t)) * slope;
        assertEquals(expected, epsilon[2 * i], 1e-4 * (1 + Math.abs(expected)), "step " + t);
        // Tweedie's formula for the mean of x_0.
        assertEquals(
            (x1 + CHAIN.noise(t) * slope) / Math.sqrt(CHAIN.signal(t)),
            start[2 * i],
            1e-4 / Math.sqrt(CHAIN.signal(t)),
            "step " + t);
      }
    }
  }

  @Test
  void samplesAreSpreadOverAllModes() {
    int count = 4000;
    try (GraphHarness harness = new GraphHarness()) {
      float[] draws =
          harness.run(
              built(harness)
                  .sample(harness.tf(), harness.noise(1, "draws"), count, Pass.evaluation()));
      int[] hits = new int[MODES];
      double[] squares = new double[count];
      for (int i = 0; i < count; i++) {
        double angle = Math.atan2(draws[2 * i + 1], draws[2 * i]) / (2 * Math.PI) * MODES;
        int mode = Math.floorMod(Math.round(angle), MODES);
        hits[mode]++;
        squares[i] =
            Math.pow(draws[2 * i] - center(mode)[0], 2)
                + Math.pow(draws[2 * i + 1] - center(mode)[1], 2);
      }
      for (int mode = 0; mode < MODES; mode++) {
        // Four standard errors of a share of 1/8.
        assertEquals(count / 8.0, hits[mode], 4 * Math.sqrt(count * 7 / 64.0), "mode " + mode);
      }
      // Sixty steps of the large variance leave the modes a little wide: 5 % at one normal.
      MonteCarlo spread = MonteCarlo.of(squares);
      assertEquals(2 * VARIANCE, spread.mean(), 0.2 * 2 * VARIANCE, spread.toString());
    }
  }

  /** The bound is above the entropy, and not far above. */
  @Test
  void theBoundIsNearTheEntropy() {
    int count = 1000;
    try (GraphHarness harness = new GraphHarness()) {
      DiffusionModel model = built(harness);
      Ops tf = harness.tf();
      float[] values = data(count);
      Operand<TFloat32> x = harness.input(Shape.of(count, 2), values);
      List<Operand<TFloat32>> terms = new ArrayList<>();
      terms.add(model.priorKl(tf, x));
      for (int t = 1; t <= STEPS; t++) {
        terms.add(
            model
                .term(
                    tf,
                    x,
                    tf.fill(tf.array(count), tf.constant(t)),
                    harness.noise(1, "noise" + t),
                    Pass.evaluation())
                .nats());
      }
      float[] bounds = harness.run(tf.math.addN(terms));
      double[] excess = new double[count];
      for (int i = 0; i < count; i++) {
        excess[i] = bounds[i] + logDensity(0, values[2 * i], values[2 * i + 1]);
      }
      MonteCarlo gap = MonteCarlo.of(excess);
      gap.assertAbove(0, "bound less log p(x)");
      assertTrue(gap.mean() < 0.5, gap.toString());
    }
  }
}

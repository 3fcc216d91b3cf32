package org.lowerbound.objective.reduction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.HostBounds;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The jackknife against the host's, with coefficients as large as a configuration may ask for. */
final class JackknifedLogMeanTest {
  /** Up to the most subsets that are allowed, by the order or by the number of draws. */
  private static final List<JackknifedLogMean> ALL =
      List.of(
          new JackknifedLogMean(1, 0),
          new JackknifedLogMean(2, 1),
          new JackknifedLogMean(5, 1),
          new JackknifedLogMean(8, 3),
          new JackknifedLogMean(200, 1),
          new JackknifedLogMean(90, 2),
          new JackknifedLogMean(30, 3),
          new JackknifedLogMean(12, 11));

  /** Levels of log-weights, nats: those of binary and of grey images, and a high density's. */
  private static final double[] LEVELS = {0, -100, -1000, 3000};

  /** Returns log-weights as a graph sees them. */
  private static float[] logWeights(int samples, double level, double spread) {
    float[] weights = Draws.normal("log-weights", samples, 0, spread);
    for (int k = 0; k < samples; k++) {
      weights[k] += (float) level;
    }
    return weights;
  }

  private static double[] doubles(float... values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static Operand<TFloat32> input(GraphHarness harness, float... logWeights) {
    return harness.input(Shape.of(logWeights.length, 1), logWeights);
  }

  /** The rounding of the result itself, and 10⁻⁷ of what a unit of it is. */
  private static double tolerance(double expected) {
    return Math.ulp((float) expected) + 1e-7;
  }

  @Test
  void ofEqualWeightsItIsTheBound() {
    for (JackknifedLogMean jackknife : ALL) {
      try (GraphHarness harness = new GraphHarness()) {
        float[] equal = new float[jackknife.samples()];
        Operand<TFloat32> input = input(harness, equal);
        Operand<TFloat32> value = jackknife.value(harness.tf(), input);
        for (double level : LEVELS) {
          Arrays.fill(equal, (float) level);
          harness.set(input, equal);
          assertEquals(level, harness.run(value)[0], tolerance(level), jackknife.toString());
        }
      }
    }
  }

  @Test
  void itIsThatOfTheHostWhateverTheLevelAndTheSpread() {
    for (JackknifedLogMean jackknife : ALL) {
      try (GraphHarness harness = new GraphHarness()) {
        int samples = jackknife.samples();
        Operand<TFloat32> input = input(harness, new float[samples]);
        Operand<TFloat32> value = jackknife.value(harness.tf(), input);
        // Up to weights that differ by more than any float or double does.
        for (double spread : new double[] {0.01, 1, 10, 1000}) {
          for (double level : LEVELS) {
            float[] weights = logWeights(samples, level, spread);
            harness.set(input, weights);
            double expected = HostBounds.jackknife(jackknife.order(), doubles(weights));
            // Weights below 10⁻¹³ of the largest count as that much of it; see NEGLIGIBLE.
            double cut = sumOfCoefficients(jackknife) * samples * Math.exp(-30);
            assertEquals(
                expected,
                harness.run(value)[0],
                tolerance(expected) + cut,
                jackknife + " at " + level + " ± " + spread);
          }
        }
      }
    }
  }

  private static double sumOfCoefficients(JackknifedLogMean jackknife) {
    return DoubleStream.iterate(0, j -> j <= jackknife.order(), j -> j + 1)
        .map(j -> Math.abs(jackknife.coefficient((int) j)))
        .sum();
  }

  @Test
  void gradientsAndSlopesAreTheDerivativesWhateverTheLevel() {
    for (JackknifedLogMean jackknife : ALL) {
      try (GraphHarness harness = new GraphHarness()) {
        int samples = jackknife.samples();
        Operand<TFloat32> input = input(harness, new float[samples]);
        Operand<TFloat32> gradient = harness.gradient(jackknife.value(harness.tf(), input), input);
        Operand<TFloat32> slope = jackknife.slope(harness.tf(), input);
        for (double level : LEVELS) {
          float[] weights = logWeights(samples, level, 0.7);
          harness.set(input, weights);
          List<float[]> actual = harness.run(ImmutableList.of(gradient, slope));
          for (int k = 0; k < Math.min(samples, 3); k++) {
            double expected = derivative(jackknife.order(), k, 0, weights);
            // Differences of doubles times the coefficients, over the step.
            double tolerance = 1e-6 + 1e-10 * sumOfCoefficients(jackknife);
            String what = jackknife + " at " + level;
            assertEquals(expected, actual.get(0)[k], tolerance, what);
            assertEquals(expected, actual.get(1)[k], tolerance, what);
          }
          assertEquals(1, DoubleStream.of(doubles(actual.get(1))).sum(), samples * 1e-7);
        }
      }
    }
  }

  @Test
  void curvaturesAreTheDerivativesOfSlopes() {
    for (JackknifedLogMean jackknife : List.of(ALL.get(1), ALL.get(2), ALL.get(3))) {
      try (GraphHarness harness = new GraphHarness()) {
        Operand<TFloat32> input = input(harness, new float[jackknife.samples()]);
        Operand<TFloat32> curvature = jackknife.curvature(harness.tf(), input);
        for (double level : LEVELS) {
          float[] weights = logWeights(jackknife.samples(), level, 0.7);
          harness.set(input, weights);
          float[] actual = harness.run(curvature);
          for (int k = 0; k < actual.length; k++) {
            int draw = k;
            double expected =
                FiniteDifferences.derivative(
                    shift -> derivative(jackknife.order(), draw, shift, weights), 0);
            // The error of the inner differences over the step of the outer ones.
            assertEquals(expected, actual[k], 1e-4, jackknife + " at " + level);
          }
        }
      }
    }
  }

  /** Returns the host's derivative by one log-weight that is moved, at a level of 0. */
  private static double derivative(int order, int k, double shift, float... logWeights) {
    double level = logWeights[0];
    double[] at = DoubleStream.of(doubles(logWeights)).map(w -> w - level).toArray();
    double from = at[k] + shift;
    return FiniteDifferences.derivative(
        x -> {
          at[k] = x;
          return HostBounds.jackknife(order, at);
        },
        from);
  }
}

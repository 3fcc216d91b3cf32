package org.lowerbound.distribution.levels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class DiscretizedLogisticColorMixtureTest {
  private static final int SAMPLES = 2;
  private static final int BATCH = 3;
  private static final int PIXELS = 2;
  private static final int COMPONENTS = 2;
  private static final int LEVELS = 4;
  private static final int DIMENSION = 3 * PIXELS;

  /** Parameters of a number of images in the order of the record's components. */
  private record Parameters(List<Operand<TFloat32>> inputs) {
    static Parameters of(GraphHarness harness, long... images) {
      Shape leading = Shape.of(images);
      Shape weights = leading.append(PIXELS).append(COMPONENTS);
      Shape channels = leading.append(PIXELS).append(3).append(COMPONENTS);
      int count = (int) channels.size();
      return new Parameters(
          List.of(
              harness.input(weights, Draws.normal("logits", count / 3, 0, 1)),
              harness.input(channels, Draws.normal("loc", count, 0.5, 0.4)),
              harness.input(channels, Draws.normal("logScale", count, -1.5, 0.5)),
              harness.input(channels, Draws.normal("coefficients", count, 0, 1))));
    }

    DiscretizedLogisticColorMixture distribution() {
      return new DiscretizedLogisticColorMixture(
          inputs.get(0), inputs.get(1), inputs.get(2), inputs.get(3), LEVELS, PIXELS);
    }
  }

  /** Log p of one pixel in double precision, straight from its definition. */
  private static double logProb(List<float[]> parameters, int pixel, float[] values, int at) {
    double[] logits = new double[COMPONENTS];
    double[] terms = new double[COMPONENTS];
    double red = values[at] - 0.5;
    double green = values[at + 1] - 0.5;
    for (int m = 0; m < COMPONENTS; m++) {
      logits[m] = parameters.get(0)[pixel * COMPONENTS + m];
      double[] loc = channels(parameters.get(1), pixel, m);
      double[] logScale = channels(parameters.get(2), pixel, m);
      double[] coefficients = channels(parameters.get(3), pixel, m);
      double[] centres = {
        loc[0],
        loc[1] + Math.tanh(coefficients[0]) * red,
        loc[2] + Math.tanh(coefficients[1]) * red + Math.tanh(coefficients[2]) * green
      };
      terms[m] = logits[m];
      for (int c = 0; c < 3; c++) {
        terms[m] += Levels.logisticLogMass(centres[c], logScale[c], values[at + c], LEVELS);
      }
    }
    return Levels.logSumExp(terms) - Levels.logSumExp(logits);
  }

  private static double[] channels(float[] values, int pixel, int component) {
    double[] three = new double[3];
    for (int c = 0; c < 3; c++) {
      three[c] = values[(3 * pixel + c) * COMPONENTS + component];
    }
    return three;
  }

  @Test
  void logProbIsThatOfTheDefinitionWithValuesSharedByDraws() {
    try (GraphHarness harness = new GraphHarness()) {
      Parameters parameters = Parameters.of(harness, SAMPLES, BATCH);
      DiscretizedLogisticColorMixture p = parameters.distribution();
      assertEquals(DIMENSION, p.dimension());
      float[] values = Levels.draws("values", BATCH * DIMENSION, LEVELS);
      Operand<TFloat32> value = harness.input(Shape.of(BATCH, DIMENSION), values);
      Operand<TFloat32> logProb = p.logProb(harness.tf(), value);
      Operand<TFloat32> perPixel = p.logProbPerPixel(harness.tf(), value);
      assertEquals(Shape.of(SAMPLES, BATCH), harness.shape(logProb));
      assertEquals(Shape.of(SAMPLES, BATCH, PIXELS), harness.shape(perPixel));
      List<float[]> host = parameters.inputs().stream().map(harness::get).toList();
      List<float[]> run = harness.run(List.of(logProb, perPixel));
      for (int image = 0; image < SAMPLES * BATCH; image++) {
        double sum = 0;
        for (int i = 0; i < PIXELS; i++) {
          int pixel = image * PIXELS + i;
          double expected = logProb(host, pixel, values, (image % BATCH) * DIMENSION + 3 * i);
          // Three log-masses of some ten operations each.
          assertEquals(expected, run.get(1)[pixel], 3e-6 * (1 + Math.abs(expected)));
          sum += expected;
        }
        assertEquals(sum, run.get(0)[image], 3e-6 * (PIXELS + Math.abs(sum)));
      }
    }
  }

  @Test
  void allColoursOfAPixelHaveMassOne() {
    int colours = LEVELS * LEVELS * LEVELS;
    float[] values = new float[colours * DIMENSION];
    for (int i = 0; i < colours; i++) {
      for (int d = 0; d < DIMENSION; d++) {
        int level = i / (int) Math.pow(LEVELS, d % 3) % LEVELS;
        values[i * DIMENSION + d] = level / (LEVELS - 1f);
      }
    }
    try (GraphHarness harness = new GraphHarness()) {
      float[] logMass =
          harness.run(
              Parameters.of(harness, 1)
                  .distribution()
                  .logProbPerPixel(
                      harness.tf(), harness.input(Shape.of(colours, DIMENSION), values)));
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        double mass = 0;
        for (int i = 0; i < colours; i++) {
          mass += Math.exp(logMass[i * PIXELS + pixel]);
        }
        assertEquals(1, mass, 1e-5); // Some 3·10⁻⁶ of each mass.
      }
    }
  }

  @Test
  void drawsOfAPixelHaveTheMassesOfTheirColours() {
    int colours = LEVELS * LEVELS * LEVELS;
    int draws = 40_000;
    try (GraphHarness harness = new GraphHarness()) {
      Parameters parameters = Parameters.of(harness, 1);
      DiscretizedLogisticColorMixture p = parameters.distribution();
      Sampleable.Draw draw = p.sampleWithLogProb(harness.tf(), harness.noise(1, "draws"), draws);
      assertEquals(Shape.of(draws, 1, DIMENSION), harness.shape(draw.value()));
      List<float[]> drawn = harness.run(List.of(draw.value(), draw.logProb()));
      List<float[]> host = parameters.inputs().stream().map(harness::get).toList();
      float[] values = drawn.get(0);
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        int[] counts = new int[colours];
        for (int k = 0; k < draws; k++) {
          int colour = 0;
          for (int c = 2; c >= 0; c--) {
            float level = values[k * DIMENSION + 3 * pixel + c] * (LEVELS - 1);
            assertEquals(Math.rint(level), level, 1e-6);
            colour = colour * LEVELS + Math.round(level);
          }
          counts[colour]++;
        }
        for (int colour = 0; colour < colours; colour++) {
          float[] rgb = new float[3];
          for (int c = 0; c < 3; c++) {
            rgb[c] = colour / (int) Math.pow(LEVELS, c) % LEVELS / (LEVELS - 1f);
          }
          double mass = Math.exp(logProb(host, pixel, rgb, 0));
          // Five standard errors of a frequency, and a count for very small masses.
          double error = 5 * Math.sqrt(mass * (1 - mass) / draws) + 2.0 / draws;
          assertEquals(mass, counts[colour] / (double) draws, error);
        }
      }
      for (int k = 0; k < 5; k++) {
        double expected =
            logProb(host, 0, values, k * DIMENSION) + logProb(host, 1, values, k * DIMENSION + 3);
        assertEquals(expected, drawn.get(1)[k], 1e-5 * (1 + Math.abs(expected)));
      }
    }
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    try (GraphHarness harness = new GraphHarness()) {
      Parameters parameters = Parameters.of(harness, BATCH);
      float[] values = Levels.draws("values", BATCH * DIMENSION, LEVELS);
      Operand<TFloat32> logProb =
          parameters
              .distribution()
              .logProb(harness.tf(), harness.input(Shape.of(BATCH, DIMENSION), values));
      List<float[]> gradients = harness.run(harness.gradients(logProb, parameters.inputs()));
      for (int p = 0; p < gradients.size(); p++) {
        double[] expected =
            FiniteDifferences.gradient(harness, logProb, parameters.inputs().get(p));
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
          // Values near 10, rounded to 10⁻⁶, which a difference multiplies by 1.5 / h ≈ 100.
          assertEquals(expected[i], gradients.get(p)[i], 3e-4 * (1 + Math.abs(expected[i])));
          largest = Math.max(largest, Math.abs(expected[i]));
        }
        assertTrue(largest > 0.01, "gradients that could not be told from 0");
      }
    }
  }

  @Test
  void farFromAllComponentsItAndItsGradientsAreFinite() {
    try (GraphHarness harness = new GraphHarness()) {
      Parameters parameters = Parameters.of(harness, 1);
      float[] far = harness.get(parameters.inputs().get(1));
      for (int i = 0; i < far.length; i++) {
        far[i] = i % 2 == 0 ? 300 : -200;
      }
      harness.set(parameters.inputs().get(1), far);
      float[] values = Levels.draws("values", DIMENSION, LEVELS);
      Operand<TFloat32> logProb =
          parameters
              .distribution()
              .logProb(harness.tf(), harness.input(Shape.of(1, DIMENSION), values));
      List<float[]> host = parameters.inputs().stream().map(harness::get).toList();
      double expected = logProb(host, 0, values, 0) + logProb(host, 1, values, 3);
      assertEquals(expected, harness.scalar(logProb), 1e-5 * Math.abs(expected));
      for (float[] gradient : harness.run(harness.gradients(logProb, parameters.inputs()))) {
        for (float each : gradient) {
          assertTrue(Float.isFinite(each), "gradient " + each);
        }
      }
    }
  }
}

package org.lowerbound.model.likelihood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.network.Head;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** What holds for every likelihood. */
final class LikelihoodFamilyTest {
  private static final int DRAWS = 2;
  private static final int BATCH = 3;
  private static final int LEVELS = 256;

  private static Stream<LikelihoodCase> all() {
    return LikelihoodCases.all().stream();
  }

  private static boolean isMass(LikelihoodCase likelihood) {
    return likelihood.family().checkFits(likelihood.observed().kind()) == LikelihoodKind.MASS;
  }

  private static Stream<LikelihoodCase> massesOnOnePixel() {
    return all()
        .filter(LikelihoodFamilyTest::isMass)
        .filter(likelihood -> likelihood.observed().kind() == ValueKind.GREY)
        .filter(likelihood -> likelihood.dimension() == 1);
  }

  private static Stream<LikelihoodCase> startingAtTheMean() {
    // The mean of open bins is not the centre, that of beta levels is no function of α and β, and a
    // categorical's first bias knows no mean.
    return all()
        .filter(likelihood -> !likelihood.name().startsWith("discretized"))
        .filter(likelihood -> !likelihood.name().startsWith("beta on"))
        .filter(likelihood -> !likelihood.name().startsWith("categorical"));
  }

  private static Stream<LikelihoodCase> discretized() {
    return all().filter(likelihood -> likelihood.name().startsWith("discretized"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyDrawHasTheLogDensityOfTheDefinition(LikelihoodCase likelihood) {
    try (GraphHarness harness = new GraphHarness()) {
      LikelihoodCase.Built built = likelihood.build(harness, 0.5, DRAWS, BATCH);
      float[] x = likelihood.values(BATCH);
      Operand<TFloat32> logProb = built.logProb(BATCH, x);
      assertEquals(Shape.of(DRAWS, BATCH), harness.shape(logProb));
      float[] actual = harness.run(logProb);
      int d = likelihood.dimension();
      for (int row = 0; row < DRAWS * BATCH; row++) {
        double[] one = new double[d];
        for (int i = 0; i < d; i++) {
          one[i] = x[row % BATCH * d + i];
        }
        double expected = likelihood.host().of(built.row(row), built::parameter, one);
        // Some tens of operations of 32-bit floats on each of the values.
        assertEquals(expected, actual[row], 5e-6 * (d + Math.abs(expected)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("massesOnOnePixel")
  void massesSumToOneOverTheLevels(LikelihoodCase likelihood) {
    try (GraphHarness harness = new GraphHarness()) {
      // No noise: counts with a mean near 40, of which less than 10⁻⁶ are above 255.
      LikelihoodCase.Built built = likelihood.build(harness, 0, 1, LEVELS);
      float[] levels = new float[LEVELS];
      for (int k = 0; k < LEVELS; k++) {
        levels[k] = k / 255f;
      }
      double sum = 0;
      for (float logMass : harness.run(built.logProb(LEVELS, levels))) {
        assertTrue(logMass <= 0);
        sum += Math.exp(logMass);
      }
      assertEquals(1, sum, 5e-6); // Rounding of masses of some nats.
    }
  }

  @ParameterizedTest
  @MethodSource("startingAtTheMean")
  void theFirstBiasHasTheTrainingMean(LikelihoodCase likelihood) {
    try (GraphHarness harness = new GraphHarness()) {
      LikelihoodCase.Built built = likelihood.build(harness, 0, 1, 1);
      float[] mean =
          harness.run(harness.tf().identity(((WithMean) built.distribution()).mean(harness.tf())));
      for (int i = 0; i < mean.length; i++) {
        assertEquals(likelihood.observed().mean().get(i), mean[i], 2e-6); // Rounding.
      }
    }
  }

  @ParameterizedTest
  @MethodSource("discretized")
  void theFirstCentresAreTheTrainingMean(LikelihoodCase likelihood) {
    try (GraphHarness harness = new GraphHarness()) {
      LikelihoodCase.Built built = likelihood.build(harness, 0, 1, 1);
      int head =
          IntStream.range(0, built.heads().size())
              .filter(h -> built.heads().get(h).name().equals("loc"))
              .findFirst()
              .orElseThrow();
      double[] loc = built.row(0).get(head);
      int components = loc.length / likelihood.dimension();
      for (int i = 0; i < loc.length; i++) {
        assertEquals(likelihood.observed().mean().get(i / components), loc[i], 1e-7);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void gradientsReachEveryOutputAndEveryParameter(LikelihoodCase likelihood) {
    try (GraphHarness harness = new GraphHarness()) {
      LikelihoodCase.Built built = likelihood.build(harness, 0.3, 1, 1);
      Operand<TFloat32> logProb = built.logProb(1, likelihood.values(1));
      List<Operand<TFloat32>> inputs = new ArrayList<>(built.outputs());
      inputs.addAll(built.parameters().byName().values());
      List<Operand<TFloat32>> gradients = harness.gradients(logProb, inputs);
      for (int i = 0; i < inputs.size(); i++) {
        float[] actual = harness.run(gradients.get(i));
        double[] expected = FiniteDifferences.gradient(harness, logProb, inputs.get(i));
        double size = 0;
        for (int j = 0; j < expected.length; j++) {
          // Rounding of values up to 100 over the step, and the fifth derivative at a scale of 0.2.
          assertEquals(expected[j], actual[j], 3e-3 * (1 + Math.abs(expected[j])));
          size += Math.abs(actual[j]);
        }
        assertTrue(size > 1e-4, "input " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void extremeOutputsAreFinite(LikelihoodCase likelihood) {
    try (GraphHarness harness = new GraphHarness()) {
      // All large, all small, and both of the ways in which they take turns.
      LikelihoodCase.Built built =
          likelihood.build(
              harness,
              Pass.evaluation(),
              (head, count) -> {
                float[] values = new float[count];
                for (int i = 0; i < count; i++) {
                  int draw = i / (BATCH * head.size());
                  values[i] = ((draw >> (i % 2)) & 1) == 1 ? 1e4f : -1e4f;
                }
                return values;
              },
              4,
              BATCH);
      Operand<TFloat32> logProb = built.logProb(BATCH, likelihood.values(BATCH));
      assertFinite(harness.run(logProb));
      for (Operand<TFloat32> gradient : harness.gradients(logProb, built.outputs())) {
        assertFinite(harness.run(gradient));
      }
    }
  }

  private static void assertFinite(float... values) {
    for (float value : values) {
      assertTrue(Float.isFinite(value), "not finite: " + value);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void headsOfAnImageAreImages(LikelihoodCase likelihood) {
    try (GraphHarness harness = new GraphHarness()) {
      Shape observed = likelihood.observed().shape();
      if (observed.numDimensions() != 3) {
        return;
      }
      for (Head head : likelihood.build(harness, 0, 1, 1).heads()) {
        assertEquals(3, head.output().numDimensions(), head.name());
        assertEquals(observed.get(0), head.output().get(0), head.name());
        assertEquals(observed.get(1), head.output().get(1), head.name());
      }
    }
  }
}

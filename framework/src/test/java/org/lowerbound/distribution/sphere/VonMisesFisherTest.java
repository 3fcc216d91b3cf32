package org.lowerbound.distribution.sphere;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class VonMisesFisherTest {
  private static final int SAMPLES = 4;
  private static final int BATCH = 3;
  private static final float[] CONCENTRATIONS = {0.3f, 6, 90}; // one for each of the batch

  /** Returns vectors of length 1 but for their rounding. */
  private static float[] units(String name, int count, int dimension) {
    float[] units = Draws.normal(name, count * dimension, 0, 1);
    for (int row = 0; row < count; row++) {
      double length = Math.sqrt(dot(units, row, units, row, dimension));
      for (int d = 0; d < dimension; d++) {
        units[row * dimension + d] /= (float) length;
      }
    }
    return units;
  }

  private static double dot(float[] x, int rowOfX, float[] y, int rowOfY, int dimension) {
    double sum = 0;
    for (int d = 0; d < dimension; d++) {
      sum += (double) x[rowOfX * dimension + d] * y[rowOfY * dimension + d];
    }
    return sum;
  }

  private static double hostLogProb(
      float[] loc, int rowOfLoc, double kappa, float[] value, int row, int dimension) {
    // With the lengths divided out, which are 1 to 10⁻⁷.
    double cosine =
        dot(loc, rowOfLoc, value, row, dimension)
            / Math.sqrt(
                dot(loc, rowOfLoc, loc, rowOfLoc, dimension)
                    * dot(value, row, value, row, dimension));
    return HostSphere.logProb(dimension, kappa, 0) + kappa * (cosine - 1);
  }

  /** Rounding of κ‖x − μ‖² and of numbers of some 100. */
  private static double tolerance(double kappa, double logProb) {
    return 1e-6 * (1 + kappa + Math.abs(logProb));
  }

  private static VonMisesFisher create(GraphHarness harness, int dimension) {
    return new VonMisesFisher(
        harness.input(Shape.of(BATCH, dimension), units("loc", BATCH, dimension)),
        harness.input(Shape.of(BATCH, 1), CONCENTRATIONS),
        dimension);
  }

  /** Returns unit vectors of free parameters, so that a step of one stays on the sphere. */
  private static Operand<TFloat32> normalized(Ops tf, Operand<TFloat32> raw) {
    return tf.math.mul(raw, tf.math.rsqrt(Sphere.sumOverAxes(tf, tf.math.square(raw))));
  }

  @Test
  void logProbIsThatOfTheDefinition() {
    for (int dimension : List.of(2, 3, 5, 50, 200)) {
      try (GraphHarness harness = new GraphHarness()) {
        VonMisesFisher q = create(harness, dimension);
        float[] loc = harness.get(q.loc());
        float[] values = units("values", SAMPLES * BATCH, dimension);
        Operand<TFloat32> logProb =
            q.logProb(harness.tf(), harness.input(Shape.of(SAMPLES, BATCH, dimension), values));
        assertEquals(Shape.of(SAMPLES, BATCH), harness.shape(logProb));
        float[] actual = harness.run(logProb);
        for (int i = 0; i < actual.length; i++) {
          double kappa = CONCENTRATIONS[i % BATCH];
          double expected = hostLogProb(loc, i % BATCH, kappa, values, i, dimension);
          assertEquals(expected, actual[i], tolerance(kappa, expected), "D = " + dimension);
        }
        assertEquals(dimension, q.dimension());
      }
    }
  }

  @Test
  void parametersAreSharedByValuesWithMoreRows() {
    int dimension = 4;
    float[] values = units("values", SAMPLES * BATCH, dimension);
    List<Shape> leading =
        List.of(Shape.of(), Shape.of(1), Shape.of(BATCH), Shape.of(SAMPLES, 1), Shape.of(1, BATCH));
    for (Shape ofLoc : leading) {
      for (Shape ofKappa : List.of(Shape.of(), Shape.of(BATCH), Shape.of(SAMPLES, 1))) {
        try (GraphHarness harness = new GraphHarness()) {
          int locs = (int) Math.max(1, ofLoc.size());
          int kappas = (int) Math.max(1, ofKappa.size());
          float[] loc = units("loc", locs, dimension);
          float[] kappa = new float[kappas];
          for (int i = 0; i < kappas; i++) {
            kappa[i] = 1 + i;
          }
          Operand<TFloat32> value = harness.input(Shape.of(SAMPLES, BATCH, dimension), values);
          VonMisesFisher q =
              new VonMisesFisher(
                  harness.input(ofLoc.append(dimension), loc),
                  harness.input(ofKappa.append(1), kappa),
                  dimension);
          Operand<TFloat32> logProb = q.logProb(harness.tf(), value);
          List<float[]> run =
              harness.run(
                  List.of(
                      logProb,
                      harness.gradient(logProb, q.kappa()),
                      harness.gradient(logProb, q.loc())));
          float[] actual = run.get(0);
          assertEquals(SAMPLES * BATCH, actual.length);
          assertEquals(kappas, run.get(1).length);
          assertEquals(locs * dimension, run.get(2).length);
          double[] byKappa = new double[kappas];
          for (int i = 0; i < actual.length; i++) {
            int l = row(ofLoc, i);
            int k = row(ofKappa, i);
            double expected = hostLogProb(loc, l, kappa[k], values, i, dimension);
            assertEquals(expected, actual[i], tolerance(4, expected));
            byKappa[k] += dot(loc, l, values, i, dimension) - meanCosine(dimension, kappa[k]);
          }
          for (int k = 0; k < kappas; k++) {
            assertEquals(byKappa[k], run.get(1)[k], 1e-5); // The sum of up to 12 numbers near 1.
          }
        }
      }
    }
  }

  /** Returns the row of parameters that belongs to a row of {@code [SAMPLES, BATCH]}. */
  private static int row(Shape leading, int row) {
    if (leading.size() == BATCH) {
      return row % BATCH;
    }
    return leading.size() == SAMPLES ? row / BATCH : 0;
  }

  @Test
  void integratesToOneOverTheCircle() {
    int points = 4000;
    float[] circle = new float[2 * points];
    for (int i = 0; i < points; i++) {
      double angle = 2 * Math.PI * i / points;
      circle[2 * i] = (float) Math.cos(angle);
      circle[2 * i + 1] = (float) Math.sin(angle);
    }
    assertIntegral(2, circle, i -> 2 * Math.PI / points);
  }

  @Test
  void integratesToOneOverTheSphere() {
    int rings = 300;
    int perRing = 200;
    float[] sphere = new float[3 * rings * perRing];
    for (int i = 0; i < rings * perRing; i++) {
      double polar = polar(i / perRing, rings);
      double azimuth = 2 * Math.PI * (i % perRing) / perRing;
      sphere[3 * i] = (float) (Math.sin(polar) * Math.cos(azimuth));
      sphere[3 * i + 1] = (float) (Math.sin(polar) * Math.sin(azimuth));
      sphere[3 * i + 2] = (float) Math.cos(polar);
    }
    assertIntegral(
        3,
        sphere,
        i -> Math.sin(polar(i / perRing, rings)) * (Math.PI / rings) * (2 * Math.PI / perRing));
  }

  private static double polar(int ring, int rings) {
    return Math.PI * (ring + 0.5) / rings;
  }

  private static void assertIntegral(int dimension, float[] points, IntToDoubleFunction area) {
    int count = points.length / dimension;
    for (float kappa : new float[] {0.01f, 1, 20}) {
      try (GraphHarness harness = new GraphHarness()) {
        VonMisesFisher q =
            new VonMisesFisher(
                harness.input(Shape.of(dimension), units("axis", 1, dimension)),
                harness.input(Shape.of(1), kappa),
                dimension);
        float[] logProb =
            harness.run(q.logProb(harness.tf(), harness.input(Shape.of(count, dimension), points)));
        double integral = 0;
        for (int i = 0; i < count; i++) {
          integral += Math.exp(logProb[i]) * area.applyAsDouble(i);
        }
        // The midpoint rule by polar angle is off by (π/300)²/24 = 5·10⁻⁶ of a second derivative
        // at the poles that is 1 and, where κ is 20, no larger than 0.1 of the peak.
        assertEquals(1, integral, 2e-5, "D = " + dimension + ", κ = " + kappa);
      }
    }
  }

  @Test
  void gradientsOfTheDensityAreThoseOfTheDefinition() {
    int dimension = 5;
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      float[] values = units("values", SAMPLES * BATCH, dimension);
      VonMisesFisher q = create(harness, dimension);
      float[] loc = harness.get(q.loc());
      Operand<TFloat32> value = harness.input(Shape.of(SAMPLES, BATCH, dimension), values);
      // A weight of its own for each density, as an importance weight is.
      float[] weights = Draws.normal("weights", SAMPLES * BATCH, 0, 1);
      Operand<TFloat32> weighted =
          tf.math.mul(q.logProb(tf, value), harness.input(Shape.of(SAMPLES, BATCH), weights));
      List<float[]> actual =
          harness.run(harness.gradients(weighted, List.of(q.kappa(), q.loc(), value)));
      double[] byKappa = new double[BATCH];
      double[] byLoc = new double[BATCH * dimension];
      for (int i = 0; i < SAMPLES * BATCH; i++) {
        int row = i;
        int b = i % BATCH;
        byKappa[b] +=
            weights[i]
                * FiniteDifferences.derivative(
                    k -> hostLogProb(loc, b, k, values, row, dimension), CONCENTRATIONS[b]);
        double cosine = dot(loc, b, values, i, dimension);
        double along = 0;
        for (int d = 0; d < dimension; d++) {
          along += actual.get(2)[i * dimension + d] * (double) values[i * dimension + d];
        }
        for (int d = 0; d < dimension; d++) {
          // What is tangent to the sphere: κ(μ − ⟨μ, x⟩x) by x, and the same by μ.
          double x = values[i * dimension + d];
          double mu = loc[b * dimension + d];
          double expected = weights[i] * CONCENTRATIONS[b] * (mu - cosine * x);
          assertEquals(
              expected,
              actual.get(2)[i * dimension + d] - along * x,
              2e-6 * (1 + CONCENTRATIONS[b]) * (1 + Math.abs(weights[i])));
          byLoc[b * dimension + d] += weights[i] * CONCENTRATIONS[b] * (x - cosine * mu);
        }
      }
      for (int b = 0; b < BATCH; b++) {
        assertEquals(byKappa[b], actual.get(0)[b], 1e-5); // Sums of numbers near 1.
        double along = 0;
        for (int d = 0; d < dimension; d++) {
          along += actual.get(1)[b * dimension + d] * (double) loc[b * dimension + d];
        }
        for (int d = 0; d < dimension; d++) {
          int i = b * dimension + d;
          assertEquals(byLoc[i], actual.get(1)[i] - along * loc[i], 1e-5 * (1 + CONCENTRATIONS[b]));
        }
      }
    }
  }

  @Test
  void theMeanIsTheDirectionTimesTheMeanResultantLength() {
    for (int dimension : List.of(2, 7)) {
      try (GraphHarness harness = new GraphHarness()) {
        VonMisesFisher q = create(harness, dimension);
        float[] loc = harness.get(q.loc());
        Operand<TFloat32> mean = q.mean(harness.tf());
        assertEquals(Shape.of(BATCH, dimension), harness.shape(mean));
        float[] actual = harness.run(mean);
        for (int i = 0; i < actual.length; i++) {
          double length = meanCosine(dimension, CONCENTRATIONS[i / dimension]);
          assertEquals(length * loc[i], actual[i], 1e-6);
        }
      }
    }
  }

  private static double meanCosine(int dimension, double kappa) {
    return 1 - HostSphere.expectation(dimension, kappa, theta -> 1 - Math.cos(theta));
  }

  private static double variance(int dimension, double kappa) {
    double height = HostSphere.expectation(dimension, kappa, theta -> 1 - Math.cos(theta));
    return HostSphere.expectation(dimension, kappa, theta -> Math.pow(1 - Math.cos(theta), 2))
        - height * height;
  }

  @Test
  void drawsHaveTheMomentsOfTheDefinition() {
    int draws = 4000;
    double[][] cases = {
      {2, 0.5}, {2, 20}, {3, 1}, {3, 200}, {5, 10}, {50, 1}, {50, 50}, {50, 500}, {200, 100}
    };
    for (double[] at : cases) {
      int dimension = (int) at[0];
      double kappa = at[1];
      String what = "D = " + dimension + ", κ = " + kappa;
      float[] loc = units("axis", 1, dimension);
      float[] values = draws(dimension, (float) kappa, loc, draws);
      double mean = meanCosine(dimension, kappa);
      double[] cosines = new double[draws];
      double[] squares = new double[draws];
      double[][] tangents = new double[dimension][draws];
      double[][] tangentSquares = new double[dimension][draws];
      for (int k = 0; k < draws; k++) {
        assertEquals(1, dot(values, k, values, k, dimension), 2e-6, "a unit vector");
        cosines[k] = dot(values, k, loc, 0, dimension);
        squares[k] = (cosines[k] - mean) * (cosines[k] - mean);
        double sine = 0;
        for (int d = 0; d < dimension; d++) {
          tangents[d][k] = values[k * dimension + d] - cosines[k] * loc[d];
          sine = Math.hypot(sine, tangents[d][k]);
        }
        for (int d = 0; d < dimension; d++) {
          tangents[d][k] /= sine;
          tangentSquares[d][k] = tangents[d][k] * tangents[d][k];
        }
      }
      MonteCarlo.of(cosines).assertExpectation(mean, what + ": E[w]");
      MonteCarlo.of(squares).assertExpectation(variance(dimension, kappa), what + ": Var[w]");
      for (int d = 0; d < dimension; d++) {
        MonteCarlo.of(tangents[d]).assertExpectation(0, what + ": tangent " + d);
        if (dimension > 2) { // On the circle, the tangent's square is a constant.
          double expected = (1 - (double) loc[d] * loc[d]) / (dimension - 1.0);
          MonteCarlo.of(tangentSquares[d]).assertExpectation(expected, what + ": square " + d);
        }
      }
      // Neighbours, and the angle, are independent of the direction.
      double[] products = new double[draws];
      double[] withAngle = new double[draws];
      for (int k = 0; k < draws; k++) {
        products[k] = tangents[0][k] * tangents[0][(k + 1) % draws];
        withAngle[k] = tangents[0][k] * (cosines[k] - mean);
      }
      MonteCarlo.of(products).assertExpectation(0, what + ": two draws");
      MonteCarlo.of(withAngle).assertExpectation(0, what + ": angle and direction");
    }
  }

  /** Returns draws, {@code [K, D]}. */
  private static float[] draws(int dimension, float kappa, float[] loc, int draws) {
    try (GraphHarness harness = new GraphHarness()) {
      VonMisesFisher q =
          new VonMisesFisher(
              harness.input(Shape.of(dimension), loc),
              harness.input(Shape.of(1), kappa),
              dimension);
      Sampleable.Draw draw = q.sampleWithLogProb(harness.tf(), harness.noise(1, "moments"), draws);
      assertEquals(Shape.of(draws, dimension), harness.shape(draw.value()));
      assertEquals(Shape.of(draws), harness.shape(draw.logProb()));
      return harness.run(draw.value());
    }
  }

  @Test
  void drawsSurroundADirectionAlongAnyAxis() {
    int draws = 500;
    float[][] directions = {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, 0, -1}, {1e-8f, 0, 1}};
    for (float[] direction : directions) {
      float[] values = draws(3, 1e4f, direction, draws);
      double[] heights = new double[draws];
      for (int k = 0; k < draws; k++) {
        heights[k] = 1 - dot(values, k, direction, 0, 3);
      }
      // 1 − w is exponential with mean 1/κ.
      MonteCarlo.of(heights).assertExpectation(1e-4, Arrays.toString(direction));
    }
  }

  @Test
  void eachOfTheBatchHasDrawsOfItsOwnAroundItsDirection() {
    int draws = 2000;
    int dimension = 3;
    for (boolean shared : List.of(false, true)) {
      try (GraphHarness harness = new GraphHarness()) {
        Operand<TFloat32> loc =
            harness.input(Shape.of(BATCH, dimension), units("loc", BATCH, dimension));
        Operand<TFloat32> kappa =
            shared
                ? harness.input(Shape.of(1), 6)
                : harness.input(Shape.of(BATCH, 1), CONCENTRATIONS);
        VonMisesFisher q = new VonMisesFisher(loc, kappa, dimension);
        Sampleable.Draw draw = q.sampleWithLogProb(harness.tf(), harness.noise(1, "batch"), draws);
        assertEquals(Shape.of(draws, BATCH, dimension), harness.shape(draw.value()));
        assertEquals(Shape.of(draws, BATCH), harness.shape(draw.logProb()));
        float[] values = harness.run(draw.value());
        double[][] cosines = new double[BATCH][draws];
        for (int i = 0; i < draws * BATCH; i++) {
          cosines[i % BATCH][i / BATCH] = dot(values, i, harness.get(loc), i % BATCH, dimension);
        }
        double[] products = new double[draws];
        for (int b = 0; b < BATCH; b++) {
          double mean = meanCosine(dimension, shared ? 6 : CONCENTRATIONS[b]);
          MonteCarlo.of(cosines[b]).assertExpectation(mean, "E[w]");
          double next = meanCosine(dimension, shared ? 6 : CONCENTRATIONS[(b + 1) % BATCH]);
          for (int k = 0; k < draws; k++) {
            products[k] = (cosines[b][k] - mean) * (cosines[(b + 1) % BATCH][k] - next);
          }
          MonteCarlo.of(products).assertExpectation(0, "two of the batch");
        }
      }
    }
  }

  @Test
  void aDrawComesWithItsOwnDensityAndItsGradient() {
    for (int dimension : List.of(2, 3, 40)) {
      try (GraphHarness harness = new GraphHarness()) {
        Ops tf = harness.tf();
        Operand<TFloat32> raw =
            harness.input(Shape.of(BATCH, dimension), Draws.normal("raw", BATCH * dimension, 0, 1));
        Operand<TFloat32> kappa = harness.input(Shape.of(BATCH, 1), CONCENTRATIONS);
        VonMisesFisher q = new VonMisesFisher(normalized(tf, raw), kappa, dimension);
        Sampleable.Draw draw = q.sampleWithLogProb(tf, harness.noise(1, "density"), 50);
        Operand<TFloat32> again = q.logProb(tf, draw.value());
        List<float[]> run =
            harness.run(
                List.of(
                    draw.logProb(),
                    again,
                    harness.gradient(draw.logProb(), kappa),
                    harness.gradient(again, kappa),
                    harness.gradient(again, raw)));
        for (int i = 0; i < run.get(0).length; i++) {
          // The draw's own rounding, 10⁻⁷ in each direction, times κ‖x − μ‖ ≤ 180.
          assertEquals(run.get(1)[i], run.get(0)[i], 1e-4, "D = " + dimension);
        }
        for (int b = 0; b < BATCH; b++) {
          assertEquals(run.get(3)[b], run.get(2)[b], 1e-4 * (1 + Math.abs(run.get(2)[b])));
        }
        for (float byLoc : run.get(4)) {
          assertEquals(0, byLoc, 2e-3); // The draw moves along: 50 terms of order 90 cancel.
        }
      }
    }
  }

  @Test
  void gradientsPassThroughDraws() {
    for (int dimension : List.of(2, 3, 10)) {
      try (GraphHarness harness = new GraphHarness()) {
        Ops tf = harness.tf();
        Operand<TFloat32> raw =
            harness.input(Shape.of(BATCH, dimension), Draws.normal("raw", BATCH * dimension, 0, 1));
        Operand<TFloat32> kappa = harness.input(Shape.of(BATCH, 1), CONCENTRATIONS);
        Sampleable.Draw draw =
            new VonMisesFisher(normalized(tf, raw), kappa, dimension)
                .sampleWithLogProb(tf, harness.noise(1, "paths"), SAMPLES);
        Operand<TFloat32> function =
            tf.math.add(tf.math.sin(draw.value()), tf.math.exp(draw.value()));
        for (Operand<TFloat32> parameter : List.of(raw, kappa)) {
          float[] actual = harness.run(harness.gradient(function, parameter));
          // The noise is a function of the step: both sides of a difference see the same.
          double[] expected = FiniteDifferences.gradient(harness, function, parameter);
          for (int i = 0; i < actual.length; i++) {
            // Values up to 3, some ten of which move: rounding of 10⁻⁶ times 1.5 / h ≈ 100.
            assertEquals(
                expected[i], actual[i], 3e-4 * (1 + Math.abs(expected[i])), "D = " + dimension);
          }
        }
      }
    }
  }

  @Test
  void thePathGradientOfTheMeanIsItsDerivative() {
    int rows = 4000;
    double[][] cases = {{2, 0.5}, {2, 30}, {3, 2}, {10, 5}, {50, 1}, {50, 50}, {50, 500}};
    for (double[] at : cases) {
      int dimension = (int) at[0];
      try (GraphHarness harness = new GraphHarness()) {
        Ops tf = harness.tf();
        // A κ for each draw, so that each has a gradient of its own.
        float[] kappas = new float[rows];
        Arrays.fill(kappas, (float) at[1]);
        Operand<TFloat32> kappa = harness.input(Shape.of(rows, 1), kappas);
        Operand<TFloat32> loc = harness.input(Shape.of(dimension), units("axis", 1, dimension));
        Operand<TFloat32> value =
            new VonMisesFisher(loc, kappa, dimension)
                .sampleWithLogProb(tf, harness.noise(1, "path"), 1)
                .value();
        Operand<TFloat32> cosine = Sphere.sumOverAxes(tf, tf.math.mul(value, loc));
        String what = "D = " + dimension + ", κ = " + at[1];
        List<float[]> gradients =
            harness.run(
                List.of(
                    harness.gradient(cosine, kappa),
                    harness.gradient(tf.math.square(cosine), kappa)));
        // A′(κ) is the variance of w.
        MonteCarlo.of(gradients.get(0))
            .assertExpectation(variance(dimension, at[1]), what + ": dE[w]/dκ");
        // d/dκ E[w²] = Cov(w², w), by the score of the exponential family.
        double mean = meanCosine(dimension, at[1]);
        double second = HostSphere.expectation(dimension, at[1], t -> Math.cos(t) * Math.cos(t));
        double covariance =
            HostSphere.expectation(
                    dimension, at[1], t -> Math.cos(t) * Math.cos(t) * (1 + Math.cos(t)))
                - second
                - second * mean;
        MonteCarlo.of(gradients.get(1)).assertExpectation(covariance, what + ": dE[w²]/dκ");
      }
    }
  }

  @Test
  void detachedPassesNoGradientToItsParameters() {
    int dimension = 4;
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      VonMisesFisher q = create(harness, dimension);
      Operand<TFloat32> value =
          harness.input(Shape.of(BATCH, dimension), units("values", BATCH, dimension));
      Operand<TFloat32> live = q.logProb(tf, value);
      Operand<TFloat32> detached = q.detached(tf).logProb(tf, value);
      assertArrayEquals(harness.run(live), harness.run(detached));
      assertArrayEquals(
          harness.run(harness.gradient(live, value)),
          harness.run(harness.gradient(detached, value)));
      assertArrayEquals(
          new float[BATCH * dimension], harness.run(harness.gradient(detached, q.loc())));
      assertArrayEquals(new float[BATCH], harness.run(harness.gradient(detached, q.kappa())));
    }
  }

  @Test
  void twoCallsAreIndependentAndAStepRepeats() {
    try (GraphHarness harness = new GraphHarness()) {
      VonMisesFisher q = create(harness, 3);
      NoiseSource noise = harness.noise(1, "calls");
      Operand<TFloat32> one = q.sampleWithLogProb(harness.tf(), noise, 1).value();
      Operand<TFloat32> two = q.sampleWithLogProb(harness.tf(), noise, 1).value();
      float[] first = harness.run(one);
      assertFalse(Arrays.equals(first, harness.run(two)));
      assertArrayEquals(first, harness.run(one));
      harness.setStep(1);
      assertFalse(Arrays.equals(first, harness.run(one)));
    }
  }

  @Test
  void extremeConcentrationsAreFinite() {
    float[] extreme = {0, 1e-30f, 1e-3f, 1e4f, 1e8f, 1e20f};
    for (int dimension : List.of(2, 3, 500)) {
      try (GraphHarness harness = new GraphHarness()) {
        Ops tf = harness.tf();
        Operand<TFloat32> kappa = harness.input(Shape.of(extreme.length, 1), extreme);
        Operand<TFloat32> loc =
            harness.input(
                Shape.of(extreme.length, dimension), units("loc", extreme.length, dimension));
        VonMisesFisher q = new VonMisesFisher(loc, kappa, dimension);
        Sampleable.Draw draw = q.sampleWithLogProb(tf, harness.noise(1, "extreme"), 20);
        List<Operand<TFloat32>> results =
            List.of(
                draw.value(),
                draw.logProb(),
                q.mean(tf),
                q.logProb(tf, loc),
                harness.gradient(draw.value(), kappa),
                harness.gradient(draw.value(), loc),
                harness.gradient(draw.logProb(), kappa),
                harness.gradient(q.logProb(tf, loc), kappa));
        List<float[]> run = harness.run(results);
        for (int r = 0; r < run.size(); r++) {
          for (float value : run.get(r)) {
            assertTrue(Float.isFinite(value), "D = " + dimension + ", result " + r);
          }
        }
        // Without concentration, the uniform density; with much, E[κ(1 − w)] = (D − 1)/2.
        assertEquals(-HostSphere.logArea(dimension), run.get(1)[0], 1e-6 * (1 + 3 * dimension));
      }
    }
  }

  @Test
  void aDimensionOfOneIsRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> loc = harness.input(Shape.of(1), 1);
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> new VonMisesFisher(loc, loc, 1));
      assertEquals(
          "a von Mises-Fisher distribution needs a dimension of at least 2, where the sphere is a"
              + " circle, not 1",
          error.getMessage());
    }
  }
}

package org.lowerbound.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Longs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What holds for every distribution over vectors whose components may depend on each other. */
public abstract class JointDistributionContract {
  protected static final int BATCH = 3;
  protected static final int SAMPLES = 4;
  private static final int DIMENSION = 3;
  private static final int MANY = 20_000;

  /** The leading axes of parameters that serve values {@code [SAMPLES, BATCH, D]}. */
  private static final List<Shape> LEADING_AXES =
      List.of(
          Shape.of(SAMPLES, BATCH),
          Shape.of(BATCH), // as an encoder's, for all draws
          Shape.scalar(), // as a prior's, for the batch, too
          Shape.of(1),
          Shape.of(SAMPLES, 1),
          Shape.of(1, BATCH));

  /** Returns the shapes of one distribution's parameters. */
  protected abstract List<Shape> parameterShapes(int dimension);

  /** Returns the values of one parameter, at unremarkable places. */
  protected abstract float[] parameter(int index, int count);

  /** Builds the distributions. */
  protected abstract Sampleable create(Ops tf, List<Operand<TFloat32>> parameters, int dimension);

  /** Returns the density in double precision, straight from its definition. */
  protected abstract HostDensity host(List<double[]> parameters, int dimension);

  /** Returns parameters in two dimensions at the ends of their range. */
  protected abstract List<List<float[]>> extremeParameters();

  private List<Operand<TFloat32>> parameters(GraphHarness harness, Shape leading, int dimension) {
    List<Shape> shapes = parameterShapes(dimension);
    ImmutableList.Builder<Operand<TFloat32>> parameters = ImmutableList.builder();
    for (int p = 0; p < shapes.size(); p++) {
      Shape shape = concat(leading, shapes.get(p));
      parameters.add(harness.input(shape, parameter(p, (int) shape.size())));
    }
    return parameters.build();
  }

  private static Shape concat(Shape leading, Shape rest) {
    return Shape.of(Longs.concat(leading.asArray(), rest.asArray()));
  }

  /** Returns the parameters of one of the distributions. */
  private List<double[]> row(
      GraphHarness harness, List<Operand<TFloat32>> parameters, int row, int dimension) {
    List<Shape> shapes = parameterShapes(dimension);
    List<double[]> rows = new ArrayList<>();
    for (int p = 0; p < parameters.size(); p++) {
      rows.add(slice(harness.get(parameters.get(p)), row, (int) shapes.get(p).size()));
    }
    return rows;
  }

  private static double[] slice(float[] values, int row, int length) {
    double[] slice = new double[length];
    for (int i = 0; i < length; i++) {
      slice[i] = values[row * length + i];
    }
    return slice;
  }

  private static float[] values(int count) {
    return Draws.normal("values", count, 0.3, 1);
  }

  /** Returns the distribution that belongs to a row of {@code [SAMPLES, BATCH]}. */
  private static int distribution(Shape leading, int row) {
    int axes = leading.numDimensions();
    boolean ofBatch = axes > 0 && leading.get(axes - 1) == BATCH;
    boolean ofDraws = axes > 1 && leading.get(0) == SAMPLES;
    return (ofBatch ? row % BATCH : 0) + (ofDraws ? row / BATCH * (ofBatch ? BATCH : 1) : 0);
  }

  /**
   * Some hundred operations on terms of order 1 to 10, each with a relative error of 2⁻²⁴ ≈ 6·10⁻⁸.
   */
  private static double tolerance(int dimension, double logProb) {
    return 3e-6 * (dimension + Math.abs(logProb));
  }

  /** A gradient has as many operations again, and terms that cancel. */
  private static void assertClose(double expected, double actual, String what) {
    assertEquals(expected, actual, 1e-4 * (1 + Math.abs(expected)), what);
  }

  @Test
  final void logProbIsThatOfTheDefinition() {
    for (int dimension : List.of(1, 2, 6)) {
      try (GraphHarness harness = new GraphHarness()) {
        List<Operand<TFloat32>> parameters = parameters(harness, Shape.of(BATCH), dimension);
        float[] values = values(BATCH * dimension);
        Sampleable p = create(harness.tf(), parameters, dimension);
        assertEquals(dimension, p.dimension());
        Operand<TFloat32> logProb =
            p.logProb(harness.tf(), harness.input(Shape.of(BATCH, dimension), values));
        assertEquals(Shape.of(BATCH), harness.shape(logProb));
        float[] actual = harness.run(logProb);
        for (int b = 0; b < BATCH; b++) {
          double expected =
              host(row(harness, parameters, b, dimension), dimension)
                  .logProb(slice(values, b, dimension));
          assertEquals(expected, actual[b], tolerance(dimension, expected), "D = " + dimension);
        }
      }
    }
  }

  @Test
  final void parametersAreSharedByValuesWithMoreRows() {
    for (Shape leading : LEADING_AXES) {
      compare(leading, Shape.of(SAMPLES, BATCH));
    }
  }

  @Test
  final void valuesAreSharedByDistributionsWithMoreRows() {
    compare(Shape.of(SAMPLES, BATCH), Shape.of(BATCH));
    compare(Shape.of(SAMPLES, BATCH), Shape.scalar());
  }

  /** Compares densities and all gradients with those of the definition. */
  private void compare(Shape leading, Shape leadingOfValues) {
    String what = leading + " for " + leadingOfValues;
    int rows = SAMPLES * BATCH;
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      List<Operand<TFloat32>> parameters = parameters(harness, leading, DIMENSION);
      float[] values = values((int) leadingOfValues.size() * DIMENSION);
      Operand<TFloat32> value = harness.input(concat(leadingOfValues, Shape.of(DIMENSION)), values);
      Operand<TFloat32> logProb = create(tf, parameters, DIMENSION).logProb(tf, value);
      assertEquals(Shape.of(SAMPLES, BATCH), harness.shape(logProb), what);
      // A weight of its own for each density, as an importance weight is.
      float[] weights = Draws.normal("weights", rows, 0, 1);
      Operand<TFloat32> weighted =
          tf.math.mul(logProb, harness.input(Shape.of(SAMPLES, BATCH), weights));
      float[] actual = harness.run(logProb);
      double[][] ofParameters = new double[parameters.size()][];
      for (int p = 0; p < parameters.size(); p++) {
        ofParameters[p] = new double[harness.get(parameters.get(p)).length];
      }
      double[] ofValues = new double[values.length];
      for (int row = 0; row < rows; row++) {
        int distribution = distribution(leading, row);
        int at = distribution(leadingOfValues, row);
        List<double[]> own = row(harness, parameters, distribution, DIMENSION);
        double[] x = slice(values, at, DIMENSION);
        double expected = host(own, DIMENSION).logProb(x);
        assertEquals(expected, actual[row], tolerance(DIMENSION, expected), what);
        for (int p = 0; p < own.size(); p++) {
          for (int i = 0; i < own.get(p).length; i++) {
            ofParameters[p][distribution * own.get(p).length + i] +=
                weights[row] * byParameter(own, p, i, x);
          }
        }
        for (int d = 0; d < DIMENSION; d++) {
          int moved = d;
          ofValues[at * DIMENSION + d] +=
              weights[row]
                  * FiniteDifferences.derivative(
                      v -> host(own, DIMENSION).logProb(with(x, moved, v)), x[d]);
        }
      }
      for (int p = 0; p < parameters.size(); p++) {
        assertGradient(harness, weighted, parameters.get(p), ofParameters[p], what);
      }
      assertGradient(harness, weighted, value, ofValues, what);
    }
  }

  private double byParameter(List<double[]> parameters, int moved, int index, double[] x) {
    return FiniteDifferences.derivative(
        v -> {
          List<double[]> at = new ArrayList<>(parameters);
          at.set(moved, with(parameters.get(moved), index, v));
          return host(at, DIMENSION).logProb(x);
        },
        parameters.get(moved)[index]);
  }

  private static double[] with(double[] values, int index, double value) {
    double[] changed = values.clone();
    changed[index] = value;
    return changed;
  }

  private static void assertGradient(
      GraphHarness harness,
      Operand<TFloat32> y,
      Operand<TFloat32> x,
      double[] expected,
      String what) {
    float[] actual = harness.run(harness.gradient(y, x));
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      assertClose(expected[i], actual[i], what);
    }
  }

  @Test
  final void integratesToOne() {
    int points = 300;
    try (GraphHarness harness = new GraphHarness()) {
      List<Operand<TFloat32>> parameters = parameters(harness, Shape.scalar(), 2);
      HostDensity host = host(row(harness, parameters, 0, 2), 2);
      double[] step = new double[2];
      for (int d = 0; d < 2; d++) {
        // Beyond 7σ of the whole no component that makes up a third of it has 10⁻⁶ of its mass.
        step[d] = 14 * Math.sqrt(host.covariance()[d][d]) / points;
      }
      float[] grid = new float[2 * points * points];
      for (int i = 0; i < points * points; i++) {
        grid[2 * i] = (float) (host.mean()[0] + (i % points - points / 2) * step[0]);
        grid[2 * i + 1] = (float) (host.mean()[1] + (i / points - points / 2) * step[1]);
      }
      Operand<TFloat32> logProb =
          create(harness.tf(), parameters, 2)
              .logProb(harness.tf(), harness.input(Shape.of(grid.length / 2, 2), grid));
      double integral = 0;
      for (float value : harness.run(logProb)) {
        integral += Math.exp(value) * step[0] * step[1];
      }
      assertEquals(1, integral, 1e-5); // 3·10⁻⁶ for each density.
    }
  }

  @Test
  final void eachDrawHasTheMomentsOfTheDefinition() {
    try (GraphHarness harness = new GraphHarness()) {
      // The draws for one element of the batch may depend on each other, those for two may not.
      Ops tf = harness.tf();
      List<Operand<TFloat32>> parameters = parameters(harness, Shape.scalar(), DIMENSION);
      ImmutableList.Builder<Operand<TFloat32>> repeated = ImmutableList.builder();
      for (int p = 0; p < parameters.size(); p++) {
        Shape shape = concat(Shape.of(MANY), parameterShapes(DIMENSION).get(p));
        repeated.add(tf.broadcastTo(parameters.get(p), tf.constant(shape)));
      }
      int draws = 2;
      Sampleable.Draw draw =
          create(tf, repeated.build(), DIMENSION)
              .sampleWithLogProb(tf, harness.noise(1, "moments"), draws);
      float[] values = harness.run(draw.value());
      HostDensity host = host(row(harness, parameters, 0, DIMENSION), DIMENSION);
      for (int k = 0; k < draws; k++) {
        float[] ofDraw =
            Arrays.copyOfRange(values, k * MANY * DIMENSION, (k + 1) * MANY * DIMENSION);
        assertMoments(host, ofDraw);
      }
    }
  }

  private static void assertMoments(HostDensity host, float[] values) {
    double[] mean = host.mean();
    for (int i = 0; i < DIMENSION; i++) {
      double[] deviations = new double[MANY];
      for (int b = 0; b < MANY; b++) {
        deviations[b] = values[b * DIMENSION + i] - mean[i];
      }
      MonteCarlo.of(deviations).assertExpectation(0, "mean");
      for (int j = 0; j <= i; j++) {
        double[] products = new double[MANY];
        for (int b = 0; b < MANY; b++) {
          products[b] = deviations[b] * (values[b * DIMENSION + j] - mean[j]);
        }
        MonteCarlo.of(products).assertExpectation(host.covariance()[i][j], "covariance");
      }
    }
  }

  @Test
  final void drawsHaveTheLeadingAxesOfTheirParameters() {
    for (Shape leading : List.of(Shape.scalar(), Shape.of(BATCH), Shape.of(2, BATCH))) {
      try (GraphHarness harness = new GraphHarness()) {
        List<Operand<TFloat32>> parameters = parameters(harness, leading, DIMENSION);
        Sampleable.Draw draw =
            create(harness.tf(), parameters, DIMENSION)
                .sampleWithLogProb(harness.tf(), harness.noise(1, "draw"), SAMPLES);
        Shape rows = concat(Shape.of(SAMPLES), leading);
        assertEquals(concat(rows, Shape.of(DIMENSION)), harness.shape(draw.value()));
        assertEquals(rows, harness.shape(draw.logProb()));
      }
    }
  }

  @Test
  final void aDrawComesWithItsOwnDensityAndItsGradient() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      List<Operand<TFloat32>> parameters = parameters(harness, Shape.of(BATCH), DIMENSION);
      Sampleable q = create(tf, parameters, DIMENSION);
      Sampleable.Draw draw = q.sampleWithLogProb(tf, harness.noise(1, "density"), SAMPLES);
      Operand<TFloat32> again = q.logProb(tf, draw.value());
      List<float[]> both = harness.run(List.of(draw.logProb(), again));
      for (int i = 0; i < both.get(0).length; i++) {
        // Standardising a draw loses about 10⁻⁶ of it, which its square of up to 16 multiplies.
        assertEquals(both.get(1)[i], both.get(0)[i], 5e-5);
      }
      for (Operand<TFloat32> parameter : parameters) {
        float[] ofDraw = harness.run(harness.gradient(draw.logProb(), parameter));
        float[] ofValue = harness.run(harness.gradient(again, parameter));
        for (int i = 0; i < ofDraw.length; i++) {
          // The long way is a sum of terms of order 10 that cancel.
          assertEquals(ofValue[i], ofDraw[i], 1e-4 * (1 + Math.abs(ofDraw[i])));
        }
      }
    }
  }

  @Test
  final void gradientsPassThroughDrawsThatAreReparameterizedAndNoOthers() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      List<Operand<TFloat32>> parameters = parameters(harness, Shape.of(BATCH), DIMENSION);
      Sampleable q = create(tf, parameters, DIMENSION);
      Operand<TFloat32> value = q.sampleWithLogProb(tf, harness.noise(1, "paths"), SAMPLES).value();
      Operand<TFloat32> function = tf.math.add(tf.math.sin(value), tf.math.square(value));
      double largest = 0;
      for (Operand<TFloat32> parameter : parameters) {
        float[] actual = harness.run(harness.gradient(function, parameter));
        if (!(q instanceof Reparameterized)) {
          assertArrayEquals(new float[actual.length], actual);
          continue;
        }
        // The noise is a function of the step: both sides of a difference see the same.
        double[] expected = FiniteDifferences.gradient(harness, function, parameter);
        for (int i = 0; i < actual.length; i++) {
          // Sums of values up to 10: rounding of 10⁻⁶ times 1.5 / h ≈ 100.
          assertEquals(expected[i], actual[i], 5e-4 * (1 + Math.abs(expected[i])));
          largest = Math.max(largest, Math.abs(expected[i]));
        }
      }
      assertEquals(q instanceof Reparameterized, largest > 1);
    }
  }

  @Test
  final void aDetachedDensityHasTheSameGradientByItsValueAndNoneByItsParameters() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      List<Operand<TFloat32>> parameters = parameters(harness, Shape.of(BATCH), DIMENSION);
      Operand<TFloat32> value =
          harness.input(Shape.of(BATCH, DIMENSION), values(BATCH * DIMENSION));
      Sampleable q = create(tf, parameters, DIMENSION);
      if (q instanceof Reparameterized reparameterized) {
        Operand<TFloat32> live = q.logProb(tf, value);
        Operand<TFloat32> detached = reparameterized.detached(tf).logProb(tf, value);
        assertArrayEquals(harness.run(live), harness.run(detached));
        assertArrayEquals(
            harness.run(harness.gradient(live, value)),
            harness.run(harness.gradient(detached, value)));
        for (Operand<TFloat32> parameter : parameters) {
          float[] gradient = harness.run(harness.gradient(detached, parameter));
          assertArrayEquals(new float[gradient.length], gradient);
        }
      }
    }
  }

  @Test
  final void theMeanIsThatOfTheDefinition() {
    for (Shape leading : List.of(Shape.scalar(), Shape.of(BATCH))) {
      try (GraphHarness harness = new GraphHarness()) {
        List<Operand<TFloat32>> parameters = parameters(harness, leading, DIMENSION);
        WithMean q = assertInstanceOf(WithMean.class, create(harness.tf(), parameters, DIMENSION));
        Operand<TFloat32> mean = harness.tf().identity(q.mean(harness.tf()));
        assertEquals(concat(leading, Shape.of(DIMENSION)), harness.shape(mean));
        float[] actual = harness.run(mean);
        for (int row = 0; row < leading.size(); row++) {
          double[] expected = host(row(harness, parameters, row, DIMENSION), DIMENSION).mean();
          assertArrayEquals(expected, slice(actual, row, DIMENSION), 1e-6);
        }
      }
    }
  }

  @Test
  final void extremeParametersGiveFiniteDensitiesAndGradients() {
    for (List<float[]> extreme : extremeParameters()) {
      try (GraphHarness harness = new GraphHarness()) {
        Ops tf = harness.tf();
        ImmutableList.Builder<Operand<TFloat32>> builder = ImmutableList.builder();
        for (int p = 0; p < extreme.size(); p++) {
          builder.add(harness.input(parameterShapes(2).get(p), extreme.get(p)));
        }
        List<Operand<TFloat32>> parameters = builder.build();
        Sampleable q = create(tf, parameters, 2);
        Operand<TFloat32> values = harness.input(Shape.of(3, 2), 0, 0, 1, -2, 100, 30);
        Sampleable.Draw draw = q.sampleWithLogProb(tf, harness.noise(1, "extreme"), SAMPLES);
        List<Operand<TFloat32>> fetches = new ArrayList<>();
        for (Operand<TFloat32> density : List.of(q.logProb(tf, values), draw.logProb())) {
          fetches.add(density);
          parameters.forEach(parameter -> fetches.add(harness.gradient(density, parameter)));
        }
        fetches.add(draw.value());
        for (float[] fetched : harness.run(fetches)) {
          for (float number : fetched) {
            assertTrue(
                Float.isFinite(number),
                () -> number + " for " + extreme.stream().map(Arrays::toString).toList());
          }
        }
      }
    }
  }

  @Test
  final void shapesNeedNotBeKnownBeforeTheGraphRuns() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      List<Operand<TFloat32>> parameters = parameters(harness, Shape.of(BATCH), DIMENSION);
      Shape shape = Shape.of(SAMPLES, BATCH, DIMENSION);
      Operand<TFloat32> value = harness.input(shape, values((int) shape.size()));
      List<Operand<TFloat32>> unknown = parameters.stream().map(p -> unknown(tf, p)).toList();
      Sampleable known = create(tf, parameters, DIMENSION);
      Sampleable q = create(tf, unknown, DIMENSION);
      Operand<TFloat32> expected = known.logProb(tf, value);
      Operand<TFloat32> actual = q.logProb(tf, unknown(tf, value));
      assertArrayEquals(harness.run(expected), harness.run(actual));
      Sampleable.Draw expectedDraw = known.sampleWithLogProb(tf, harness.noise(1, "k"), SAMPLES);
      Sampleable.Draw draw = q.sampleWithLogProb(tf, harness.noise(1, "k"), SAMPLES);
      assertArrayEquals(harness.run(expectedDraw.value()), harness.run(draw.value()));
      assertArrayEquals(harness.run(expectedDraw.logProb()), harness.run(draw.logProb()));
      for (int p = 0; p < parameters.size(); p++) {
        assertArrayEquals(
            harness.run(harness.gradient(expected, parameters.get(p))),
            harness.run(harness.gradient(actual, unknown.get(p))));
        assertArrayEquals(
            harness.run(harness.gradient(expectedDraw.logProb(), parameters.get(p))),
            harness.run(harness.gradient(draw.logProb(), unknown.get(p))));
      }
    }
  }

  private static Operand<TFloat32> unknown(Ops tf, Operand<TFloat32> x) {
    return tf.placeholderWithDefault(x, Shape.unknown());
  }

  @Test
  final void twoCallsAreIndependentAndAStepRepeats() {
    try (GraphHarness harness = new GraphHarness()) {
      List<Operand<TFloat32>> parameters = parameters(harness, Shape.of(BATCH), DIMENSION);
      Sampleable q = create(harness.tf(), parameters, DIMENSION);
      var noise = harness.noise(1, "calls");
      Operand<TFloat32> one = q.sampleWithLogProb(harness.tf(), noise, 1).value();
      Operand<TFloat32> two = q.sampleWithLogProb(harness.tf(), noise, 1).value();
      float[] first = harness.run(one);
      assertFalse(Arrays.equals(first, harness.run(two)));
      assertArrayEquals(first, harness.run(one));
      harness.setStep(1);
      assertFalse(Arrays.equals(first, harness.run(one)));
    }
  }
}

package org.lowerbound.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Doubles;
import com.google.common.primitives.Floats;
import com.google.common.primitives.Longs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What holds for every distribution whose parameters have the shape of an event. */
public abstract class DistributionContract {
  protected static final int BATCH = 3;
  protected static final int SAMPLES = 4;

  /** Returns the dimensions to test with. */
  protected abstract List<Integer> dimensions();

  /** Returns the number of parameters of a component. */
  protected abstract int parameterCount();

  /** Returns the values of one parameter, at unremarkable places. */
  protected abstract float[] parameter(int index, int count);

  /** Returns values of the support. */
  protected abstract float[] values(int count);

  /** Builds the distribution. */
  protected abstract Distribution create(List<Operand<TFloat32>> parameters, int dimension);

  /** Returns log p of one component in double precision, straight from its definition. */
  protected abstract double logProb(double[] parameters, double value);

  /** Returns parameters at the ends of their range, one row for each case. */
  protected abstract List<double[]> extremeParameters();

  /** Returns values to score under extreme parameters. */
  protected abstract double[] extremeValues(double[] parameters);

  /**
   * Returns the allowed relative error of an integral over the support. A log-density is exact to
   * about 10⁻⁶ of itself, and it is some −10 where mass is left.
   */
  protected double integrationTolerance() {
    return 1e-5;
  }

  /** Returns where a component under unremarkable parameters has its mass. */
  protected Support support() {
    return Support.reals();
  }

  /** Returns whether log p is a differentiable function of the value. */
  protected abstract boolean differentiableInValue();

  /**
   * Returns the allowed error of a sum over components. Each term is of order 1 and the result of
   * some ten operations, each with a relative error of 2⁻²⁴ ≈ 6·10⁻⁸.
   */
  protected static double tolerance(int dimension, double logProb) {
    return 1e-6 * (dimension + Math.abs(logProb));
  }

  protected final List<Operand<TFloat32>> parameters(GraphHarness harness, Shape shape) {
    ImmutableList.Builder<Operand<TFloat32>> parameters = ImmutableList.builder();
    for (int p = 0; p < parameterCount(); p++) {
      parameters.add(harness.input(shape, parameter(p, (int) shape.size())));
    }
    return parameters.build();
  }

  /** Returns log p of the vector that starts at {@code p} and {@code v}. */
  protected final double hostLogProb(
      List<float[]> parameters, int p, float[] values, int v, int dimension) {
    double sum = 0;
    double[] component = new double[parameters.size()];
    for (int d = 0; d < dimension; d++) {
      for (int i = 0; i < component.length; i++) {
        component[i] = parameters.get(i)[p + d];
      }
      sum += logProb(component, values[v + d]);
    }
    return sum;
  }

  @Test
  final void logProbIsThatOfTheDefinition() {
    for (int dimension : dimensions()) {
      try (GraphHarness harness = new GraphHarness()) {
        List<Operand<TFloat32>> parameters = parameters(harness, Shape.of(BATCH, dimension));
        float[] values = values(BATCH * dimension);
        Operand<TFloat32> logProb =
            create(parameters, dimension)
                .logProb(harness.tf(), harness.input(Shape.of(BATCH, dimension), values));
        float[] actual = harness.run(logProb);
        List<float[]> host = parameters.stream().map(harness::get).toList();
        for (int b = 0; b < BATCH; b++) {
          double expected = hostLogProb(host, b * dimension, values, b * dimension, dimension);
          assertEquals(expected, actual[b], tolerance(dimension, expected), "D = " + dimension);
        }
        assertEquals(Shape.of(BATCH), harness.shape(logProb));
      }
    }
  }

  @Test
  final void drawsAndBatchAreNotReduced() {
    int dimension = dimensions().get(1);
    try (GraphHarness harness = new GraphHarness()) {
      Shape shape = Shape.of(SAMPLES, BATCH, dimension);
      List<Operand<TFloat32>> parameters = parameters(harness, shape);
      float[] values = values((int) shape.size());
      Operand<TFloat32> logProb =
          create(parameters, dimension).logProb(harness.tf(), harness.input(shape, values));
      assertEquals(Shape.of(SAMPLES, BATCH), harness.shape(logProb));
      float[] actual = harness.run(logProb);
      List<float[]> host = parameters.stream().map(harness::get).toList();
      for (int i = 0; i < actual.length; i++) {
        double expected = hostLogProb(host, i * dimension, values, i * dimension, dimension);
        assertEquals(expected, actual[i], tolerance(dimension, expected));
      }
    }
  }

  @Test
  final void aValueIsSharedByAllDraws() {
    int dimension = dimensions().get(1);
    try (GraphHarness harness = new GraphHarness()) {
      List<Operand<TFloat32>> parameters = parameters(harness, Shape.of(SAMPLES, BATCH, dimension));
      float[] values = values(BATCH * dimension);
      Operand<TFloat32> logProb =
          create(parameters, dimension)
              .logProb(harness.tf(), harness.input(Shape.of(BATCH, dimension), values));
      assertEquals(Shape.of(SAMPLES, BATCH), harness.shape(logProb));
      float[] actual = harness.run(logProb);
      List<float[]> host = parameters.stream().map(harness::get).toList();
      for (int i = 0; i < actual.length; i++) {
        double expected =
            hostLogProb(host, i * dimension, values, (i % BATCH) * dimension, dimension);
        assertEquals(expected, actual[i], tolerance(dimension, expected));
      }
    }
  }

  @Test
  final void gradientsAreThoseOfTheDefinition() {
    int dimension = dimensions().get(1);
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Shape shape = Shape.of(SAMPLES, BATCH, dimension);
      List<Operand<TFloat32>> parameters = parameters(harness, shape);
      float[] values = values((int) shape.size());
      Operand<TFloat32> value = harness.input(shape, values);
      // A weight of its own for each density, as an importance weight is.
      float[] weights = Draws.normal("weights", SAMPLES * BATCH, 0, 1);
      Operand<TFloat32> weighted =
          tf.math.mul(
              create(parameters, dimension).logProb(tf, value),
              harness.input(Shape.of(SAMPLES, BATCH), weights));
      List<float[]> host = parameters.stream().map(harness::get).toList();
      List<float[]> gradients = harness.run(harness.gradients(weighted, parameters));
      for (int p = 0; p < parameters.size(); p++) {
        float[] actual = gradients.get(p);
        assertEquals(shape.size(), actual.length);
        for (int i = 0; i < actual.length; i++) {
          int moved = p;
          double[] component = component(host, i);
          float x = values[i];
          double expected =
              weights[i / dimension]
                  * FiniteDifferences.derivative(
                      v -> {
                        double[] at = component.clone();
                        at[moved] = v;
                        return logProb(at, x);
                      },
                      component[p]);
          assertClose(expected, actual[i]);
        }
      }
      if (differentiableInValue()) {
        float[] actual = harness.run(harness.gradient(weighted, value));
        for (int i = 0; i < actual.length; i++) {
          double[] component = component(host, i);
          double expected =
              weights[i / dimension]
                  * FiniteDifferences.derivative(v -> logProb(component, v), values[i]);
          assertClose(expected, actual[i]);
        }
      }
    }
  }

  @Test
  final void parametersAreSharedByValuesWithMoreRows() {
    int dimension = dimensions().get(1);
    Shape shape = Shape.of(SAMPLES, BATCH, dimension);
    for (Shape shared :
        List.of(
            Shape.of(BATCH, dimension), // as an encoder's, for all draws
            Shape.of(dimension), // as a prior's, for the batch, too
            Shape.of(1, dimension),
            Shape.of(SAMPLES, 1, dimension),
            Shape.of(1, BATCH, dimension))) {
      try (GraphHarness harness = new GraphHarness()) {
        Ops tf = harness.tf();
        List<Operand<TFloat32>> parameters = parameters(harness, shared);
        float[] values = values((int) shape.size());
        float[] weights = Draws.normal("weights", SAMPLES * BATCH, 0, 1);
        Operand<TFloat32> logProb =
            create(parameters, dimension).logProb(tf, harness.input(shape, values));
        Operand<TFloat32> weighted =
            tf.math.mul(logProb, harness.input(Shape.of(SAMPLES, BATCH), weights));
        List<float[]> host = parameters.stream().map(harness::get).toList();
        List<Operand<TFloat32>> nodes = harness.gradients(weighted, parameters);
        ImmutableList.Builder<Operand<TFloat32>> fetches = ImmutableList.builder();
        fetches.add(logProb).addAll(nodes);
        nodes.forEach(node -> fetches.add(tf.dtypes.cast(tf.shape(node), TFloat32.class)));
        List<float[]> run = harness.run(fetches.build()); // One run: each prepares the graph again.
        float[] actual = run.get(0);
        double[][] expected = new double[parameters.size()][(int) shared.size()];
        for (int row = 0; row < actual.length; row++) {
          int start = start(shared, row) * dimension;
          double of = hostLogProb(host, start, values, row * dimension, dimension);
          assertEquals(of, actual[row], tolerance(dimension, of), shared.toString());
          for (int d = 0; d < dimension; d++) {
            double[] component = component(host, start + d);
            float x = values[row * dimension + d];
            for (int p = 0; p < parameters.size(); p++) {
              int moved = p;
              expected[p][start + d] +=
                  weights[row]
                      * FiniteDifferences.derivative(
                          v -> {
                            double[] at = component.clone();
                            at[moved] = v;
                            return logProb(at, x);
                          },
                          component[p]);
            }
          }
        }
        for (int p = 0; p < parameters.size(); p++) {
          assertArrayEquals(
              Floats.toArray(Longs.asList(shared.asArray())), run.get(1 + nodes.size() + p));
          float[] gradients = run.get(1 + p);
          for (int i = 0; i < gradients.length; i++) {
            assertClose(expected[p][i], gradients[i]);
          }
        }
      }
    }
  }

  /** Returns the row of parameters that belongs to a row of {@code [SAMPLES, BATCH]}. */
  private static int start(Shape shared, int row) {
    int axes = shared.numDimensions();
    boolean ofBatch = axes > 1 && shared.get(axes - 2) == BATCH;
    boolean ofDraws = axes > 2 && shared.get(0) == SAMPLES;
    return (ofBatch ? row % BATCH : 0) + (ofDraws ? row / BATCH * (ofBatch ? BATCH : 1) : 0);
  }

  @Test
  final void componentsSumToTheDensity() {
    int dimension = dimensions().get(1);
    try (GraphHarness harness = new GraphHarness()) {
      Shape shape = Shape.of(SAMPLES, BATCH, dimension);
      float[] values = values((int) shape.size());
      Operand<TFloat32> value = harness.input(shape, values);
      List<Operand<TFloat32>> parameters = parameters(harness, Shape.of(BATCH, dimension));
      Factorized factorized = assertInstanceOf(Factorized.class, create(parameters, dimension));
      Operand<TFloat32> components = factorized.logProbPerComponent(harness.tf(), value);
      assertEquals(shape, harness.shape(components));
      float[] each = harness.run(components);
      float[] all = harness.run(factorized.logProb(harness.tf(), value));
      List<float[]> host = parameters.stream().map(harness::get).toList();
      for (int row = 0; row < all.length; row++) {
        double sum = 0;
        for (int i = row * dimension; i < (row + 1) * dimension; i++) {
          double expected = logProb(component(host, i % (BATCH * dimension)), values[i]);
          assertEquals(expected, each[i], tolerance(1, expected));
          sum += each[i];
        }
        assertEquals(sum, all[row], tolerance(dimension, sum));
      }
    }
  }

  @Test
  final void theDensityHasMassOneAndTheMomentsThatAreClaimed() {
    int dimension = dimensions().get(1);
    int components = BATCH * dimension;
    Support support = support();
    int points = support.points().length();
    float[] values = new float[points * components];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) support.points().get(i / components);
    }
    try (GraphHarness harness = new GraphHarness()) {
      Distribution p = create(parameters(harness, Shape.of(BATCH, dimension)), dimension);
      Factorized factorized = assertInstanceOf(Factorized.class, p);
      float[] logProb =
          harness.run(
              factorized.logProbPerComponent(
                  harness.tf(), harness.input(Shape.of(points, BATCH, dimension), values)));
      Optional<float[]> means = moment(harness, p, WithMean.class, WithMean::mean, dimension);
      Optional<float[]> variances =
          moment(harness, p, WithVariance.class, WithVariance::variance, dimension);
      for (int c = 0; c < components; c++) {
        int component = c;
        IntToDoubleFunction density = i -> Math.exp(logProb[i * components + component]);
        double relative = integrationTolerance();
        assertEquals(1, support.integral((i, x) -> density.applyAsDouble(i)), relative, "mass");
        double mean = support.integral((i, x) -> density.applyAsDouble(i) * x);
        double size = support.integral((i, x) -> density.applyAsDouble(i) * Math.abs(x));
        means.ifPresent(all -> assertEquals(mean, all[component], relative * size, "mean"));
        double variance =
            support.integral((i, x) -> density.applyAsDouble(i) * (x - mean) * (x - mean));
        variances.ifPresent(
            all -> assertEquals(variance, all[component], relative * variance, "variance"));
      }
    }
  }

  /** Of those that can be drawn from: the mean, and the mean of log p, tell one law from others. */
  @Test
  final void drawsFollowTheDensity() {
    int draws = 4000;
    Support support = support();
    int points = support.points().length();
    try (GraphHarness harness = new GraphHarness()) {
      Distribution p = create(parameters(harness, Shape.of(BATCH, 1)), 1);
      if (!(p instanceof Sampleable sampleable)) {
        return;
      }
      float[] values = new float[points * BATCH];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) support.points().get(i / BATCH);
      }
      Sampleable.Draw draw =
          sampleable.sampleWithLogProb(harness.tf(), harness.noise(1, "draws"), draws);
      assertEquals(Shape.of(draws, BATCH, 1), harness.shape(draw.value()));
      List<float[]> run =
          harness.run(
              List.of(
                  draw.value(),
                  draw.logProb(),
                  p.logProb(harness.tf(), harness.input(Shape.of(points, BATCH, 1), values))));
      for (int b = 0; b < BATCH; b++) {
        int row = b;
        IntToDoubleFunction log = i -> run.get(2)[i * BATCH + row];
        double mean = support.integral((i, x) -> Math.exp(log.applyAsDouble(i)) * x);
        double negativeEntropy =
            support.integral(
                (i, x) -> {
                  double logProb = log.applyAsDouble(i);
                  return logProb < -100 ? 0 : Math.exp(logProb) * logProb;
                });
        MonteCarlo.of(every(run.get(0), b)).assertExpectation(mean, "mean of " + b);
        MonteCarlo.of(every(run.get(1), b)).assertExpectation(negativeEntropy, "log p of " + b);
      }
    }
  }

  private static float[] every(float[] values, int row) {
    float[] column = new float[values.length / BATCH];
    for (int i = 0; i < column.length; i++) {
      column[i] = values[i * BATCH + row];
    }
    return column;
  }

  /** Returns a moment if the distribution claims it, after a look at its shape. */
  private static <P> Optional<float[]> moment(
      GraphHarness harness,
      Distribution p,
      Class<P> claim,
      BiFunction<P, Ops, Operand<TFloat32>> moment,
      int dimension) {
    if (!claim.isInstance(p)) {
      return Optional.empty();
    }
    // A parameter itself is fed and cannot be fetched.
    Operand<TFloat32> node = harness.tf().identity(moment.apply(claim.cast(p), harness.tf()));
    assertEquals(Shape.of(BATCH, dimension), harness.shape(node));
    return Optional.of(harness.run(node));
  }

  @Test
  final void extremeParametersGiveTheRightFiniteDensity() {
    List<double[]> rows = new ArrayList<>(); // The parameters and a value, in one graph for all.
    for (double[] extreme : extremeParameters()) {
      for (double point : extremeValues(extreme)) {
        rows.add(Doubles.concat(extreme, new double[] {point}));
      }
    }
    try (GraphHarness harness = new GraphHarness()) {
      Shape shape = Shape.of(rows.size(), 1);
      List<Operand<TFloat32>> inputs =
          IntStream.range(0, parameterCount())
              .mapToObj(p -> harness.input(shape, column(rows, p)))
              .toList();
      float[] values = column(rows, parameterCount());
      Operand<TFloat32> logProb =
          create(inputs, 1).logProb(harness.tf(), harness.input(shape, values));
      ImmutableList.Builder<Operand<TFloat32>> fetches = ImmutableList.builder();
      List<float[]> run =
          harness.run(fetches.add(logProb).addAll(harness.gradients(logProb, inputs)).build());
      for (int i = 0; i < values.length; i++) {
        String where = Arrays.toString(rows.get(i));
        double expected = logProb(Arrays.copyOf(rows.get(i), parameterCount()), values[i]);
        // Relative 10⁻⁵: the square of a standardised value whose own relative error is some
        // 10⁻⁶.
        assertEquals(expected, run.get(0)[i], 1e-5 * (1 + Math.abs(expected)), where);
        for (float[] gradient : run.subList(1, run.size())) {
          assertTrue(Float.isFinite(gradient[i]), "gradient " + gradient[i] + " at " + where);
        }
      }
    }
  }

  private static float[] column(List<double[]> rows, int index) {
    return Floats.toArray(rows.stream().map(row -> row[index]).toList());
  }

  @Test
  final void knowsItsDimension() {
    try (GraphHarness harness = new GraphHarness()) {
      assertEquals(5, create(parameters(harness, Shape.of(1, 5)), 5).dimension());
    }
  }

  @Test
  final void theSameGraphGivesTheSameDensityAgain() {
    try (GraphHarness harness = new GraphHarness()) {
      int dimension = dimensions().get(1);
      Shape shape = Shape.of(BATCH, dimension);
      Operand<TFloat32> logProb =
          create(parameters(harness, shape), dimension)
              .logProb(harness.tf(), harness.input(shape, values((int) shape.size())));
      assertArrayEquals(harness.run(logProb), harness.run(logProb));
    }
  }

  private static double[] component(List<float[]> parameters, int index) {
    return parameters.stream().mapToDouble(p -> p[index]).toArray();
  }

  /** A gradient is some ten operations of 32-bit floats; the reference is exact to 10⁻⁹. */
  protected static void assertClose(double expected, double actual) {
    assertEquals(expected, actual, 1e-5 * (1 + Math.abs(expected)));
  }
}

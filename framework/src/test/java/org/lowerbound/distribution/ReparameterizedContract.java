package org.lowerbound.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What holds for every distribution with reparameterised draws. */
public abstract class ReparameterizedContract extends DistributionContract {
  private static final int DIMENSION = 2;
  private static final int MANY = 20_000;

  @Override
  protected abstract Reparameterized create(List<Operand<TFloat32>> parameters, int dimension);

  /** Returns the mean of one component. */
  protected abstract double mean(double[] parameters);

  /** Returns the variance of one component. */
  protected abstract double variance(double[] parameters);

  @Test
  final void drawsHaveTheirShapes() {
    try (GraphHarness harness = new GraphHarness()) {
      Sampleable.Draw draw = draw(harness, SAMPLES);
      assertEquals(Shape.of(SAMPLES, BATCH, DIMENSION), harness.shape(draw.value()));
      assertEquals(Shape.of(SAMPLES, BATCH), harness.shape(draw.logProb()));
    }
  }

  @Test
  final void drawsHaveTheMomentsOfTheDefinition() {
    try (GraphHarness harness = new GraphHarness()) {
      List<Operand<TFloat32>> parameters = parameters(harness, Shape.of(BATCH, DIMENSION));
      Sampleable.Draw draw =
          create(parameters, DIMENSION)
              .sampleWithLogProb(harness.tf(), harness.noise(1, "moments"), MANY);
      float[] values = harness.run(draw.value());
      int components = BATCH * DIMENSION;
      for (int c = 0; c < components; c++) {
        int index = c;
        double[] at = parameters.stream().mapToDouble(p -> harness.get(p)[index]).toArray();
        double[] column = new double[MANY];
        double[] squares = new double[MANY];
        for (int k = 0; k < MANY; k++) {
          column[k] = values[k * components + c];
          squares[k] = (column[k] - mean(at)) * (column[k] - mean(at));
        }
        MonteCarlo.of(column).assertExpectation(mean(at), "mean");
        MonteCarlo.of(squares).assertExpectation(variance(at), "variance");
      }
    }
  }

  @Test
  final void aDrawComesWithItsOwnDensity() {
    try (GraphHarness harness = new GraphHarness()) {
      List<Operand<TFloat32>> parameters = parameters(harness, Shape.of(BATCH, DIMENSION));
      Reparameterized q = create(parameters, DIMENSION);
      Sampleable.Draw draw = q.sampleWithLogProb(harness.tf(), harness.noise(1, "density"), 200);
      List<float[]> both =
          harness.run(List.of(draw.logProb(), q.logProb(harness.tf(), draw.value())));
      for (int i = 0; i < both.get(0).length; i++) {
        // Standardising a draw loses about 10⁻⁶ of it, which its square of up to 16 multiplies.
        assertEquals(both.get(1)[i], both.get(0)[i], 5e-5);
      }
    }
  }

  @Test
  final void gradientsPassThroughDraws() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      List<Operand<TFloat32>> parameters = parameters(harness, Shape.of(BATCH, DIMENSION));
      Sampleable.Draw draw =
          create(parameters, DIMENSION).sampleWithLogProb(tf, harness.noise(1, "paths"), SAMPLES);
      Operand<TFloat32> function =
          tf.math.add(tf.math.sin(draw.value()), tf.math.square(draw.value()));
      for (Operand<TFloat32> parameter : parameters) {
        float[] actual = harness.run(harness.gradient(function, parameter));
        // The noise is a function of the step: both sides of a difference see the same.
        double[] expected = FiniteDifferences.gradient(harness, function, parameter);
        for (int i = 0; i < actual.length; i++) {
          // Sums of values up to 10: rounding of 10⁻⁶ times 1.5 / h ≈ 100.
          assertEquals(expected[i], actual[i], 3e-4 * (1 + Math.abs(expected[i])));
        }
      }
    }
  }

  @Test
  final void theDensityOfADrawHasTheGradientOfTheDensityAtTheDraw() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      List<Operand<TFloat32>> parameters = parameters(harness, Shape.of(BATCH, DIMENSION));
      Reparameterized q = create(parameters, DIMENSION);
      Sampleable.Draw draw = q.sampleWithLogProb(tf, harness.noise(1, "both"), SAMPLES);
      Operand<TFloat32> again = q.logProb(tf, draw.value());
      for (Operand<TFloat32> parameter : parameters) {
        float[] ofDraw = harness.run(harness.gradient(draw.logProb(), parameter));
        float[] ofValue = harness.run(harness.gradient(again, parameter));
        for (int i = 0; i < ofDraw.length; i++) {
          // The long way is a sum of terms of order 10 that cancel.
          assertEquals(ofValue[i], ofDraw[i], 1e-4);
        }
      }
    }
  }

  @Test
  final void aDetachedDensityHasTheSameGradientByItsValueAndNoneByItsParameters() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Shape shape = Shape.of(BATCH, DIMENSION);
      List<Operand<TFloat32>> parameters = parameters(harness, shape);
      Operand<TFloat32> value = harness.input(shape, values((int) shape.size()));
      Reparameterized q = create(parameters, DIMENSION);
      Operand<TFloat32> live = q.logProb(tf, value);
      Operand<TFloat32> detached = q.detached(tf).logProb(tf, value);
      assertArrayEquals(harness.run(live), harness.run(detached));
      assertArrayEquals(
          harness.run(harness.gradient(live, value)),
          harness.run(harness.gradient(detached, value)));
      for (Operand<TFloat32> parameter : parameters) {
        assertArrayEquals(
            new float[(int) shape.size()], harness.run(harness.gradient(detached, parameter)));
      }
    }
  }

  @Test
  final void twoCallsAreIndependentAndAStepRepeats() {
    try (GraphHarness harness = new GraphHarness()) {
      List<Operand<TFloat32>> parameters = parameters(harness, Shape.of(BATCH, DIMENSION));
      Reparameterized q = create(parameters, DIMENSION);
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

  private Sampleable.Draw draw(GraphHarness harness, int samples) {
    return create(parameters(harness, Shape.of(BATCH, DIMENSION)), DIMENSION)
        .sampleWithLogProb(harness.tf(), harness.noise(1, "draw"), samples);
  }
}

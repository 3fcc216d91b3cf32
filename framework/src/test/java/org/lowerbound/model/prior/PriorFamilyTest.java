package org.lowerbound.model.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.relaxed.RelaxedBernoulli;
import org.lowerbound.testing.DirectionalDerivative;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** What every family of priors must do. */
final class PriorFamilyTest {
  private static final int DRAWS = 10_000;

  /** 90,000 cells, with kinks and poles at the sides: see {@link Chart}. */
  private static final double QUADRATURE = 2e-3;

  @ParameterizedTest
  @MethodSource("org.lowerbound.model.prior.PriorCase#all")
  void theDensityIntegratesToOneAndIsThatOfTheDraws(PriorCase family) {
    Chart space = family.space();
    try (BuiltPrior built = new BuiltPrior(family)) {
      float[] log = built.logProb(space.dimension(), space.points());
      assertEquals(space.count(), log.length);
      assertEquals(1, space.integral(log, z -> 1), QUADRATURE);
      assertEquals(space.dimension(), built.distribution.dimension());
      // Codes have no values here; all other priors can be drawn from.
      assertEquals(
          !(family.prior() instanceof CodebookPrior), built.distribution instanceof Sampleable);
      if (built.distribution instanceof Sampleable sampleable) {
        assertDraws(built, sampleable, space, log);
      }
    }
  }

  private static void assertDraws(BuiltPrior built, Sampleable prior, Chart space, float[] log) {
    Sampleable.Draw draw =
        prior.sampleWithLogProb(built.harness.tf(), built.harness.noise(1, "z"), DRAWS);
    List<float[]> values =
        built.harness.run(
            List.of(draw.value(), draw.logProb(), prior.logProb(built.harness.tf(), draw.value())));
    int dimension = space.dimension();
    assertEquals(DRAWS * dimension, values.get(0).length);
    for (int k = 0; k < DRAWS; k++) {
      if (!(prior instanceof RelaxedBernoulli)
          || isKnown(values.get(0), k * dimension, dimension)) {
        double own = values.get(1)[k];
        // Through 32-bit logarithms, or the inverse of a flow, and back.
        assertEquals(own, values.get(2)[k], 1e-3 * (1 + Math.abs(own)), "draw " + k);
      }
    }
    List<Chart.Function> moments = new ArrayList<>();
    for (int d = 0; d < dimension; d++) {
      int i = d;
      int next = (d + 1) % dimension;
      moments.add(z -> z[i]);
      moments.add(z -> z[i] * z[i]);
      moments.add(z -> z[i] * z[next]);
      moments.add(z -> Math.cos(2 * z[i] + z[next])); // Bounded, and no symmetry hides it.
    }
    for (int m = 0; m < moments.size(); m++) {
      Chart.Function moment = moments.get(m);
      double[] ofDraws = new double[DRAWS];
      for (int k = 0; k < DRAWS; k++) {
        double[] z = new double[dimension];
        for (int d = 0; d < dimension; d++) {
          z[d] = values.get(0)[k * dimension + d];
        }
        ofDraws[k] = moment.of(z);
      }
      MonteCarlo mean = MonteCarlo.of(ofDraws);
      double expected = space.integral(log, moment);
      assertEquals(
          expected,
          mean.mean(),
          MonteCarlo.ALLOWED_STANDARD_ERRORS * mean.standardError()
              + QUADRATURE * Math.max(1, Math.abs(expected)),
          "moment " + m);
    }
  }

  /** Returns whether no component is so near to 0 or 1 that 32 bits do not tell its logit. */
  private static boolean isKnown(float[] values, int offset, int dimension) {
    for (int d = offset; d < offset + dimension; d++) {
      if (Math.min(values[d], 1 - values[d]) < 1e-3) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest
  @MethodSource("org.lowerbound.model.prior.PriorCase#all")
  void gradientsAreThoseOfTheDensity(PriorCase family) {
    Chart space = family.space();
    try (BuiltPrior built = new BuiltPrior(family)) {
      float[] points = new float[5 * space.dimension()];
      for (int i = 0; i < 5; i++) {
        // Some that are spread, and where it is a plane, near to its middle.
        int row = (int) (space.count() * (0.42 + 0.037 * i));
        System.arraycopy(
            space.points(),
            row * space.dimension(),
            points,
            i * space.dimension(),
            space.dimension());
      }
      Operand<TFloat32> z = built.harness.input(Shape.of(5, space.dimension()), points);
      Operand<TFloat32> log = built.distribution.logProb(built.harness.tf(), z);
      List<String> names = ImmutableList.copyOf(built.parameters.byName().keySet());
      List<Operand<TFloat32>> inputs = new ArrayList<>();
      names.forEach(name -> inputs.add(built.parameters.byName().get(name)));
      List<float[]> gradients = built.harness.run(built.harness.gradients(log, inputs));
      for (int p = 0; p < inputs.size(); p++) {
        boolean own = names.get(p).startsWith("prior.");
        float[] gradient = gradients.get(p);
        double largest = 0;
        for (float slope : gradient) {
          largest = Math.max(largest, Math.abs(slope));
        }
        if (own) {
          assertTrue(largest > 1e-4, names.get(p) + " learns nothing: " + largest);
        }
        // Values of order 30 in 32-bit floats, over a step of 1/64.
        DirectionalDerivative.assertGradient(
            built.harness, log, inputs.get(p), gradient, 1e-2, family + " " + names.get(p));
      }
      boolean learned = names.stream().anyMatch(name -> name.startsWith("prior."));
      assertEquals(
          !Arrays.asList(
                  "standard-normal",
                  "laplace",
                  "uniform",
                  "binary-concrete",
                  "concrete",
                  "hyperspherical-uniform",
                  "bernoulli",
                  "categorical",
                  "codebook")
              .contains(family.name()),
          learned);
    }
  }
}

package org.lowerbound.model.energy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowerbound.data.ValueKind;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.LatentVariables;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.posterior.BernoulliPosterior;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.network.Normal;
import org.lowerbound.network.Pass;
import org.lowerbound.network.Zeros;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class EnergyFitTest {
  private static final int DRAWS = 20_000;
  private static final ObservedData NOTHING = observed(ValueKind.REAL);

  private static ObservedData observed(ValueKind kind, double... mean) {
    return new ObservedData(Shape.of(mean.length), kind, ImmutableDoubleArray.copyOf(mean));
  }

  private static EnergyFit fit(Energy energy) {
    return new EnergyFit(energy, new DiagonalNormalPosterior(ScaleLink.EXP), new Normal(0.1));
  }

  @ParameterizedTest
  @EnumSource
  void theNegativeElboIsTheDivergenceFromTheTarget(Energy energy) {
    double[] mean = {0.3, -0.2};
    double[] deviation = {1.1, 0.7};
    double logZ = LogNormalizer.of(energy);
    double divergence =
        LogNormalizer.integral(
            (z1, z2) -> {
              double logQ = logNormal(z1, mean[0], deviation[0]);
              logQ += logNormal(z2, mean[1], deviation[1]);
              return Math.exp(logQ) * (logQ + energy.at(z1, z2) + logZ);
            },
            LogNormalizer.STEP);
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      LatentVariables model = (LatentVariables) fit(energy).build(parameters.scope(NOTHING));
      harness.set(parameters.byName().get("posterior.loc"), (float) mean[0], (float) mean[1]);
      harness.set(
          parameters.byName().get("posterior.logScale"),
          (float) Math.log(deviation[0]),
          (float) Math.log(deviation[1]));
      BoundTerms terms = terms(harness, model, 2, DRAWS);
      assertEquals(Shape.of(DRAWS, 2), harness.shape(terms.logPrior()));
      MonteCarlo.of(harness.run(terms.logRatio(harness.tf())))
          .assertExpectation(divergence, energy + ": KL(q ‖ p)");
      // The weights are those of the rate alone, to the last bit: the likelihood is 1.
      assertArrayEquals(
          harness.run(harness.tf().math.neg(terms.logRatio(harness.tf()))),
          harness.run(terms.logWeight(harness.tf())));
      assertEquals(
          0, Arrays.stream(doubles(harness.run(terms.logLikelihood()))).max().orElseThrow());
    }
  }

  private static double logNormal(double x, double mean, double deviation) {
    double z = (x - mean) / deviation;
    return -0.5 * z * z - Math.log(deviation) - 0.5 * Math.log(2 * Math.PI);
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> Math.abs(values[i]));
    return doubles;
  }

  private static BoundTerms terms(
      GraphHarness harness, LatentVariables model, int batch, int draws) {
    Operand<TFloat32> zeros = harness.input(Shape.of(batch, 0));
    return model.terms(harness.tf(), zeros, harness.noise(1, "noise"), draws, Pass.evaluation());
  }

  @Test
  void everyOutputHasOneParameterAndAGradient() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      LatentVariables model =
          (LatentVariables) fit(Energy.TWO_MOONS).build(parameters.scope(NOTHING));
      assertEquals(
          ImmutableList.of("posterior.loc", "posterior.logScale"),
          ImmutableList.copyOf(parameters.byName().keySet()));
      BoundTerms terms = terms(harness, model, 3, 10);
      Operand<TFloat32> elbo =
          GraphMath.meanOverBatch(
              harness.tf(), GraphMath.meanOverDraws(harness.tf(), terms.logWeight(harness.tf())));
      parameters
          .byName()
          .forEach(
              (name, parameter) -> {
                float[] gradient = harness.run(harness.gradient(elbo, parameter));
                assertEquals(2, gradient.length);
                for (float slope : gradient) {
                  assertNotEquals(0, slope, name);
                }
              });
    }
  }

  @Test
  void firstValuesAreThoseOfTheFamilyWithTheOffsets() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      fit(Energy.SINE).build(parameters.scope(NOTHING));
      float[] loc = parameters.values("posterior.loc");
      assertNotEquals(loc[0], loc[1]);
      assertTrue(Math.abs(loc[0]) < 0.5 && Math.abs(loc[1]) < 0.5); // Five standard deviations.
    }
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      new EnergyFit(Energy.SINE, new DiagonalNormalPosterior(ScaleLink.EXP), new Zeros())
          .build(parameters.scope(NOTHING));
      assertArrayEquals(new float[2], parameters.values("posterior.loc"));
    }
  }

  @Test
  void dataThatWouldBeIgnoredIsRefused() {
    String takes = "); it takes the data set \"none\"";
    assertEquals(
        "the model energy would ignore the observations (2 real values each" + takes,
        assertThrows(
                IllegalArgumentException.class,
                () -> fit(Energy.SINE).checkFits(observed(ValueKind.REAL, 0, 0)))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> fit(Energy.SINE).checkFits(observed(ValueKind.BINARY, 0)));
    fit(Energy.SINE).checkFits(NOTHING);
  }

  @Test
  void aPosteriorOfBitsIsRefused() {
    assertEquals(
        "the posterior bernoulli-posterior draws vectors of zeros and ones, but energies are"
            + " functions of real vectors",
        assertThrows(
                IllegalArgumentException.class,
                () -> new EnergyFit(Energy.SINE, new BernoulliPosterior(), new Zeros()))
            .getMessage());
  }
}

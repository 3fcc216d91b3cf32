package org.lowerbound.model.likelihood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;

/** Which values each likelihood is for. */
final class SupportTest {
  private static final OutputBias MEAN = OutputBias.DATA_MEAN;
  private static final Scale SCALE = new Scale.Learned(1);

  private static void assertRefused(LikelihoodFamily family, ValueKind kind, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> family.checkFits(kind)).getMessage());
  }

  @Test
  void densitiesOnTheUnitIntervalTakeGreyValues() {
    LikelihoodFamily family = new ContinuousBernoulliLikelihood(MEAN);
    assertEquals(LikelihoodKind.DENSITY, family.checkFits(ValueKind.GREY));
    assertRefused(
        family,
        ValueKind.BINARY,
        "the continuous-bernoulli likelihood is a density on [0, 1], but these are binary (0 or 1);"
            + " a bernoulli likelihood fits");
    LikelihoodFamily beta = new BetaLikelihood(0.001, MEAN);
    assertEquals(LikelihoodKind.MASS, beta.checkFits(ValueKind.GREY));
    assertEquals(LikelihoodKind.DENSITY, beta.checkFits(ValueKind.DEQUANTIZED));
    assertRefused(
        beta,
        ValueKind.REAL,
        "the beta likelihood is a density on [0, 1], but these are real; a normal, laplace or"
            + " student-t likelihood fits");
  }

  @Test
  void masses() {
    LikelihoodFamily categorical = new CategoricalLikelihood();
    assertEquals(LikelihoodKind.MASS, categorical.checkFits(ValueKind.BINARY));
    assertEquals(LikelihoodKind.MASS, categorical.checkFits(ValueKind.GREY));
    assertRefused(
        categorical,
        ValueKind.REAL,
        "the categorical likelihood is a mass on bits or grey levels, but these are real; a normal,"
            + " laplace or student-t likelihood fits");
    LikelihoodFamily logistic = new DiscretizedLogisticLikelihood(SCALE, MEAN);
    assertEquals(LikelihoodKind.MASS, logistic.checkFits(ValueKind.GREY));
    assertRefused(
        logistic,
        ValueKind.BINARY,
        "the discretized-logistic likelihood is a mass on grey levels, but these are binary (0 or"
            + " 1); a bernoulli likelihood fits");
    LikelihoodFamily mixture = new DiscretizedLogisticMixtureLikelihood(5, 0.1, MEAN);
    assertEquals(LikelihoodKind.MASS, mixture.checkFits(ValueKind.GREY));
    assertRefused(
        mixture,
        ValueKind.REAL,
        "the discretized-logistic-mixture likelihood is a mass on grey levels, but these are real;"
            + " a normal, laplace or student-t likelihood fits");
  }

  @Test
  void countsAreGreyLevelsOrBits() {
    LikelihoodFamily poisson = new PoissonLikelihood(MEAN);
    LikelihoodFamily negativeBinomial = new NegativeBinomialLikelihood(SCALE, MEAN);
    for (ValueKind kind : new ValueKind[] {ValueKind.BINARY, ValueKind.GREY}) {
      assertEquals(LikelihoodKind.MASS, poisson.checkFits(kind));
      assertEquals(LikelihoodKind.MASS, negativeBinomial.checkFits(kind));
    }
    assertRefused(
        poisson,
        ValueKind.REAL,
        "the poisson likelihood is a mass on counts, but these are real; a normal, laplace or"
            + " student-t likelihood fits");
    assertRefused(
        negativeBinomial,
        ValueKind.REAL,
        "the negative-binomial likelihood is a mass on counts, but these are real; a normal,"
            + " laplace or student-t likelihood fits");
  }

  @Test
  void densitiesOnTheRealsTakeAll() {
    for (ValueKind kind : ValueKind.values()) {
      assertEquals(LikelihoodKind.DENSITY, new LaplaceLikelihood(SCALE, MEAN).checkFits(kind));
      assertEquals(
          LikelihoodKind.DENSITY,
          new StudentTLikelihood(SCALE, new Scale.Fixed(4), MEAN).checkFits(kind));
    }
  }

  @Test
  void settingsAreChecked() {
    assertEquals(
        "epsilon must be in [1.0E-6, 0.5) but is 0.5",
        assertThrows(IllegalArgumentException.class, () -> new BetaLikelihood(0.5, MEAN))
            .getMessage());
    assertEquals(
        "components must be positive but is 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new DiscretizedLogisticMixtureLikelihood(0, 0.1, MEAN))
            .getMessage());
    assertEquals(
        "initialScale must be positive and finite but is 0.0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new DiscretizedLogisticMixtureLikelihood(1, 0, MEAN))
            .getMessage());
  }
}

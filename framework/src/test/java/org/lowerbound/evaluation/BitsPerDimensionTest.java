package org.lowerbound.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.model.LikelihoodKind;

class BitsPerDimensionTest {
  private static final Column NLL =
      new Column("nll", "nats", Better.LOWER, "-log p(x)", Dependence.EVIDENCE);
  private static final Column ELBO =
      new Column("elbo", "nats", Better.HIGHER, "Lower bound", Dependence.EVIDENCE);

  /** A few roundings of doubles. */
  private static final double ROUNDING = 1e-13;

  private static BitsPerDimension bits(LikelihoodKind measure, ValueKind kind, int dimension) {
    return BitsPerDimension.of(measure, kind, dimension).orElseThrow();
  }

  private static Estimate nats(double value) {
    return new Estimate(value, OptionalDouble.of(0.25), 100);
  }

  @Test
  void aFairCoinForEachPixelIsOneBit() {
    BitsPerDimension bits = bits(LikelihoodKind.MASS, ValueKind.BINARY, 784);
    double logP = 784 * Math.log(0.5);
    assertEquals(1, bits.convert(NLL, nats(-logP)).value(), ROUNDING);
    assertEquals(1, bits.convert(ELBO, nats(logP)).value(), ROUNDING);
  }

  @Test
  void uniformLevelsAreEightBitsAsMassAndAsDensity() {
    int dimension = 3;
    double logMass = dimension * Math.log(1 / 256.0);
    double logDensity = 0; // Uniform on (0, 1).
    assertEquals(
        8,
        bits(LikelihoodKind.MASS, ValueKind.GREY, dimension).convert(ELBO, nats(logMass)).value(),
        ROUNDING);
    assertEquals(
        8,
        bits(LikelihoodKind.DENSITY, ValueKind.DEQUANTIZED, dimension)
            .convert(ELBO, nats(logDensity))
            .value(),
        ROUNDING);
  }

  @Test
  void aDensityThatIsConstantInEachCellCostsWhatItsMassCosts() {
    // Then the bound by dequantisation is tight. Two values with P = 0.3 and 0.02.
    double logMass = Math.log(0.3) + Math.log(0.02);
    double logDensity = Math.log(256 * 0.3) + Math.log(256 * 0.02);
    double expected = -(Math.log(0.3) / Math.log(2) + Math.log(0.02) / Math.log(2)) / 2;
    assertEquals(
        expected,
        bits(LikelihoodKind.MASS, ValueKind.GREY, 2).convert(NLL, nats(-logMass)).value(),
        ROUNDING);
    assertEquals(
        expected,
        bits(LikelihoodKind.DENSITY, ValueKind.DEQUANTIZED, 2)
            .convert(NLL, nats(-logDensity))
            .value(),
        ROUNDING);
  }

  @Test
  void anErrorIsScaledAndNotMoved() {
    Estimate converted =
        bits(LikelihoodKind.DENSITY, ValueKind.DEQUANTIZED, 10).convert(ELBO, nats(-5));
    assertEquals(
        0.25 / (10 * 0.6931471805599453), converted.standardError().orElseThrow(), ROUNDING);
    assertEquals(8 + 5 / (10 * 0.6931471805599453), converted.value(), ROUNDING);
    assertEquals(100, converted.n());
    assertEquals(
        OptionalDouble.empty(),
        bits(LikelihoodKind.MASS, ValueKind.GREY, 10)
            .convert(ELBO, Estimate.exact(-5, 1))
            .standardError());
  }

  @Test
  void thereAreNoneWhereNoLevelHasAProbability() {
    for (ValueKind kind : ValueKind.values()) {
      assertEquals(Optional.empty(), BitsPerDimension.of(LikelihoodKind.UNNORMALIZED, kind, 4));
      assertEquals(
          kind == ValueKind.DEQUANTIZED,
          BitsPerDimension.of(LikelihoodKind.DENSITY, kind, 4).isPresent(),
          kind.name());
      assertEquals(
          kind == ValueKind.BINARY || kind == ValueKind.GREY,
          BitsPerDimension.of(LikelihoodKind.MASS, kind, 4).isPresent(),
          kind.name());
    }
  }

  @Test
  void theColumnStandsBesideThatInNats() {
    Column column = BitsPerDimension.column(ELBO);
    assertEquals("elbo-bits-per-dim", column.name());
    assertEquals("bits", column.unit());
    assertEquals(Better.LOWER, column.better());
    Column aimless = new Column("rate", "nats", Better.NEITHER, "");
    assertThrows(
        IllegalArgumentException.class,
        () -> bits(LikelihoodKind.MASS, ValueKind.BINARY, 784).convert(aimless, nats(1)));
  }
}

package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import java.util.OptionalDouble;
import org.lowerbound.data.Dequantization;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.model.LikelihoodKind;

/**
 * The unit that likelihoods of quantised data are compared in across densities and masses, and
 * across sizes: −log₂ P(x) / D, for D values an observation; lower is better.
 *
 * <p>A density p of dequantised values bounds the mass of the levels, log P(k) ≥ E[log p(x)] − D
 * log 256 (Theis et al. 2016, equation 5): it costs 8 bits more.
 */
public final class BitsPerDimension {
  private static final String SUFFIX = "-bits-per-dim";

  private final double bitsPerNat;
  private final double offset;

  private BitsPerDimension(int dimension, double offset) {
    this.bitsPerNat = 1 / (dimension * Math.log(2));
    this.offset = offset;
  }

  /**
   * Returns the conversion from nats; none where there are no levels to have a probability: for
   * densities of grey or real values as they are, and for what is no likelihood.
   *
   * @param measure what the exponential of the numbers in nats is
   * @param kind what the model sees
   * @param dimension D
   */
  public static Optional<BitsPerDimension> of(
      LikelihoodKind measure, ValueKind kind, int dimension) {
    return switch (measure) {
      case MASS ->
          kind == ValueKind.BINARY || kind == ValueKind.GREY
              ? Optional.of(new BitsPerDimension(dimension, 0))
              : Optional.empty();
      case DENSITY ->
          kind == ValueKind.DEQUANTIZED
              ? Optional.of(
                  new BitsPerDimension(dimension, Math.log(Dequantization.LEVELS) / Math.log(2)))
              : Optional.empty();
      case UNNORMALIZED -> Optional.empty();
    };
  }

  /** Returns the name of the column in nats that one in bits per dimension stands beside. */
  public static Optional<String> natsOf(String column) {
    return column.endsWith(SUFFIX)
        ? Optional.of(column.substring(0, column.length() - SUFFIX.length()))
        : Optional.empty();
  }

  /** Returns the column beside one that is in nats. */
  static Column column(Column nats) {
    return new Column(
        nats.name() + SUFFIX,
        "bits",
        Better.LOWER,
        "%s in bits for each value of an example, as -log2 of a probability: %s"
            .formatted(nats.name(), nats.description()),
        Dependence.NONE,
        nats.optional());
  }

  /**
   * Returns a number in bits per dimension.
   *
   * @param nats the column of the number: log p(x) where higher is better, −log p(x) where lower is
   */
  Estimate convert(Column nats, Estimate number) {
    checkArgument(
        nats.better() != Better.NEITHER, "the column %s has no better direction", nats.name());
    double codeLength = nats.better() == Better.LOWER ? number.value() : -number.value();
    return new Estimate(
        ofCodeLength(codeLength),
        number.standardError().isPresent()
            ? OptionalDouble.of(number.standardError().getAsDouble() * bitsPerNat)
            : OptionalDouble.empty(),
        number.n(),
        number.caveats());
  }

  /** Returns −log₂ P(x) / D of −log p(x), in nats. */
  public double ofCodeLength(double nats) {
    return nats * bitsPerNat + offset;
  }
}

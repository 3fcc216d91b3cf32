package org.lowerbound.experiment.sweep;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.lowerbound.random.RandomStream;

/**
 * Positive numbers whose logarithms are all equally likely, rounded to three significant digits, or
 * to more where the bounds are close.
 *
 * @param low the lower bound
 * @param high the upper bound
 */
record LogUniformRange(double low, double high) implements RandomRange {
  private static final int DIGITS = 3;

  /** All that a double has. */
  private static final int MOST_DIGITS = 17;

  LogUniformRange {
    checkArgument(
        low > 0 && high > 0, "the bounds must be positive but they are %s and %s", low, high);
    checkArgument(
        low < high, "the first bound must be below the second but they are %s and %s", low, high);
  }

  @Override
  public JsonNode draw(RandomStream stream) {
    double u = stream.nextDouble();
    double drawn = StrictMath.exp((1 - u) * StrictMath.log(low) + u * StrictMath.log(high));
    MathContext digits = new MathContext(digits(), RoundingMode.HALF_EVEN);
    double rounded = BigDecimal.valueOf(drawn).round(digits).doubleValue();
    return DoubleNode.valueOf(Math.min(high, Math.max(low, rounded)));
  }

  /** Returns so many digits that some hundred values at least are between the bounds. */
  private int digits() {
    double width = StrictMath.log(high) - StrictMath.log(low);
    int more = (int) Math.min(MOST_DIGITS, Math.max(0, -Math.floor(StrictMath.log10(width))));
    return Math.min(MOST_DIGITS, DIGITS + more);
  }
}

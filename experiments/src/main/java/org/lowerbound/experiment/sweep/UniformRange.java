package org.lowerbound.experiment.sweep;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.lowerbound.random.RandomStream;

/**
 * Real numbers, all equally likely, rounded to a thousandth of the range or finer, so that a label
 * can be read and typed.
 *
 * @param low the lower bound
 * @param high the upper bound
 */
record UniformRange(double low, double high) implements RandomRange {
  private static final int DECIMALS = 3;

  UniformRange {
    checkArgument(
        low < high, "the first bound must be below the second but they are %s and %s", low, high);
  }

  @Override
  public JsonNode draw(RandomStream stream) {
    double u = stream.nextDouble();
    BigDecimal drawn = BigDecimal.valueOf((1 - u) * low + u * high);
    double rounded = drawn.setScale(decimals(), RoundingMode.HALF_EVEN).doubleValue();
    return DoubleNode.valueOf(Math.min(high, Math.max(low, rounded)));
  }

  /** Returns the decimals of a thousandth of the power of ten in the range's width. */
  private int decimals() {
    BigDecimal width = BigDecimal.valueOf(high).subtract(BigDecimal.valueOf(low));
    int exponent = width.precision() - width.scale() - 1;
    return DECIMALS - exponent;
  }
}

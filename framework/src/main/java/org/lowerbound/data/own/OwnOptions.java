package org.lowerbound.data.own;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.ValueKind;
import org.lowerbound.spec.Default;

/**
 * How data of one's own are split and observed.
 *
 * @param validation where the validation split comes from; a tenth is drawn if nothing is said
 * @param test where the test split comes from; likewise
 * @param values what the numbers are
 * @param binarization how binary observations come from grey levels
 * @param dequantize whether each use adds uniform noise to grey levels
 * @param standardize whether each real value has its mean over the training split subtracted, and
 *     is divided by its standard deviation
 * @param seed decides which examples are held out, and the draw of static binarisation
 */
public record OwnOptions(
    Optional<HeldOut> validation,
    Optional<HeldOut> test,
    @Default("\"auto\"") OwnValues values,
    @Default("\"none\"") Binarization binarization,
    @Default("false") boolean dequantize,
    @Default("false") boolean standardize,
    @Default("0") long seed) {
  /** Checks that no option contradicts another. */
  public OwnOptions {
    binarization.checkLeavesLevels(dequantize);
    checkArgument(
        !standardize || (!dequantize && binarization == Binarization.NONE),
        "\"standardize\" is for real values, \"dequantize\" and \"binarization\" for grey levels;"
            + " one of them works");
    HeldOut.checkTest(test);
  }

  /** Returns what is drawn at each use of an observation. */
  FreshDraw freshDraw() {
    return binarization.freshDraw(dequantize);
  }

  /**
   * Checks that the options go with the values.
   *
   * @throws IllegalArgumentException if they do not
   */
  void checkFits(ValueKind kind) {
    checkArgument(
        kind == ValueKind.GREY || (!dequantize && binarization == Binarization.NONE),
        "\"%s\" is for grey levels, but the values are %s; \"values\": \"grey\" takes levels 0 … 255"
            + " for them",
        dequantize ? "dequantize" : "binarization",
        kind.description());
    checkArgument(
        kind == ValueKind.REAL || !standardize,
        "\"standardize\" is for real values, but the values are %s; \"values\": \"real\" takes them"
            + " for that",
        kind.description());
  }
}

package org.lowerbound.data.own;

import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.file.ElementType;
import org.lowerbound.data.file.NumericArray;
import org.lowerbound.data.source.DataException;

/** What the numbers of a file are taken for. */
public enum OwnValues {
  /**
   * Binary if they are bool, or all 0 or 1; grey levels if they are unsigned bytes; else real
   * numbers.
   */
  AUTO {
    @Override
    Storing storing(List<NumericArray> arrays) {
      if (arrays.stream().allMatch(OwnValues::isBinary)) {
        return BINARY.storing(arrays);
      }
      boolean bytes = arrays.stream().allMatch(a -> a.elementType() == ElementType.UINT8);
      return (bytes ? GREY : REAL).storing(arrays);
    }
  },
  /** 0 or 1. */
  BINARY {
    @Override
    Storing storing(List<NumericArray> arrays) {
      check(
          arrays,
          value -> value == 0 || value == 1,
          "\"values\": \"binary\" needs 0 and 1 alone; \"grey\" with a \"binarization\" works for"
              + " levels 0 … 255");
      return new Storing(ValueKind.BINARY, 1);
    }
  },
  /** Grey levels: whole numbers 0 … 255, or floats k / 255. */
  GREY {
    @Override
    Storing storing(List<NumericArray> arrays) {
      boolean unit =
          arrays.stream().noneMatch(array -> array.elementType().isWhole())
              && arrays.stream().allMatch(array -> all(array, value -> value <= 1));
      double scale = unit ? WHITE : 1;
      boolean half = arrays.stream().anyMatch(a -> a.elementType() == ElementType.FLOAT16);
      double rounding = half ? HALF_ROUNDING : ROUNDING;
      if (arrays.stream().allMatch(a -> a.elementType() == ElementType.UINT8)) {
        return new Storing(ValueKind.GREY, scale); // Each of them is a level.
      }
      check(
          arrays,
          value -> {
            double level = value * scale;
            double nearest = Math.rint(level);
            return nearest >= 0 && nearest <= WHITE && Math.abs(level - nearest) <= rounding;
          },
          "\"values\": \"grey\" needs levels, whole numbers 0 … 255 or all of them divided by"
              + " 255; \"real\" takes any");
      return new Storing(ValueKind.GREY, scale);
    }
  },
  /** Real numbers, as they are. */
  REAL {
    @Override
    Storing storing(List<NumericArray> arrays) {
      check(
          arrays,
          value -> Math.abs(value) <= Float.MAX_VALUE,
          "it is too large for a 32-bit float");
      return new Storing(ValueKind.REAL, 1);
    }
  };

  private static final int WHITE = 255;

  /** How far 255 times a float of 32 bits near k / 255 may be from k; with room for arithmetic. */
  private static final double ROUNDING = 0.01;

  /** The same of 16 bits: 255 · 2⁻¹² and some. */
  private static final double HALF_ROUNDING = 0.1;

  /**
   * Finds out how values are stored.
   *
   * @param arrays of all splits
   * @throws DataException if some value is not of that kind
   */
  abstract Storing storing(List<NumericArray> arrays);

  /** Returns the name that configurations use. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static boolean isBinary(NumericArray array) {
    return array.elementType() == ElementType.BOOL || all(array, v -> v == 0 || v == 1);
  }

  private static boolean all(NumericArray array, DoublePredicate holds) {
    for (long i = 0; i < array.size(); i++) {
      if (!holds.test(array.value(i))) {
        return false;
      }
    }
    return true;
  }

  private static void check(List<NumericArray> arrays, DoublePredicate holds, String words) {
    for (NumericArray array : arrays) {
      for (long i = 0; i < array.size(); i++) {
        if (!holds.test(array.value(i))) {
          throw new DataException(
              String.format(
                  "%s: the value %s is %s: %s",
                  array.place(), array.position(i), array.text(i), words));
        }
      }
    }
  }
}

package org.lowerbound.data;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * Computes a data set's fingerprint from what it holds, not from where it came from: the same
 * observations in the same order have the same fingerprint, whichever file or code they came from.
 */
final class Fingerprint {
  private Fingerprint() {}

  /** Returns the SHA-256, in hexadecimal. */
  static String of(
      Shape observationShape,
      ValueKind kind,
      FreshDraw freshDraw,
      ImmutableMap<Split, Observations> splits,
      Optional<Factors> factors) {
    Hasher hasher = Hashing.sha256().newHasher();
    for (long size : observationShape.asArray()) {
      hasher.putLong(size);
    }
    putText(hasher, kind.name());
    hasher.putByte(code(freshDraw));
    // Fixed order: the map's own order is no part of the data.
    for (Split split : Split.values()) {
      if (splits.containsKey(split)) {
        putText(hasher, split.name());
        put(hasher, splits.get(split));
        factors.ifPresent(f -> put(hasher, f.classes().get(split)));
      }
    }
    factors.ifPresent(f -> putText(hasher, f.names() + " " + f.sizes()));
    return hasher.hash().toString();
  }

  /** Returns the fingerprint of observations with labels. */
  static String of(String unlabeled, Labels labels) {
    Hasher hasher = Hashing.sha256().newHasher();
    putText(hasher, unlabeled);
    hasher.putInt(labels.classes());
    for (Split split : Split.values()) {
      if (labels.numbers().containsKey(split)) {
        putText(hasher, split.name());
        for (int label : labels.numbers().get(split)) {
          hasher.putInt(label);
        }
      }
    }
    return hasher.hash().toString();
  }

  /** Returns the fingerprint of observations that are standardised values. */
  static String of(String stored, Standardization standardization) {
    Hasher hasher = Hashing.sha256().newHasher();
    putText(hasher, stored);
    for (int column = 0; column < standardization.mean().length(); column++) {
      hasher.putDouble(standardization.mean().get(column));
      hasher.putDouble(standardization.scale().get(column));
    }
    return hasher.hash().toString();
  }

  private static byte code(FreshDraw freshDraw) {
    return switch (freshDraw) {
      case NOTHING -> 0;
      case BINARIZATION -> 1;
      case DEQUANTIZATION -> 2;
    };
  }

  private static void put(Hasher hasher, Observations observations) {
    hasher.putInt(observations.count());
    for (Observations.InMemory part : observations.parts()) {
      if (part instanceof Observations.Bytes bytes) {
        hasher.putBytes(bytes.values());
      } else if (part instanceof Observations.Floats floats) {
        for (float value : floats.values()) {
          hasher.putInt(Float.floatToIntBits(value));
        }
      }
    }
  }

  private static void put(Hasher hasher, int[][] classes) {
    for (int[] row : classes) {
      for (int factor : row) {
        hasher.putInt(factor);
      }
    }
  }

  /** Puts a text with its length, so that neighbouring texts cannot be confused. */
  private static void putText(Hasher hasher, String text) {
    hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_8);
  }
}

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
      boolean drawnAtEachUse,
      ImmutableMap<Split, Observations> splits,
      Optional<Factors> factors) {
    Hasher hasher = Hashing.sha256().newHasher();
    for (long size : observationShape.asArray()) {
      hasher.putLong(size);
    }
    putText(hasher, kind.name());
    hasher.putBoolean(drawnAtEachUse);
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

  private static void put(Hasher hasher, Observations observations) {
    hasher.putInt(observations.count());
    if (observations instanceof Observations.Bytes bytes) {
      hasher.putBytes(bytes.values());
    } else if (observations instanceof Observations.Floats floats) {
      for (float value : floats.values()) {
        hasher.putInt(Float.floatToIntBits(value));
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

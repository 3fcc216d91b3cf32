package org.lowerbound.memory;

import java.util.Locale;

/** Numbers of bytes as people read them. */
public final class ByteText {
  private static final double MEBIBYTE = 1 << 20;
  private static final double GIBIBYTE = 1 << 30;

  private ByteText() {}

  /** Returns e.g. "3.1 GiB" or "12 MiB", in the units that limits of memory are given in. */
  public static String of(long bytes) {
    return bytes >= GIBIBYTE / 10
        ? String.format(Locale.ROOT, "%.1f GiB", bytes / GIBIBYTE)
        : String.format(Locale.ROOT, "%.0f MiB", Math.ceil(bytes / MEBIBYTE));
  }
}

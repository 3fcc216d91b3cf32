package org.lowerbound.data;

/** What the values of an observation are. */
public enum ValueKind {
  /** 0 or 1, kept as bytes 0 and 1. */
  BINARY("binary (0 or 1)", 1.0, true),
  /** Grey levels k / 255 on [0, 1], kept as bytes k. */
  GREY("grey (256 levels on [0, 1])", 1.0 / 255.0, true),
  /** Grey levels k with noise u, (k + u) / 256 on (0, 1), kept as floats. */
  DEQUANTIZED("grey levels with uniform noise (real on (0, 1))", 1.0, false),
  /** Real numbers, kept as floats. */
  REAL("real", 1.0, false);

  private final String description;
  private final double scale;
  private final boolean keptAsBytes;

  ValueKind(String description, double scale, boolean keptAsBytes) {
    this.description = description;
    this.scale = scale;
    this.keptAsBytes = keptAsBytes;
  }

  /** Returns the words that messages use. */
  public String description() {
    return description;
  }

  /** Returns what a stored value is multiplied by to give an observed value. */
  public double scale() {
    return scale;
  }

  /** Returns whether values are stored as bytes, and not as floats. */
  public boolean keptAsBytes() {
    return keptAsBytes;
  }
}

package org.lowerbound.data;

/** What the values of an observation are. */
public enum ValueKind {
  /** 0 or 1, kept as bytes 0 and 1. */
  BINARY("binary (0 or 1)", 1.0),
  /** Grey levels k / 255 on [0, 1], kept as bytes k. */
  GREY("grey (256 levels on [0, 1])", 1.0 / 255.0),
  /** Real numbers, kept as floats. */
  REAL("real", 1.0);

  private final String description;
  private final double scale;

  ValueKind(String description, double scale) {
    this.description = description;
    this.scale = scale;
  }

  /** Returns the words that messages use. */
  public String description() {
    return description;
  }

  /** Returns what a stored value is multiplied by to give an observed value. */
  public double scale() {
    return scale;
  }
}

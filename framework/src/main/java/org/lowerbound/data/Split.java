package org.lowerbound.data;

import java.util.Locale;

/** A part of a data set. */
public enum Split {
  /** What a model is fitted to. */
  TRAIN,
  /** What is looked at while choosing. */
  VALIDATION,
  /** What is reported. */
  TEST;

  /** Returns the name that configurations and result tables use. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

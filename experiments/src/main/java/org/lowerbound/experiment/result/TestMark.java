package org.lowerbound.experiment.result;

import org.lowerbound.evaluation.Column.Better;

/** The sign behind a mean that differs from the baseline's by a test. */
public enum TestMark {
  /** It is better. */
  BETTER("△", "better"),
  /** It is worse. */
  WORSE("▽", "worse"),
  /** It is another, and neither is better. */
  DIFFERENT("≠", "different");

  private final String sign;
  private final String word;

  TestMark(String sign, String word) {
    this.sign = sign;
    this.word = word;
  }

  String sign() {
    return sign;
  }

  String word() {
    return word;
  }

  /** Returns the sign of a difference that is found. */
  static TestMark of(double difference, Better better) {
    return switch (better) {
      case NEITHER -> DIFFERENT;
      case LOWER -> difference < 0 ? BETTER : WORSE;
      case HIGHER -> difference > 0 ? BETTER : WORSE;
    };
  }
}

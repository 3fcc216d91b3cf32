package org.lowerbound.tools.bench;

/** Something that is timed: a case of the bench's sweep. */
interface Timed {
  /** Returns the name of its case in {@code configs/bench.json}, e.g. {@code "W6a"}. */
  String label();

  /** Returns B, the examples of one step, or how many are drawn. */
  int batch();

  /** Returns what is counted. */
  Work work();

  /** What a rate is of. */
  enum Work {
    /** Examples that steps of training see. */
    TRAINING,
    /** Examples that metrics score. */
    SCORING,
    /** Examples that a figure draws. */
    DRAWING
  }
}

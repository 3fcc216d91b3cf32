package org.lowerbound.tools.bench.report;

import com.google.common.base.Ascii;

/** What the framework is meant to reach on any machine: all targets, and nowhere else. */
public enum Target {
  /** Examples per second of W1 over those that its matrix products alone allow. */
  W1_OF_LIMIT("W1 over the GEMM limit", Bound.AT_LEAST, 0.65),
  /** The same of W2. */
  W2_OF_LIMIT("W2 over the GEMM limit", Bound.AT_LEAST, 0.70),
  /** The same of W3. */
  W3_OF_LIMIT("W3 over the GEMM limit", Bound.AT_LEAST, 0.70),
  /** Examples per second of W1 over those of PyTorch. */
  W1_OVER_PYTORCH("W1 over PyTorch", Bound.AT_LEAST, 2.5),
  /** The same of W2. */
  W2_OVER_PYTORCH("W2 over PyTorch", Bound.AT_LEAST, 2.5),
  /** The same of W3. */
  W3_OVER_PYTORCH("W3 over PyTorch", Bound.AT_LEAST, 2.5),
  /** Examples per second of W1 over those of the newest PyTorch, in Python. */
  W1_OVER_STRONGEST_PYTORCH("W1 over the strongest PyTorch", Bound.AT_LEAST, 1.6),
  /** The same of W4. */
  W4_OVER_STRONGEST_PYTORCH("W4 over the strongest PyTorch", Bound.AT_LEAST, 1.15),
  /** The same of W5. */
  W5_OVER_STRONGEST_PYTORCH("W5 over the strongest PyTorch", Bound.AT_LEAST, 1.7),
  /** The same of W6a. */
  W6A_OVER_STRONGEST_PYTORCH("W6a over the strongest PyTorch", Bound.AT_LEAST, 1.5),
  /** The same of W6b. */
  W6B_OVER_STRONGEST_PYTORCH("W6b over the strongest PyTorch", Bound.AT_LEAST, 1.7),
  /** The same of W7. */
  W7_OVER_STRONGEST_PYTORCH("W7 over the strongest PyTorch", Bound.AT_LEAST, 1.6),
  /** Seconds from the command to the end of the first step. */
  FIRST_STEP("seconds to the first step", Bound.AT_MOST, 3),
  /**
   * Memory that another trial of W1 takes over its data, four times its parameters and a step's
   * activations.
   */
  W1_MEMORY("memory of W1 over its bound", Bound.AT_MOST, 1),
  /** The same of W2. */
  W2_MEMORY("memory of W2 over its bound", Bound.AT_MOST, 1),
  /** Bytes a step that a tiny model's memory grows by: less than one tensor that is not closed. */
  FLAT_MEMORY("bytes a step that memory grows by", Bound.AT_MOST, 200),
  /** Share of a training in which TensorFlow does not run. */
  OWN_SHARE("the runner's own share", Bound.AT_MOST, 0.03),
  /** Trials per hour of two jobs over those of one. */
  TWO_JOBS("two jobs over one", Bound.AT_LEAST, 1.9),
  /** Largest ratio of the cost of an example between a batch size and the next smaller one. */
  BATCH_GROWTH("cost of an example, larger batch over smaller", Bound.AT_MOST, Noise.TOLERANCE),
  /** Largest ratio of the cost of a draw between a number of draws and the next smaller one. */
  DRAWS_GROWTH("cost of a draw, more draws over fewer", Bound.AT_MOST, Noise.TOLERANCE),
  /** Largest ratio of the cost of a trial between a sweep and the next smaller one. */
  TRIALS_GROWTH("cost of a trial, larger sweep over smaller", Bound.AT_MOST, Noise.TOLERANCE);

  /** On which side of the limit the good is. */
  public enum Bound {
    /** The limit or more. */
    AT_LEAST,
    /** The limit or less. */
    AT_MOST
  }

  /** What is allowed to timings that should be equal. */
  private static final class Noise {
    static final double TOLERANCE = 1.1;
  }

  private final String title;
  private final Bound bound;
  private final double limit;

  Target(String title, Bound bound, double limit) {
    this.title = title;
    this.bound = bound;
    this.limit = limit;
  }

  /** Returns the name in reports, e.g. {@code w1-of-limit}. */
  public String key() {
    return Ascii.toLowerCase(name()).replace('_', '-');
  }

  /** Returns the name for people. */
  public String title() {
    return title;
  }

  /** Returns on which side of the limit the good is. */
  public Bound bound() {
    return bound;
  }

  /** Returns the limit. */
  public double limit() {
    return limit;
  }

  /** Returns whether a value reaches the target; not a number reaches none. */
  public boolean isMetBy(double value) {
    return bound == Bound.AT_LEAST ? value >= limit : value <= limit;
  }
}

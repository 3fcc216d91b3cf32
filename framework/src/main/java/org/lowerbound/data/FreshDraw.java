package org.lowerbound.data;

import org.lowerbound.random.RandomStream;

/**
 * What is drawn from the stored values at each use of an observation: afresh in training, once for
 * all in evaluation.
 */
public enum FreshDraw {
  /** Nothing: the stored values are what is observed. */
  NOTHING {
    @Override
    ValueKind observedKind(ValueKind stored) {
      return stored;
    }

    @Override
    double expectation(double stored) {
      return stored;
    }

    @Override
    public Observations draw(Observations stored, RandomStream stream) {
      return stored;
    }
  },

  /** A binary value from each grey level k: 1 with probability k / 255. */
  BINARIZATION {
    @Override
    ValueKind observedKind(ValueKind stored) {
      return ValueKind.BINARY;
    }

    @Override
    double expectation(double stored) {
      return stored;
    }

    @Override
    public Observations draw(Observations stored, RandomStream stream) {
      return BernoulliDraw.of(stored, stream);
    }
  },

  /** A real number in the cell of each grey level k: (k + u) / 256, u uniform on (0, 1). */
  DEQUANTIZATION {
    @Override
    ValueKind observedKind(ValueKind stored) {
      return ValueKind.DEQUANTIZED;
    }

    @Override
    double expectation(double stored) {
      return (stored / ValueKind.GREY.scale() + 0.5) / Dequantization.LEVELS;
    }

    @Override
    public Observations draw(Observations stored, RandomStream stream) {
      return Dequantization.of(stored, stream);
    }
  };

  /** Returns what a model sees. */
  abstract ValueKind observedKind(ValueKind stored);

  /** Returns the expectation of what is drawn, given a value as {@link Observations#value}. */
  abstract double expectation(double stored);

  /**
   * Returns one draw. Of mapped observations it is made whenever rows are read, and is the same.
   *
   * @param stored the stored values; grey levels where something is drawn
   * @param stream decides the draw
   */
  public abstract Observations draw(Observations stored, RandomStream stream);
}

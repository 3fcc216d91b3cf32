package org.lowerbound.distribution.divergence;

import com.google.common.primitives.Longs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.continuous.FullNormal;
import org.lowerbound.distribution.continuous.Laplace;
import org.lowerbound.distribution.continuous.LowRankNormal;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Families with closed-form divergences, built from inputs that are named for their values. */
enum KlFamily {
  DIAGONAL_NORMAL {
    @Override
    Sampleable build(Ops tf, Inputs inputs, boolean correlated) {
      return new DiagonalNormal(loc(inputs), logScale(inputs), DIMENSION);
    }
  },
  FULL_NORMAL {
    @Override
    Sampleable build(Ops tf, Inputs inputs, boolean correlated) {
      Operand<TFloat32> below =
          inputs.add("below", correlated ? 0.7 : 0, 0, FullNormal.belowDiagonal(DIMENSION));
      return new FullNormal(
          loc(inputs), FullNormal.scaleTril(tf, logScale(inputs), below, DIMENSION), DIMENSION);
    }
  },
  LOW_RANK_NORMAL {
    @Override
    Sampleable build(Ops tf, Inputs inputs, boolean correlated) {
      return new LowRankNormal(
          loc(inputs),
          logScale(inputs),
          inputs.add("factor", correlated ? 0.7 : 0, 0, DIMENSION, 2),
          DIMENSION,
          2);
    }
  },
  LAPLACE {
    @Override
    Sampleable build(Ops tf, Inputs inputs, boolean correlated) {
      return new Laplace(loc(inputs), logScale(inputs), DIMENSION);
    }
  },
  BERNOULLI {
    @Override
    Sampleable build(Ops tf, Inputs inputs, boolean correlated) {
      return new Bernoulli(inputs.add("logits", 1.5, 0, DIMENSION), DIMENSION);
    }
  };

  static final int DIMENSION = 3;

  /**
   * Builds the distributions.
   *
   * @param correlated whether the components depend on each other where they can; otherwise two
   *     families with the same inputs are the same distribution
   */
  abstract Sampleable build(Ops tf, Inputs inputs, boolean correlated);

  private static Operand<TFloat32> loc(Inputs inputs) {
    return inputs.add("loc", 1, 0, DIMENSION);
  }

  private static Operand<TFloat32> logScale(Inputs inputs) {
    return inputs.add("logScale", 0.3, -0.2, DIMENSION);
  }

  /** Adds inputs whose values depend on their names and shapes. */
  static final class Inputs {
    private final GraphHarness harness;
    private final String name;
    private final Shape leading;
    private final int copies;
    private final List<Operand<TFloat32>> all = new ArrayList<>();

    /**
     * Prepares for distributions with the given leading axes.
     *
     * @param copies how often the values of a distribution are repeated one after the other
     */
    Inputs(GraphHarness harness, String name, Shape leading, int copies) {
      this.harness = harness;
      this.name = name;
      this.leading = leading;
      this.copies = copies;
    }

    List<Operand<TFloat32>> all() {
      return List.copyOf(all);
    }

    private Operand<TFloat32> add(String parameter, double stddev, double mean, long... event) {
      Shape shape = Shape.of(Longs.concat(leading.asArray(), event));
      int count = (int) shape.size() / copies;
      float[] once = Draws.normal(name + "." + parameter, count, mean, stddev);
      float[] values = Arrays.copyOf(once, count * copies);
      for (int i = count; i < values.length; i++) {
        values[i] = values[i - count];
      }
      Operand<TFloat32> input = harness.input(shape, values);
      all.add(input);
      return input;
    }
  }
}

package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/** What all distributions of a conditional VAE are given, p(x | y) (Sohn, Lee and Yan 2015). */
public sealed interface Condition {
  /** Nothing: p(x). */
  record None() implements Condition {}

  /** The label: encoder and decoder see it, one-hot, beside their own input. */
  record Label() implements Condition {}

  /**
   * A part of the observation: p(the other values | the part). Encoder and decoder are the networks
   * of the other values; the encoder sees all of the observation, the decoder the code and the
   * part.
   */
  sealed interface Part extends Condition {
    /**
     * Returns which values are given.
     *
     * @param observation the shape of one
     * @throws IllegalArgumentException if observations have no such part, or nothing else
     */
    PartOfValues of(Shape observation);
  }

  /** A quarter of an image. An odd row or column in the middle is lower, or right. */
  enum Quadrant {
    /** Above and to the left. */
    UPPER_LEFT(true, true),
    /** Above and to the right. */
    UPPER_RIGHT(true, false),
    /** Below and to the left. */
    LOWER_LEFT(false, true),
    /** Below and to the right. */
    LOWER_RIGHT(false, false);

    private final boolean upper;
    private final boolean left;

    Quadrant(boolean upper, boolean left) {
      this.upper = upper;
      this.left = left;
    }

    /** Returns the quadrant of a pixel. */
    private static Quadrant of(boolean upper, boolean left) {
      return Arrays.stream(values())
          .filter(quadrant -> quadrant.upper == upper && quadrant.left == left)
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * Quadrants of an image (Sohn et al. 2015, section 5.1: one is the lower left, two are the left
   * half, three all but the upper right).
   *
   * @param given those that are given, one to three
   */
  record Quadrants(@Default("[\"lower-left\"]") ImmutableList<Quadrant> given) implements Part {
    /** Checks the argument. */
    public Quadrants {
      int different = ImmutableSet.copyOf(given).size();
      checkArgument(
          different == given.size() && different >= 1 && different < Quadrant.values().length,
          "given must be one to three different quadrants but is %s",
          given);
    }

    @Override
    public PartOfValues of(Shape observation) {
      checkArgument(
          observation.numDimensions() == 3,
          "the condition quadrants is of images, [height, width, channels], but an observation has"
              + " the shape %s; the condition \"first-rows\" works",
          Arrays.toString(observation.asArray()));
      int height = (int) observation.get(0);
      int width = (int) observation.get(1);
      int channels = (int) observation.get(2);
      return PartOfValues.of(
          "quadrants",
          observation,
          value -> {
            int row = value / (width * channels);
            int column = value / channels % width;
            return given.contains(Quadrant.of(row < height / 2, column < width / 2));
          });
    }
  }

  /**
   * The first rows of an image, or the first values of a vector.
   *
   * @param share of all rows, rounded to whole rows
   */
  record FirstRows(@Default("0.5") @Interval(above = 0, below = 1) double share) implements Part {
    /** Checks the argument. */
    public FirstRows {
      checkArgument(share > 0 && share < 1, "share must lie between 0 and 1 but is %s", share);
    }

    @Override
    public PartOfValues of(Shape observation) {
      long rows = observation.get(0);
      long first = Math.round(share * rows) * (observation.size() / rows);
      return PartOfValues.of("first-rows", observation, value -> value < first);
    }
  }
}

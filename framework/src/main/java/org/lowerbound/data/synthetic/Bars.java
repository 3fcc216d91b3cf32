package org.lowerbound.data.synthetic;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Collections;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetNote;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.data.Factors;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * Binary images of bars: each row and each column of the image is a bar, which is there or not,
 * independently, and a pixel is 1 if a bar goes through it (Földiák 1990, "Forming sparse
 * representations by local anti-Hebbian learning", section 4; there 8 x 8 pixels and the
 * probability 1/8). The bars are the factors, and the probability of an image is known.
 *
 * @param size height and width in pixels
 * @param probability of each bar
 * @param counts how many observations are drawn, and the seed of the draws
 */
public record Bars(
    @Default("8") @Interval(min = 2, max = 64) int size,
    @Default("0.125") @Interval(above = 0, below = 1) double probability,
    @Flat DrawCounts counts)
    implements DescribedDataset {
  private static final String NAME = "bars";
  private static final int MOST_PIXELS_A_SIDE = 64;

  /** Checks the ranges. */
  public Bars {
    Counts.checkAtLeast("size", size, 2, MOST_PIXELS_A_SIDE);
    checkArgument(
        probability > 0 && probability < 1, "probability must be in (0, 1) but is %s", probability);
    counts.checkRoom(size * size);
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "rows and columns that are there or not, binary",
        "any number of 8 x 8; the probability is known",
        "made by code",
        "Földiák 1990");
  }

  @Override
  public Dataset load(DataSource source) {
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    ImmutableMap.Builder<Split, int[][]> classes = ImmutableMap.builder();
    for (Split split : Split.values()) {
      int[][] bars = new int[counts.count(split)][2 * size];
      if (bars.length > 0) {
        splits.put(split, draw(bars, new RandomStream(counts.seed(), NAME + "." + split.label())));
        classes.put(split, bars);
      }
    }
    return Dataset.of(
        NAME,
        Shape.of(size, size, 1),
        ValueKind.BINARY,
        FreshDraw.NOTHING,
        splits.buildOrThrow(),
        Optional.of(new BarsProbability(size, probability)),
        Optional.of(
            new Factors(
                names(),
                ImmutableList.copyOf(Collections.nCopies(2 * size, 2)),
                classes.buildOrThrow())));
  }

  /** Returns the bars' names, rows from the top, then columns from the left. */
  private ImmutableList<String> names() {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (int i = 0; i < 2 * size; i++) {
      names.add((i < size ? "row-" : "column-") + (i % size + 1));
    }
    return names.build();
  }

  private Observations draw(int[][] bars, RandomStream stream) {
    byte[] pixels = new byte[bars.length * size * size];
    for (int image = 0; image < bars.length; image++) {
      int[] there = bars[image];
      for (int bar = 0; bar < there.length; bar++) {
        there[bar] = stream.nextDouble() < probability ? 1 : 0;
      }
      for (int pixel = 0; pixel < size * size; pixel++) {
        pixels[image * size * size + pixel] =
            (byte) (there[pixel / size] | there[size + pixel % size]);
      }
    }
    return new Observations.Bytes(pixels, bars.length, size * size);
  }
}

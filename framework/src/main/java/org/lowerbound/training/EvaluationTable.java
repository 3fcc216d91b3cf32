package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import java.util.ArrayList;
import java.util.List;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

/**
 * The observations that are evaluated, one split after the other.
 *
 * <p>Where training draws a fresh binary image, or fresh noise, at each use, evaluation sees one
 * draw, fixed by the trial's seed: all metrics, and all chunks of importance samples, speak of the
 * same images.
 */
final class EvaluationTable {
  private final Dataset dataset;
  private final ImmutableMap<Split, Integer> firstRows;
  private final int rows;
  private final long seed;

  /**
   * Lays out the splits; nothing is drawn or copied yet.
   *
   * @param seed the trial's seed
   */
  EvaluationTable(Dataset dataset, ImmutableSet<Split> splits, long seed) {
    ImmutableMap.Builder<Split, Integer> first = ImmutableMap.builder();
    int end = 0;
    for (Split split : splits) {
      first.put(split, end);
      end += dataset.splits().get(split).count();
    }
    this.dataset = dataset;
    this.firstRows = first.buildOrThrow();
    this.rows = end;
    this.seed = seed;
  }

  /** Returns the shape of the table, {@code [N, D]}. */
  Shape shape() {
    return Shape.of(rows, dataset.dimension());
  }

  /**
   * Checks that the table has a split.
   *
   * @throws IllegalArgumentException if not: what asks for it does not say that it reads it
   */
  void checkHas(Split split) {
    checkArgument(
        firstRows.containsKey(split),
        "the %s split is not among those that are evaluated: %s; what reads it must say so",
        split.label(),
        firstRows.keySet());
  }

  /** Returns the first row of a split. */
  int firstRow(Split split) {
    return firstRows.get(split);
  }

  /** Returns the number of rows of a split. */
  int count(Split split) {
    return dataset.splits().get(split).count();
  }

  /** Returns whether some of the rows are in a file. */
  boolean isMapped() {
    return firstRows.keySet().stream()
        .anyMatch(split -> dataset.splits().get(split) instanceof Observations.Mapped);
  }

  /** Returns the rows of all splits. */
  Observations observations() {
    List<Observations> parts = new ArrayList<>();
    for (Split split : firstRows.keySet()) {
      Observations part = dataset.splits().get(split);
      RandomStream stream =
          new RandomStream(
              seed,
              "evaluation." + Ascii.toLowerCase(dataset.freshDraw().name()) + "/" + split.label());
      parts.add(dataset.freshDraw().draw(part, stream));
    }
    return Observations.concatenate(parts);
  }

  /** Returns those labels of the data set that belong to the rows of all splits. */
  int[] labels(Labels labels) {
    return Ints.concat(
        firstRows.keySet().stream().map(labels.numbers()::get).toArray(int[][]::new));
  }
}

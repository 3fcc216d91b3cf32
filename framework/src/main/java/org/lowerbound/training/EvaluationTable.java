package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import org.lowerbound.data.BernoulliDraw;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.random.RandomStream;

/**
 * The observations that are evaluated, one split after the other.
 *
 * <p>Where training draws a fresh binary image at each use, evaluation sees one draw, fixed by the
 * trial's seed: all metrics, and all chunks of importance samples, speak of the same images.
 *
 * @param observations the rows of all splits
 * @param firstRow the first row of each split
 * @param counts the number of rows of each split
 */
record EvaluationTable(
    Observations observations,
    ImmutableMap<Split, Integer> firstRow,
    ImmutableMap<Split, Integer> counts) {
  static EvaluationTable of(Dataset dataset, ImmutableSet<Split> splits, long seed) {
    ImmutableMap.Builder<Split, Integer> firstRow = ImmutableMap.builder();
    ImmutableMap.Builder<Split, Integer> counts = ImmutableMap.builder();
    List<Observations> parts = new ArrayList<>();
    int rows = 0;
    for (Split split : splits) {
      Observations part = dataset.splits().get(split);
      if (dataset.drawnAtEachUse()) {
        RandomStream stream = new RandomStream(seed, "evaluation.binarization/" + split.label());
        part = BernoulliDraw.of((Observations.Bytes) part, stream);
      }
      parts.add(part);
      firstRow.put(split, rows);
      counts.put(split, part.count());
      rows += part.count();
    }
    return new EvaluationTable(
        concatenate(parts, rows, dataset.dimension()),
        firstRow.buildOrThrow(),
        counts.buildOrThrow());
  }

  private static Observations concatenate(List<Observations> parts, int rows, int dimension) {
    if (parts.get(0) instanceof Observations.Bytes) {
      byte[] values = new byte[Math.multiplyExact(rows, dimension)];
      int end = 0;
      for (Observations part : parts) {
        byte[] from = ((Observations.Bytes) part).values();
        System.arraycopy(from, 0, values, end, from.length);
        end += from.length;
      }
      return new Observations.Bytes(values, rows, dimension);
    }
    float[] values = new float[Math.multiplyExact(rows, dimension)];
    int end = 0;
    for (Observations part : parts) {
      float[] from = ((Observations.Floats) part).values();
      System.arraycopy(from, 0, values, end, from.length);
      end += from.length;
    }
    return new Observations.Floats(values, rows, dimension);
  }
}

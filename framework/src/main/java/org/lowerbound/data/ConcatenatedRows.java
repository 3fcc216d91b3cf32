package org.lowerbound.data;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads the rows of several observations, one after the other.
 *
 * @param several of the same dimension, all kept as bytes or all as floats
 */
record ConcatenatedRows(ImmutableList<Observations> several) implements Observations.RowReader {
  @Override
  public Observations.InMemory read(int[] rows) {
    List<Observations.InMemory> read = new ArrayList<>();
    int next = 0;
    while (next < rows.length) {
      int first = 0;
      int part = 0;
      while (rows[next] - first >= several.get(part).count()) {
        first += several.get(part).count();
        part++;
      }
      int end = next + 1;
      while (end < rows.length
          && rows[end] >= first
          && rows[end] - first < several.get(part).count()) {
        end++;
      }
      int offset = first;
      read.add(
          several.get(part).read(IntStream.range(next, end).map(i -> rows[i] - offset).toArray()));
      next = end;
    }
    return inMemory(read);
  }

  /** Returns one copy of the rows of all. */
  static Observations.InMemory inMemory(List<Observations.InMemory> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    int count = parts.stream().mapToInt(Observations::count).reduce(0, Math::addExact);
    int dimension = parts.get(0).dimension();
    int length = Math.multiplyExact(count, dimension);
    int end = 0;
    if (parts.get(0) instanceof Observations.Bytes) {
      byte[] values = new byte[length];
      for (Observations part : parts) {
        byte[] from = ((Observations.Bytes) part).values();
        System.arraycopy(from, 0, values, end, from.length);
        end += from.length;
      }
      return new Observations.Bytes(values, count, dimension);
    }
    float[] values = new float[length];
    for (Observations part : parts) {
      float[] from = ((Observations.Floats) part).values();
      System.arraycopy(from, 0, values, end, from.length);
      end += from.length;
    }
    return new Observations.Floats(values, count, dimension);
  }
}

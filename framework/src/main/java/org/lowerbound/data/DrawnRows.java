package org.lowerbound.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.lowerbound.random.RandomStream;

/**
 * Reads rows of mapped grey levels and makes a draw from each. It is the draw that the row would
 * have if all rows were drawn one after the other; so rows can be read in any order, and again.
 *
 * @param stored the grey levels
 * @param starts for each row, where in the stream its numbers begin
 * @param draw makes a draw, of which each value takes a number of the stream
 */
@SuppressWarnings("ArrayRecordComponent") // Shared, never compared or changed.
record DrawnRows(
    Observations.Mapped stored,
    long[] starts,
    BiFunction<Observations.Bytes, RandomStream, Observations.InMemory> draw)
    implements Observations.RowReader {
  /**
   * Finds out where each row's numbers begin: one pass over the stream, which reads nothing.
   *
   * @param bound of the integers that the draw takes
   */
  static Observations.Mapped of(
      Observations.Mapped stored,
      RandomStream stream,
      int bound,
      BiFunction<Observations.Bytes, RandomStream, Observations.InMemory> draw) {
    long[] starts = new long[stored.count()];
    for (int row = 0; row < starts.length; row++) {
      starts[row] = stream.position();
      for (int column = 0; column < stored.dimension(); column++) {
        stream.nextInt(bound); // Which now and then takes two numbers of the stream.
      }
    }
    return new Observations.Mapped(
        stored.count(), stored.dimension(), new DrawnRows(stored, starts, draw));
  }

  @Override
  public Observations.InMemory read(int[] rows) {
    Observations.Bytes levels = (Observations.Bytes) stored.read(rows);
    List<Observations.InMemory> drawn = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      drawn.add(draw.apply(levels.select(new int[] {i}), RandomStream.at(starts[rows[i]])));
    }
    return ConcatenatedRows.inMemory(drawn);
  }
}

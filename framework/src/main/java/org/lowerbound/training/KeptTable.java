package org.lowerbound.training;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.lowerbound.data.Observations;
import org.lowerbound.data.ValueKind;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Observations kept inside a graph in the form they are stored in.
 *
 * @param <T> the stored type
 */
final class KeptTable<T extends TNumber> extends ObservationTable {
  private static final int VALUES_AT_ONCE = 1 << 20;

  private final Supplier<Observations> observations;
  private final Variable<T> table;
  private final Op allocate;
  private final Placeholder<TInt32> rows;
  private final Placeholder<T> values;
  private final Op write;

  /**
   * Makes room for observations.
   *
   * @param shape {@code [N, D]}
   * @param observations in memory; asked for when the table is filled
   */
  KeptTable(
      Ops tf, Shape shape, ValueKind kind, Supplier<Observations> observations, Class<T> type) {
    super(kind);
    this.observations = observations;
    this.table = tf.variable(shape, type);
    // Memory that nothing has touched takes none; a table of zeros would be another copy.
    Operand<TInt32> sizes = tf.array((int) shape.get(0), (int) shape.get(1));
    this.allocate = tf.assign(table, tf.empty(sizes, type));
    this.rows = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    this.values = tf.placeholder(type, Placeholder.shape(Shape.of(-1, shape.get(1))));
    this.write = tf.scatterUpdate(table, rows, values);
  }

  @Override
  Operand<TFloat32> stored(Ops tf, Operand<TInt32> rows) {
    return tf.dtypes.cast(tf.gather(table, rows, tf.constant(0)), TFloat32.class);
  }

  @Override
  Optional<Tensor> feed(Session.Runner runner, int[] rows) {
    return Optional.empty();
  }

  /** Fills it piece by piece: at once, there would be a third copy of the data meanwhile. */
  @Override
  public void fill(Session session) {
    session.runner().addTarget(allocate).run().close();
    Observations.InMemory all = (Observations.InMemory) observations.get();
    int piece = Math.max(1, VALUES_AT_ONCE / Math.max(1, all.dimension()));
    for (int start = 0; start < all.count(); start += piece) {
      int end = Math.min(all.count(), start + piece);
      try (TInt32 numbers = TInt32.vectorOf(IntStream.range(start, end).toArray());
          Tensor part = tensor(all, start, end)) {
        session.runner().feed(rows, numbers).feed(values, part).addTarget(write).run().close();
      }
    }
  }
}

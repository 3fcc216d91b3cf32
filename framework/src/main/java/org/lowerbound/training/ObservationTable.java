package org.lowerbound.training;

import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.lowerbound.data.Observations;
import org.lowerbound.data.ValueKind;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/**
 * Observations kept inside a graph in the form they are stored in.
 *
 * @param <T> the stored type
 */
final class ObservationTable<T extends TNumber> implements GraphTable {
  private static final int VALUES_AT_ONCE = 1 << 20;

  private final ValueKind kind;
  private final Supplier<Observations> observations;
  private final Variable<T> table;
  private final Op allocate;
  private final Placeholder<TInt32> rows;
  private final Placeholder<T> values;
  private final Op write;

  private ObservationTable(
      Ops tf, Shape shape, ValueKind kind, Supplier<Observations> observations, Class<T> type) {
    this.kind = kind;
    this.observations = observations;
    this.table = tf.variable(shape, type);
    // Memory that nothing has touched takes none; a table of zeros would be another copy.
    Operand<TInt32> sizes = tf.array((int) shape.get(0), (int) shape.get(1));
    this.allocate = tf.assign(table, tf.empty(sizes, type));
    this.rows = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    this.values = tf.placeholder(type, Placeholder.shape(Shape.of(-1, shape.get(1))));
    this.write = tf.scatterUpdate(table, rows, values);
  }

  /**
   * Makes room for observations; {@link #fill} puts them there.
   *
   * @param shape {@code [N, D]}
   * @param observations asked for when the table is filled
   */
  static ObservationTable<?> create(
      Ops tf, Shape shape, ValueKind kind, Supplier<Observations> observations) {
    return kind.keptAsBytes()
        ? new ObservationTable<>(tf, shape, kind, observations, TUint8.class)
        : new ObservationTable<>(tf, shape, kind, observations, TFloat32.class);
  }

  /** Returns the stored values of some rows, unscaled: {@code [B] -> [B, D]}. */
  Operand<TFloat32> stored(Ops tf, Operand<TInt32> rows) {
    return tf.dtypes.cast(tf.gather(table, rows, tf.constant(0)), TFloat32.class);
  }

  /** Returns the observed values of some rows: {@code [B] -> [B, D]}. */
  Operand<TFloat32> observed(Ops tf, Operand<TInt32> rows) {
    Operand<TFloat32> stored = stored(tf, rows);
    return kind.scale() == 1.0 ? stored : tf.math.mul(stored, tf.constant((float) kind.scale()));
  }

  /** Fills it piece by piece: at once, there would be a third copy of the data meanwhile. */
  @Override
  public void fill(Session session) {
    session.runner().addTarget(allocate).run().close();
    Observations all = observations.get();
    int piece = Math.max(1, VALUES_AT_ONCE / Math.max(1, all.dimension()));
    for (int start = 0; start < all.count(); start += piece) {
      int end = Math.min(all.count(), start + piece);
      try (TInt32 numbers = TInt32.vectorOf(IntStream.range(start, end).toArray());
          Tensor part = tensor(all, start, end)) {
        session.runner().feed(rows, numbers).feed(values, part).addTarget(write).run().close();
      }
    }
  }

  private static Tensor tensor(Observations values, int start, int end) {
    Shape shape = Shape.of(end - start, values.dimension());
    long from = (long) start * values.dimension();
    if (values instanceof Observations.Bytes bytes) {
      return TUint8.tensorOf(
          shape, DataBuffers.of(bytes.values(), true, false).slice(from, shape.size()));
    }
    Observations.Floats floats = (Observations.Floats) values;
    return TFloat32.tensorOf(
        shape, DataBuffers.of(floats.values(), true, false).slice(from, shape.size()));
  }
}

package org.lowerbound.training;

import java.util.function.Supplier;
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
  private final Shape shape; // [N, D]
  private final ValueKind kind;
  private final Supplier<Observations> observations;
  private final Variable<T> table;
  private final Placeholder<T> input;
  private final Op assign;

  private ObservationTable(
      Ops tf, Shape shape, ValueKind kind, Supplier<Observations> observations, Class<T> type) {
    this.shape = shape;
    this.kind = kind;
    this.observations = observations;
    this.table = tf.variable(shape, type);
    this.input = tf.placeholder(type, Placeholder.shape(shape));
    this.assign = tf.assign(table, input);
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

  @Override
  public void fill(Session session) {
    try (Tensor values = tensor()) {
      session.runner().feed(input, values).addTarget(assign).run().close();
    }
  }

  private Tensor tensor() {
    Observations values = observations.get();
    if (values instanceof Observations.Bytes bytes) {
      return TUint8.tensorOf(shape, DataBuffers.of(bytes.values(), true, false));
    }
    Observations.Floats floats = (Observations.Floats) values;
    return TFloat32.tensorOf(shape, DataBuffers.of(floats.values(), true, false));
  }
}

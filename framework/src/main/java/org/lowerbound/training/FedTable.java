package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkState;

import java.util.Optional;
import java.util.function.Supplier;
import org.lowerbound.data.Observations;
import org.lowerbound.data.ValueKind;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Observations that stay in a file: a run is fed the values of its rows, in the form they are
 * stored in, and no others are in memory.
 *
 * @param <T> the stored type
 */
final class FedTable<T extends TNumber> extends ObservationTable {
  private final Supplier<Observations> observations;
  private final Placeholder<T> values;
  private Optional<Observations> filled = Optional.empty();

  /**
   * Makes a table.
   *
   * @param shape {@code [N, D]}
   * @param observations asked for when the table is filled
   */
  FedTable(
      Ops tf, Shape shape, ValueKind kind, Supplier<Observations> observations, Class<T> type) {
    super(kind);
    this.observations = observations;
    this.values = tf.placeholder(type, Placeholder.shape(Shape.of(-1, shape.get(1))));
  }

  @Override
  Operand<TFloat32> stored(Ops tf, Operand<TInt32> rows) {
    // As many as there are rows: TensorFlow finds most shapes of a step from that.
    Shape shape = Shape.of(rows.shape().get(0), values.shape().get(1));
    return tf.dtypes.cast(tf.ensureShape(values, shape), TFloat32.class);
  }

  /** Finds out what is to be read, and reads nothing yet. */
  @Override
  public void fill(Session session) {
    filled = Optional.of(observations.get());
  }

  @Override
  Optional<Tensor> feed(Session.Runner runner, int[] rows) {
    checkState(filled.isPresent(), "the table has not been filled");
    Tensor read = tensor(filled.get().read(rows), 0, rows.length);
    runner.feed(values, read);
    return Optional.of(read);
  }
}

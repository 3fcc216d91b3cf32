package org.lowerbound.training;

import java.util.Optional;
import java.util.function.Supplier;
import org.lowerbound.data.Observations;
import org.lowerbound.data.ValueKind;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Rows of observations that a graph has, whose numbers a run is fed. */
abstract sealed class ObservationTable implements GraphTable permits KeptTable, FedTable {
  private final ValueKind kind;

  ObservationTable(ValueKind kind) {
    this.kind = kind;
  }

  /**
   * Makes a table: {@link #fill} gives it the observations.
   *
   * @param shape {@code [N, D]}
   * @param mapped whether the observations are in a file, and stay there
   * @param observations asked for when the table is filled
   */
  static ObservationTable create(
      Ops tf, Shape shape, ValueKind kind, boolean mapped, Supplier<Observations> observations) {
    if (mapped) {
      return kind.keptAsBytes()
          ? new FedTable<>(tf, shape, kind, observations, TUint8.class)
          : new FedTable<>(tf, shape, kind, observations, TFloat32.class);
    }
    return kind.keptAsBytes()
        ? new KeptTable<>(tf, shape, kind, observations, TUint8.class)
        : new KeptTable<>(tf, shape, kind, observations, TFloat32.class);
  }

  /**
   * Returns the stored values of some rows, unscaled: {@code [B] -> [B, D]}.
   *
   * @param rows those that the run is fed
   */
  abstract Operand<TFloat32> stored(Ops tf, Operand<TInt32> rows);

  /** Returns the observed values of the rows that the run is fed: {@code [B] -> [B, D]}. */
  final Operand<TFloat32> observed(Ops tf, Operand<TInt32> rows) {
    Operand<TFloat32> stored = stored(tf, rows);
    return kind.scale() == 1.0 ? stored : tf.math.mul(stored, tf.constant((float) kind.scale()));
  }

  /**
   * Feeds a run what it needs of the table besides the numbers of the rows.
   *
   * @return what is to be closed after the run
   */
  abstract Optional<Tensor> feed(Session.Runner runner, int[] rows);

  /** Returns rows {@code start} to {@code end}, without the last, as a tensor of their own. */
  static Tensor tensor(Observations.InMemory values, int start, int end) {
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

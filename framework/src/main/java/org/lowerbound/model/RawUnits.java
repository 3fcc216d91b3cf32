package org.lowerbound.model;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.lowerbound.data.Standardization;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * The way between the values y that a model sees and the raw ones, x = m + s y. Networks and
 * distributions are of y; what is reported, drawn or given from outside is of x. Where nothing was
 * standardised both are the same, and no node is added.
 *
 * @param standardization m and s, if they are not 0 and 1
 */
public record RawUnits(Optional<Standardization> standardization) {
  /** The units of values that are seen as they are. */
  public static final RawUnits AS_SEEN = new RawUnits(Optional.empty());

  /** Returns log p(x) = log p(y) − Σ log s, whatever the shape; gradients are the same. */
  public Operand<TFloat32> logDensity(Ops tf, Operand<TFloat32> logProb) {
    return standardization.isEmpty()
        ? logProb
        : tf.math.sub(logProb, tf.constant((float) standardization.get().logVolume()));
  }

  /** Returns x, {@code [..., D]}, rounded once: m may be large. */
  public Operand<TFloat32> raw(Ops tf, Operand<TFloat32> seen) {
    return standardization.isEmpty()
        ? seen
        : tf.dtypes.cast(
            tf.math.add(mean(tf), tf.math.mul(scale(tf), tf.dtypes.cast(seen, TFloat64.class))),
            TFloat32.class);
  }

  /** Returns y, {@code [..., D]}. */
  public Operand<TFloat32> seen(Ops tf, Operand<TFloat32> raw) {
    return standardization.isEmpty()
        ? raw
        : tf.dtypes.cast(
            tf.math.div(tf.math.sub(tf.dtypes.cast(raw, TFloat64.class), mean(tf)), scale(tf)),
            TFloat32.class);
  }

  /** Returns differences of x, given those of y: {@code [..., D]}. */
  public Operand<TFloat32> rawDifference(Ops tf, Operand<TFloat32> seen) {
    return standardization.isEmpty()
        ? seen
        : tf.math.mul(seen, tf.dtypes.cast(scale(tf), TFloat32.class));
  }

  private Operand<TFloat64> mean(Ops tf) {
    return constant(tf, standardization.orElseThrow().mean());
  }

  private Operand<TFloat64> scale(Ops tf) {
    return constant(tf, standardization.orElseThrow().scale());
  }

  private static Operand<TFloat64> constant(Ops tf, ImmutableDoubleArray values) {
    return tf.constant(values.toArray());
  }
}

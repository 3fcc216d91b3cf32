package org.lowerbound.distribution.discrete;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.graph.Shapes;
import org.lowerbound.graph.Softmax;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The last axis of a tensor as groups of consecutive components, one for each class of a variable:
 * component c of variable v is at v · classes + c. All methods keep the shape, {@code [..., D]}.
 *
 * @param classes the length of a group
 * @param dimension D, variables × classes
 */
public record ClassGroups(int classes, int dimension) {
  /** Checks the arguments. */
  public ClassGroups {
    checkArgument(classes > 1, "classes must be at least 2 but is %s", classes);
    checkArgument(
        dimension > 0 && dimension % classes == 0,
        "dimension must be a positive multiple of the %s classes of a variable but is %s",
        classes,
        dimension);
  }

  /** Returns the number of groups. */
  public int variables() {
    return dimension / classes;
  }

  /** Returns log(exp(x) / Σ exp(x)) in each group. */
  public Operand<TFloat32> logSoftmax(Ops tf, Operand<TFloat32> x) {
    return tf.reshape(Softmax.logSoftmax(tf, Shapes.toRows(tf, x, classes)), tf.shape(x));
  }

  /** Returns exp(x) / Σ exp(x) in each group. */
  public Operand<TFloat32> softmax(Ops tf, Operand<TFloat32> x) {
    return tf.reshape(Softmax.softmax(tf, Shapes.toRows(tf, x, classes)), tf.shape(x));
  }

  /** Returns 1 for the largest of each group, the first of equals, and 0 else; no gradient. */
  public Operand<TFloat32> largest(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> oneHot =
        tf.oneHot(
            tf.math.argMax(Shapes.toRows(tf, x, classes), tf.constant(1)),
            tf.constant(classes),
            tf.constant(1f),
            tf.constant(0f));
    return tf.stopGradient(tf.reshape(oneHot, tf.shape(x)));
  }
}

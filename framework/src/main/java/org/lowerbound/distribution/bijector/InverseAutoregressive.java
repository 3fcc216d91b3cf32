package org.lowerbound.distribution.bijector;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.graph.GraphMath;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * An inverse autoregressive layer, y = σ ⊙ x + (1 − σ) ⊙ m with σ = sigmoid(s) and (m, s) = f(x)
 * (Kingma et al. 2016, algorithm 1): one pass forward, and D passes, one after the other, back.
 *
 * <p>s is raised to at least −10, so that the inverse, x = y + (y − m) exp(−s), is finite for
 * finite y and m.
 *
 * @param function f, whose two outputs are m and s
 * @param dimension D
 */
public record InverseAutoregressive(Twins<AutoregressiveFunction> function, int dimension)
    implements Bijector {
  private static final float SMALLEST_GATE_LOGIT = -10f;

  /** Checks the dimension. */
  public InverseAutoregressive {
    LastAxis.checkDimension(dimension, 1);
  }

  /** m and s at some x. */
  private record Gate(Operand<TFloat32> target, Operand<TFloat32> logit) {
    /** Returns log σ = −softplus(−s), without its sign. */
    Operand<TFloat32> negativeLog(Ops tf) {
      return tf.math.softplus(tf.math.neg(logit));
    }

    Gate component(Ops tf, int i) {
      return new Gate(LastAxis.slice(tf, target, i, i + 1), LastAxis.slice(tf, logit, i, i + 1));
    }
  }

  @Override
  public Image forward(Ops tf, Operand<TFloat32> x) {
    Gate gate = gate(tf, x);
    Operand<TFloat32> open = tf.math.sigmoid(gate.logit());
    Operand<TFloat32> closed = tf.math.sigmoid(tf.math.neg(gate.logit())); // 1 − σ
    return new Image(
        tf.math.add(tf.math.mul(open, x), tf.math.mul(closed, gate.target())),
        tf.math.neg(GraphMath.sumEvent(tf, gate.negativeLog(tf))));
  }

  @Override
  public Image inverse(Ops tf, Operand<TFloat32> y) {
    return OneByOne.solve(
        tf,
        y,
        dimension,
        (found, i) -> {
          Gate gate = gate(tf, found).component(tf, i);
          Operand<TFloat32> yi = LastAxis.slice(tf, y, i, i + 1);
          Operand<TFloat32> beyond =
              tf.math.mul(tf.math.sub(yi, gate.target()), tf.math.exp(tf.math.neg(gate.logit())));
          return new OneByOne.Component(tf.math.add(yi, beyond), gate.negativeLog(tf));
        });
  }

  @Override
  public InverseAutoregressive detached(Ops tf) {
    return new InverseAutoregressive(function.bothDetached(), dimension);
  }

  private Gate gate(Ops tf, Operand<TFloat32> x) {
    ImmutableList<Operand<TFloat32>> outputs = function.live().outputs(tf, x);
    checkArgument(
        outputs.size() == 2,
        "an inverse autoregressive layer's function must have 2 outputs, m and s, not %s",
        outputs.size());
    return new Gate(
        outputs.get(0), tf.math.maximum(outputs.get(1), tf.constant(SMALLEST_GATE_LOGIT)));
  }
}

package org.lowerbound.distribution.bijector;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A masked autoregressive layer, yᵢ = xᵢ exp(sᵢ) + mᵢ with (m, s) = f(y) of the components before i
 * (Papamakarios et al. 2017, eq. 2 and 4): one pass back, x = (y − m) exp(−s), and D passes, one
 * after the other, forward. s is {@link Affine#bounded}.
 *
 * @param function f, whose two outputs are m and s before the bound
 * @param dimension D
 */
public record MaskedAutoregressive(Twins<AutoregressiveFunction> function, int dimension)
    implements Bijector {
  /** Checks the dimension. */
  public MaskedAutoregressive {
    LastAxis.checkDimension(dimension, 1);
  }

  @Override
  public Image forward(Ops tf, Operand<TFloat32> x) {
    return OneByOne.solve(
        tf,
        x,
        dimension,
        (found, i) -> {
          Affine map = affine(tf, found);
          Operand<TFloat32> logScale = LastAxis.slice(tf, map.logScale(), i, i + 1);
          return new OneByOne.Component(
              tf.math.add(
                  tf.math.mul(LastAxis.slice(tf, x, i, i + 1), tf.math.exp(logScale)),
                  LastAxis.slice(tf, map.shift(), i, i + 1)),
              logScale);
        });
  }

  @Override
  public Image inverse(Ops tf, Operand<TFloat32> y) {
    return affine(tf, y).inverse(tf, y);
  }

  @Override
  public MaskedAutoregressive detached(Ops tf) {
    return new MaskedAutoregressive(function.bothDetached(), dimension);
  }

  /** Returns m and s as functions of y. */
  private Affine affine(Ops tf, Operand<TFloat32> y) {
    ImmutableList<Operand<TFloat32>> outputs = function.live().outputs(tf, y);
    checkArgument(
        outputs.size() == 2,
        "a masked autoregressive layer's function must have 2 outputs, m and s, not %s",
        outputs.size());
    return new Affine(outputs.get(0), Affine.bounded(tf, outputs.get(1)), dimension);
  }
}

package org.lowerbound.random;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Noise in the body of a loop, which has other numbers in each turn: a function of a key, of the
 * number of the turn, and of how many calls were made before in the body.
 */
public final class LoopNoise implements NoiseSource {
  /** Uniform 32-bit floats are multiples of 2⁻²³. */
  private static final float DRAWN_INTEGERS = 1 << 23;

  private final Operand<TInt64> key;
  private final Operand<TInt64> turn;
  private long calls;

  /**
   * Opens the noise of a body.
   *
   * @param key what {@link #key} made outside of the loop, as a variable of the loop
   * @param turn the number of the turn, a scalar below 2³¹
   */
  public LoopNoise(Operand<TInt64> key, Operand<TInt32> turn, Ops body) {
    this.key = key;
    this.turn = body.dtypes.cast(turn, TInt64.class);
  }

  /**
   * Returns a key, {@code [2]}: four of the noise's own numbers with 23 bits each, so that two
   * loops of one trial have the same key with a probability of 2⁻⁹².
   */
  public static Operand<TInt64> key(Ops tf, NoiseSource noise) {
    Operand<TFloat32> uniform = noise.uniform(tf, tf.array(2, 2));
    Operand<TInt64> drawn =
        tf.dtypes.cast(tf.math.mul(uniform, tf.constant(DRAWN_INTEGERS)), TInt64.class);
    Operand<TInt64> places = tf.constant(new long[] {1L << 40, 1L << 17}); // Below, there is room.
    return tf.reduceSum(tf.math.mul(drawn, places), tf.constant(1));
  }

  @Override
  public Operand<TFloat32> standardNormal(Ops tf, Operand<TInt32> shape) {
    return BoxMuller.draws(tf, shape, nextSeed(tf));
  }

  @Override
  public Operand<TFloat32> uniform(Ops tf, Operand<TInt32> shape) {
    return tf.random.statelessRandomUniform(shape, nextSeed(tf));
  }

  private Operand<TInt64> nextSeed(Ops tf) {
    return tf.math.add(key, tf.stack(List.of(tf.constant(calls++), turn))); // [2]
  }
}

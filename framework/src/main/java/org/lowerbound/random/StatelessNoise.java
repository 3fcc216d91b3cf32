package org.lowerbound.random;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Noise as a function of (seed, stream, step) alone: TensorFlow's counter-based generator (Philox)
 * with the stream's key and the step as its two seeds.
 *
 * <p>A draw's shape may be computed from a parameter's; no gradient flows there.
 *
 * <p>Each call adds a node with a key of its own, numbered in the order of the calls.
 */
public final class StatelessNoise implements NoiseSource {
  private final long seed;
  private final String stream;
  private final Operand<TInt64> step;
  private int calls;

  /**
   * Opens a stream.
   *
   * @param seed the trial's seed
   * @param stream the stream's name
   * @param step scalar, fed at each run; the same step gives the same noise
   */
  public StatelessNoise(long seed, String stream, Operand<TInt64> step) {
    this.seed = seed;
    this.stream = stream;
    this.step = step;
  }

  @Override
  public Operand<TFloat32> standardNormal(Ops tf, Operand<TInt32> shape) {
    return tf.stopGradient(BoxMuller.draws(tf, shape, nextSeed(tf)));
  }

  @Override
  public Operand<TFloat32> uniform(Ops tf, Operand<TInt32> shape) {
    return tf.stopGradient(tf.random.statelessRandomUniform(shape, nextSeed(tf)));
  }

  private Operand<TInt64> nextSeed(Ops tf) {
    long key = RandomStream.key(seed, stream + "/" + calls++);
    return tf.stack(List.of(tf.constant(key), step)); // [2]
  }
}

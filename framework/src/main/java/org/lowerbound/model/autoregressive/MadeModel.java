package org.lowerbound.model.autoregressive;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.ExactEvidence;
import org.lowerbound.model.Generating;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.MaskedEnsemble;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A mixture, in equal parts, of autoregressive models of bits that share their weights.
 *
 * @param networks one for each ordering and mask
 * @param bits p(x | logits)
 * @param dimension D
 * @param member the number of the network that a training step takes, a scalar; empty if there is
 *     one network only
 */
record MadeModel(
    MaskedEnsemble networks,
    Parameterization<Distribution> bits,
    int dimension,
    Optional<Operand<TFloat32>> member)
    implements ExactEvidence, Generating {
  /**
   * {@inheritDoc}
   *
   * <p>In a training pass it is log p(x) of the step's network. Its mean over the networks is a
   * lower bound on that of the mixture.
   */
  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> observations, Pass pass) {
    if (member.isPresent() && pass.isTraining()) {
      Operand<TInt32> number = tf.dtypes.cast(member.get(), TInt32.class);
      return logProb(tf, networks.apply(tf, observations, number, pass), observations, pass);
    }
    ImmutableList<Operand<TFloat32>> ofEach =
        IntStream.range(0, networks.size())
            .mapToObj(
                i -> logProb(tf, networks.apply(tf, observations, i, pass), observations, pass))
            .collect(ImmutableList.toImmutableList());
    return ofEach.size() == 1
        ? ofEach.get(0)
        : GraphMath.logMeanExp(tf, tf.stack(ofEach)); // [networks, B] -> [B]
  }

  private Operand<TFloat32> logProb(
      Ops tf, Operand<TFloat32> logits, Operand<TFloat32> observations, Pass pass) {
    return bits.given(tf, ImmutableList.of(logits), pass).logProb(tf, observations); // [B]
  }

  /** {@inheritDoc} Each draw is made in an ordering of its own, all of which are equally likely. */
  @Override
  public Operand<TFloat32> sample(Ops tf, NoiseSource noise, int count, Pass pass) {
    Operand<TFloat32> share =
        tf.math.mul(
            noise.uniform(tf, tf.array(count)), tf.constant((float) networks.size())); // [count]
    // A product may be rounded to the number itself.
    Operand<TInt32> members =
        tf.math.minimum(
            tf.dtypes.cast(share, TInt32.class), tf.constant(networks.size() - 1)); // [count]
    Operand<TFloat32> uniform =
        tf.ensureShape(noise.uniform(tf, tf.array(count, dimension)), Shape.of(count, dimension));
    return networks.draw(tf, members, uniform, MadeModel::bits, pass);
  }

  /** Returns 1 with the probability σ(logit): where the noise, uniform on [0, 1), is below it. */
  private static Operand<TFloat32> bits(
      Ops tf, Operand<TFloat32> logits, Operand<TFloat32> uniform) {
    return tf.dtypes.cast(tf.math.less(uniform, tf.math.sigmoid(logits)), TFloat32.class);
  }
}

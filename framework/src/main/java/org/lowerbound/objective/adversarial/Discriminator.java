package org.lowerbound.objective.adversarial;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Head;
import org.lowerbound.network.Network;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.Surrogate;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.NothingBuiltException;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * A classifier of vectors as draws of one distribution or of another. At its optimum the logit is
 * the logarithm of the ratio of the two densities (Sugiyama et al. 2012; Goodfellow et al. 2014,
 * proposition 1).
 */
public final class Discriminator {
  private final Network network;
  private final NoiseSource noise;

  /**
   * Makes the parameters, in the objective's group.
   *
   * @param architecture the layers below the logit
   * @param input the shape of one vector before flattening
   */
  public Discriminator(Architecture architecture, Shape input, ObjectiveScope scope) {
    this.network =
        NothingBuiltException.check(
            architecture,
            architecture.build(
                scope.parameters(),
                "discriminator",
                input,
                ImmutableList.of(Head.ofSize("logit", 1))));
    this.noise = scope.noise();
  }

  /** Returns the logits, {@code [B, size] -> [B]}; positive for the first distribution. */
  public Operand<TFloat32> logits(Ops tf, Operand<TFloat32> z) {
    return tf.squeeze(
        network.apply(tf, z, Pass.training(noise)).get(0), Squeeze.axis(List.of(-1L)));
  }

  /** Returns the binary cross-entropy of draws from the two distributions, scalar, nats. */
  public Operand<TFloat32> crossEntropy(Ops tf, Operand<TFloat32> first, Operand<TFloat32> second) {
    Operand<TFloat32> ofFirst =
        GraphMath.meanOverBatch(tf, tf.math.softplus(tf.math.neg(logits(tf, first))));
    Operand<TFloat32> ofSecond = GraphMath.meanOverBatch(tf, tf.math.softplus(logits(tf, second)));
    return tf.math.mul(tf.constant(0.5f), tf.math.add(ofFirst, ofSecond));
  }

  /** Returns the share of draws that are told right, from 0 to 1. */
  public Operand<TFloat32> accuracy(Ops tf, Operand<TFloat32> first, Operand<TFloat32> second) {
    Operand<TFloat32> zero = tf.constant(0f);
    Operand<TFloat32> ofFirst =
        tf.dtypes.cast(tf.math.greater(logits(tf, first), zero), TFloat32.class);
    Operand<TFloat32> ofSecond =
        tf.dtypes.cast(tf.math.less(logits(tf, second), zero), TFloat32.class);
    return tf.math.mul(
        tf.constant(0.5f),
        tf.math.add(GraphMath.meanOverBatch(tf, ofFirst), GraphMath.meanOverBatch(tf, ofSecond)));
  }

  /** Returns the discriminator's own part of a step. */
  public static Descent descent(Operand<TFloat32> crossEntropy, Optimizer optimizer) {
    return new Descent(
        "discriminator",
        ImmutableList.of(new Surrogate(crossEntropy, ImmutableSet.of(ParameterGroup.OBJECTIVE))),
        Optional.of(optimizer));
  }
}

package org.lowerbound.model.perclass;

import com.google.common.collect.ImmutableList;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.ExactEvidence;
import org.lowerbound.model.Generating;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * A model for each class, in a graph.
 *
 * @param evidence log p(x | y) by class
 * @param generating draws from p(x | y) by class, the same models
 * @param dimension D
 * @param who needs labels, for the message
 */
record PerClassModel(
    ImmutableList<ExactEvidence> evidence,
    ImmutableList<Generating> generating,
    int dimension,
    String who)
    implements ExactEvidence, Generating {
  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> observations, Pass pass) {
    ImmutableList<Operand<TFloat32>> ofClasses =
        evidence.stream()
            .map(copy -> tf.expandDims(copy.logProb(tf, observations, pass), tf.constant(-1)))
            .collect(ImmutableList.toImmutableList());
    return chosen(tf, tf.concat(ofClasses, tf.constant(-1)), labels(pass)); // [B, classes] -> [B]
  }

  /** {@inheritDoc} All copies draw, and the draw of the label is taken. */
  @Override
  public Operand<TFloat32> sample(Ops tf, NoiseSource noise, int count, Pass pass) {
    ImmutableList<Operand<TFloat32>> ofClasses =
        generating.stream()
            .map(
                copy ->
                    tf.reshape(copy.sample(tf, noise, count, pass), tf.array(count, dimension, 1)))
            .collect(ImmutableList.toImmutableList());
    Operand<TFloat32> labels = tf.expandDims(labels(pass), tf.constant(1)); // [count, 1, classes]
    Operand<TFloat32> all = tf.concat(ofClasses, tf.constant(2)); // [count, D, classes]
    return chosen(tf, all, tf.math.mul(labels, tf.onesLike(all)));
  }

  private Operand<TFloat32> labels(Pass pass) {
    return pass.everyLabel(who);
  }

  /** Chooses along the last axis: a product would make NaN of 0 and what is not finite. */
  private static Operand<TFloat32> chosen(
      Ops tf, Operand<TFloat32> ofClasses, Operand<TFloat32> oneHot) {
    Operand<TBool> own = tf.math.greater(oneHot, tf.constant(0.5f));
    return GraphMath.sumEvent(tf, tf.select(own, ofClasses, tf.zerosLike(ofClasses)));
  }
}

package org.lowerbound.objective.gradient;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Head;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.spec.Default;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * A function C(x) of the observation, trained to predict the signal by least squares, on top of a
 * running mean (NVIL: Mnih and Gregor 2014).
 *
 * @param network the network below C
 * @param running what is subtracted first
 */
public record LearnedBaseline(
    @Default("{\"type\": \"mlp\", \"hidden\": [100]}") Architecture network,
    @Default("{}") RunningBaseline running)
    implements Baseline {
  @Override
  public Centered center(Ops tf, Operand<TFloat32> signal, ObjectiveScope scope) {
    Operand<TFloat32> predicted =
        tf.squeeze(
            network
                .build(
                    scope.parameters(),
                    "baseline",
                    scope.batch().observation(),
                    ImmutableList.of(Head.ofSize("value", 1)))
                .apply(tf, scope.batch().observations(), Pass.training(scope.noise()))
                .get(0),
            Squeeze.axis(List.of(-1L))); // [B]
    Operand<TFloat32> first = running.center(tf, signal, scope).signal(); // [M, B]
    Operand<TFloat32> rest = tf.math.sub(first, predicted);
    Operand<TFloat32> loss =
        GraphMath.meanOverBatch(tf, tf.reshape(tf.math.square(rest), tf.constant(new int[] {-1})));
    return new Centered(tf.stopGradient(rest), Optional.of(loss));
  }
}

package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Softmax;
import org.lowerbound.model.Model;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Minimises −log p(y | x) of a {@link ClassifierModel}, nats per example. */
record CrossEntropy() implements Objective {
  @Override
  public Loss build(Ops tf, Model model, ObjectiveScope scope) {
    Operand<TFloat32> oneHot = scope.batch().pass().everyLabel("a classifier"); // [B, classes]
    Operand<TFloat32> logits =
        ((ClassifierModel.Built) model)
            .network()
            .apply(tf, scope.batch().observations(), scope.batch().pass())
            .get(0); // [B, classes]
    Operand<TFloat32> crossEntropy =
        tf.math.neg(
            GraphMath.meanOverBatch(
                tf,
                tf.reduceSum(
                    tf.math.mul(oneHot, Softmax.logSoftmax(tf, logits)), tf.constant(-1))));
    return Loss.withoutBound(
        ImmutableList.of(Descent.ofModel(crossEntropy)),
        ImmutableMap.of("cross-entropy", crossEntropy));
  }
}

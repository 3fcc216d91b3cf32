package org.lowerbound.objective.classification;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Classifying;
import org.lowerbound.model.Model;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.spec.PlacedException;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Minimises −log p(y | x) of the label, nats per example, of models that give it. */
public record CrossEntropy() implements Objective {
  @Override
  public Loss build(Ops tf, Model model, ObjectiveScope scope) {
    String who = TypeNames.of(this);
    Classifying classifying = Ability.CLASSIFYING.of(model, who);
    Operand<TFloat32> logProbs = // [B, classes]
        PlacedException.in(
            "model",
            () ->
                classifying.labelLogProbs(tf, scope.batch().observations(), scope.batch().pass()));
    Operand<TFloat32> ofLabels =
        GraphMath.sumEvent(
            tf, tf.math.mul(scope.batch().pass().everyLabel("the objective " + who), logProbs));
    Operand<TFloat32> crossEntropy = tf.math.neg(GraphMath.meanOverBatch(tf, ofLabels)); // []
    return Loss.withoutBound(
        ImmutableList.of(Descent.ofModel(crossEntropy)), ImmutableMap.of(who, crossEntropy));
  }
}

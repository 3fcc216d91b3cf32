package org.lowerbound.testing;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Ability;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.LatentVariables;
import org.lowerbound.model.Model;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A bound on log p(x | y) where the label is known, and on log p(x) where it is not: log Σ_y p(y)
 * exp(bound of y), with all labels equally likely. The second is what the bound of Kingma et al.
 * (2014, eq. 7) is for the best q(y | x). It runs the model once for each label.
 *
 * @param draws K, whose mean each bound is
 */
public record SemiSupervised(int draws) implements Objective {
  @Override
  public Loss build(Ops tf, Model model, ObjectiveScope scope) {
    Operand<TFloat32> bound =
        GraphMath.meanOverBatch(
            tf, bounds(tf, Ability.LATENT_VARIABLES.of(model, "semi-supervised"), scope));
    Operand<TFloat32> known =
        GraphMath.meanOverBatch(tf, scope.batch().pass().known(tf).orElseThrow());
    return Loss.minimizing(tf.math.neg(bound), bound, ImmutableMap.of("known", known));
  }

  /** Returns the bound of each observation, {@code [B]}. */
  public Operand<TFloat32> bounds(Ops tf, LatentVariables model, ObjectiveScope scope) {
    Pass pass = scope.batch().pass();
    Operand<TFloat32> x = scope.batch().observations();
    if (pass.knowsEveryLabel()) {
      return ofLabel(tf, model.terms(tf, x, scope.batch().noise(), draws, pass));
    }
    Operand<TFloat32> labels = pass.labels().orElseThrow(); // [B, classes]
    int classes = (int) labels.shape().get(1);
    List<Operand<TFloat32>> each = new ArrayList<>();
    for (int y = 0; y < classes; y++) {
      float[] oneHot = new float[classes];
      oneHot[y] = 1;
      Pass withLabel =
          pass.withLabels(tf.math.add(tf.zerosLike(labels), tf.constant(oneHot))); // [B, classes]
      each.add(ofLabel(tf, model.terms(tf, x, scope.noise("label-" + y), draws, withLabel))); // [B]
    }
    Operand<TFloat32> all = tf.stack(each); // [classes, B]
    Operand<TFloat32> ofKnown =
        tf.reduceSum(
            tf.math.mul(all, tf.linalg.transpose(labels, tf.constant(new int[] {1, 0}))),
            tf.constant(0)); // [B]
    return tf.select(
        tf.math.greater(pass.known(tf).orElseThrow(), tf.constant(0.5f)),
        ofKnown,
        GraphMath.logMeanExp(tf, all));
  }

  /** Returns E log p(x | z) − KL(q(z | x) ‖ p(z | y)), {@code [B]}. */
  public static Operand<TFloat32> ofLabel(Ops tf, BoundTerms terms) {
    return tf.math.sub(
        GraphMath.meanOverDraws(tf, terms.logLikelihood()), KlEstimator.CLOSED_FORM.kl(tf, terms));
  }
}

package example;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.spec.Default;
import org.tensorflow.op.Ops;

/**
 * The mean of the ELBO and of the importance weighted bound (Burda et al. 2016, eq. 8), on the same
 * draws: a bound, for both are.
 *
 * @param draws K
 */
public record Halfway(@Default("5") int draws) implements BoundObjective {
  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope) {
    var logWeights = terms.logWeight(tf); // [K, B]
    var elbo = GraphMath.meanOverBatch(tf, GraphMath.meanOverDraws(tf, logWeights));
    var iwae = GraphMath.meanOverBatch(tf, GraphMath.logMeanExp(tf, logWeights));
    var bound = tf.math.mul(tf.constant(0.5f), tf.math.add(elbo, iwae));
    return Loss.minimizing(tf.math.neg(bound), bound, ImmutableMap.of("elbo", elbo));
  }
}

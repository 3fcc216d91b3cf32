package org.lowerbound.testing;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Decoding;
import org.lowerbound.model.Encoding;
import org.lowerbound.model.Model;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * Encodes its own reconstruction, with noise on it, again: −log p(x | z) + ‖z − z′‖² for a code z
 * of x and the mean code z′ of the noised mean of p(x | z).
 *
 * @param deviation of the noise
 */
public record Cycle(double deviation) implements Objective {
  @Override
  public Loss build(Ops tf, Model model, ObjectiveScope scope) {
    Encoding encoder = Ability.ENCODING.of(model, "cycle");
    Decoding decoder = Ability.DECODING.of(model, "cycle");
    Pass pass = scope.batch().pass();
    Operand<TFloat32> x = scope.batch().observations();
    Operand<TFloat32> z =
        encoder.encode(tf, x, pass).draw(tf, scope.noise("code"), 1); // [1, B, latents]
    var likelihood = decoder.decode(tf, z, pass); // [1, B]
    Operand<TFloat32> mean =
        tf.squeeze(((WithMean) likelihood).mean(tf), Squeeze.axis(List.of(0L))); // [B, D]
    Operand<TFloat32> noised =
        tf.math.add(
            mean,
            tf.math.mul(
                tf.constant((float) deviation),
                scope.noise("reconstruction").standardNormal(tf, tf.shape(mean))));
    Operand<TFloat32> again =
        ((WithMean) encoder.encode(tf, noised, pass)).mean(tf); // [B, latents]
    Operand<TFloat32> distance =
        GraphMath.meanOverBatch(
            tf,
            GraphMath.sumEvent(
                tf,
                tf.math.squaredDifference(tf.squeeze(z, Squeeze.axis(List.of(0L))), again))); // []
    Operand<TFloat32> distortion =
        tf.math.neg(
            GraphMath.meanOverBatch(
                tf, GraphMath.meanOverDraws(tf, likelihood.logProb(tf, x)))); // []
    return Loss.withoutBound(
        ImmutableList.of(Descent.ofModel(tf.math.add(distortion, distance))),
        ImmutableMap.of("distortion", distortion, "distance", distance));
  }
}

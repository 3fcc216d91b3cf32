package org.lowerbound.objective.autoencoding;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Autoencoding;
import org.lowerbound.model.Model;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The loss of an autoencoder without noise, for the posterior "point" (Ghosh et al. 2020, eqs. 3, 8
 * and 10): distortion + λ_z ½ ‖z‖² + λ_θ ‖θ_decoder‖². There is no bound. With both weights 0 it is
 * the plain autoencoder; with a corrupted input of the encoder, the denoising one (Vincent et al.
 * 2008).
 *
 * @param codePenalty λ_z, in place of a prior
 * @param weightDecay λ_θ, over all parameters of the decoder, in place of the noise
 */
public record Autoencoder(
    @Default("0.0") @Interval(min = 0) double codePenalty,
    @Default("0.0") @Interval(min = 0) double weightDecay)
    implements Objective {
  /** Checks the arguments. */
  public Autoencoder {
    ObjectiveChecks.checkWeight(codePenalty, "codePenalty");
    ObjectiveChecks.checkWeight(weightDecay, "weightDecay");
  }

  @Override
  public Loss build(Ops tf, Model model, ObjectiveScope scope) {
    checkArgument(
        model instanceof Autoencoding,
        "autoencoder trains a vae with the posterior point, which has no noise; for this model"
            + " \"elbo\" works");
    Autoencoding autoencoder = (Autoencoding) model;
    Operand<TFloat32> x = scope.batch().observations();
    Operand<TFloat32> code =
        autoencoder.encode(tf, x, scope.batch().pass()).value(); // [B, latents]
    Operand<TFloat32> logLikelihood =
        autoencoder.logLikelihood(
            tf, x, tf.expandDims(code, tf.constant(0)), scope.batch().pass()); // [1, B]
    Operand<TFloat32> distortion =
        tf.math.neg(GraphMath.meanOverBatch(tf, GraphMath.meanOverDraws(tf, logLikelihood)));
    Operand<TFloat32> halfSquares =
        tf.math.mul(
            tf.constant(0.5f),
            GraphMath.meanOverBatch(tf, GraphMath.sumEvent(tf, tf.math.square(code)))); // []
    Operand<TFloat32> surrogate =
        tf.math.add(distortion, tf.math.mul(tf.constant((float) codePenalty), halfSquares));
    if (weightDecay > 0) {
      surrogate =
          tf.math.add(
              surrogate,
              tf.math.mul(
                  tf.constant((float) weightDecay),
                  scope.squaredNorm().apply(ParameterGroup.DECODER)));
    }
    return Loss.withoutBound(
        ImmutableList.of(Descent.ofModel(surrogate)),
        ImmutableMap.of("distortion", distortion, "half-squared-code", halfSquares));
  }
}

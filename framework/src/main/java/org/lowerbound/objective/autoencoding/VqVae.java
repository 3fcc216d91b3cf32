package org.lowerbound.objective.autoencoding;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.distribution.codebook.Quantized;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.bound.ElboParts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The VQ-VAE's loss (van den Oord et al. 2017, eq. 3): distortion + ‖sg[z_e] − e‖² + β ‖z_e −
 * sg[e]‖², for the posterior "vector-quantized". Its bound is the ELBO with the constant rate of
 * the codes. With a codebook of moving averages the middle term moves nothing.
 *
 * @param commitment β, how strongly the encoder keeps to its codes
 */
public record VqVae(@Default("0.25") @Interval(min = 0) double commitment)
    implements BoundObjective {
  /** Checks the argument. */
  public VqVae {
    ObjectiveChecks.checkWeight(commitment, "commitment");
  }

  @Override
  public int draws() {
    return 1;
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope) {
    checkArgument(
        terms.posterior() instanceof Quantized,
        "vq-vae trains the posterior vector-quantized, and not %s; \"elbo\" works",
        TypeNames.of(terms.posterior()));
    Quantized quantized = (Quantized) terms.posterior();
    ElboParts parts = ElboParts.of(tf, terms, KlEstimator.CLOSED_FORM);
    Operand<TFloat32> ofCodebook =
        GraphMath.meanOverBatch(tf, quantized.quantization().codebookLoss(tf));
    Operand<TFloat32> ofCommitment =
        GraphMath.meanOverBatch(tf, quantized.quantization().commitmentLoss(tf));
    Operand<TFloat32> surrogate =
        tf.math.add(
            tf.math.add(parts.distortion(), ofCodebook),
            tf.math.mul(tf.constant((float) commitment), ofCommitment));
    return parts.loss(
        tf,
        surrogate,
        ImmutableMap.of(
            "commitment",
            ofCommitment,
            "perplexity",
            quantized.quantizer().perplexity(tf, quantized.quantization())));
  }
}

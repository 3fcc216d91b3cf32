package org.lowerbound.objective.regularized;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.distribution.WithVariance;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Shapes;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.bound.ElboParts;
import org.lowerbound.objective.bound.PenalizedElbo;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * The ELBO with a penalty that pulls a covariance C of the latents over the batch towards the
 * identity: λ_od Σ_{i≠j} C_ij² + λ_d Σ_i (C_ii − 1)² (DIP-VAE: Kumar et al. 2018, eq. 6–7).
 *
 * @param variant which covariance
 * @param offDiagonal λ_od
 * @param diagonal λ_d; without one, 10 λ_od for {@link Variant#I} and λ_od for {@link Variant#II},
 *     as the authors take it. The record then has that number
 * @param kl how the rate is computed
 */
public record DipVae(
    @Default("\"i\"") Variant variant,
    @Default("10.0") @Interval(min = 0) double offDiagonal,
    @Interval(min = 0) Optional<Double> diagonal,
    @Default("\"closed-form\"") KlEstimator kl)
    implements PenalizedElbo {
  /** The covariance that is pulled towards the identity. */
  public enum Variant {
    /** That of the posterior means, Cov[μ(x)]. */
    I,
    /** That of the aggregate posterior, E[Σ(x)] + Cov[μ(x)]. */
    II
  }

  /** Checks the arguments. */
  public DipVae {
    ObjectiveChecks.checkWeight(offDiagonal, "offDiagonal");
    double ofVariant = variant == Variant.I ? 10 * offDiagonal : offDiagonal;
    diagonal = Optional.of(diagonal.orElse(ofVariant));
    ObjectiveChecks.checkWeight(diagonal.get(), "diagonal");
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope, ElboParts parts) {
    scope.checkBatchSize(2);
    Operand<TFloat32> identity = identity(tf, terms.posterior().dimension());
    Operand<TFloat32> penalty = penalty(tf, covariance(tf, terms, identity), identity);
    return parts.loss(
        tf,
        tf.math.add(tf.math.add(parts.distortion(), parts.rate()), penalty),
        ImmutableMap.of("dip", penalty));
  }

  /** Returns C, {@code [latents, latents]}; the batch is the population: its sums are over B. */
  private Operand<TFloat32> covariance(Ops tf, BoundTerms terms, Operand<TFloat32> identity) {
    checkArgument(
        terms.posterior() instanceof WithVariance,
        "the means and variances of the posterior %s have no closed form; diagonal-normal works",
        TypeNames.of(terms.posterior()));
    WithVariance posterior = (WithVariance) terms.posterior();
    Operand<TFloat32> means = posterior.mean(tf); // [B, latents]
    Operand<TFloat32> centered = tf.math.sub(means, GraphMath.meanOverBatch(tf, means));
    Operand<TFloat32> size = Shapes.batchSize(tf, means);
    Operand<TFloat32> ofMeans =
        tf.math.div(tf.linalg.matMul(centered, centered, MatMul.transposeA(true)), size);
    if (variant == Variant.I) {
      return ofMeans;
    }
    Operand<TFloat32> variances = GraphMath.meanOverBatch(tf, posterior.variance(tf));
    // A row times the identity is a diagonal matrix, with a gradient, which TensorFlow's own has
    // not.
    return tf.math.add(ofMeans, tf.math.mul(identity, tf.expandDims(variances, tf.constant(0))));
  }

  private Operand<TFloat32> penalty(
      Ops tf, Operand<TFloat32> covariance, Operand<TFloat32> identity) {
    Operand<TFloat32> squares = tf.math.square(tf.math.sub(covariance, identity));
    Operand<TFloat32> off = tf.math.sub(tf.constant(1f), identity);
    Operand<TFloat32> weights =
        tf.math.add(
            tf.math.mul(tf.constant(diagonal.orElseThrow().floatValue()), identity),
            tf.math.mul(tf.constant((float) offDiagonal), off));
    return tf.reduceSum(tf.math.mul(weights, squares), tf.constant(new int[] {0, 1}));
  }

  private static Operand<TFloat32> identity(Ops tf, int size) {
    float[] values = new float[size * size];
    for (int i = 0; i < size; i++) {
      values[i * size + i] = 1;
    }
    return tf.constant(Shape.of(size, size), DataBuffers.of(values));
  }
}

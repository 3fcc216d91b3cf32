package org.lowerbound.model.hierarchy;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.network.Activation;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * q(z | x) = q(z_L | x) Π q(z_i | x, z_{i+1}), drawn from the top.
 *
 * @param prior p(z), whose conditionals are multiplied with
 * @param bottomUp the networks of the way up
 * @param activation what follows the features
 * @param observations x, {@code [B, D]}
 * @param evidence N(μ̂_i, σ̂_i²) as the prior's pass sees it
 */
record LadderPosterior(
    TopDownPrior prior,
    ImmutableList<BottomUp> bottomUp,
    Activation activation,
    Operand<TFloat32> observations,
    ImmutableList<DiagonalNormal> evidence)
    implements Factorization {
  /** Runs the networks of the way up. */
  static LadderPosterior of(
      Ops tf,
      TopDownPrior prior,
      ImmutableList<BottomUp> bottomUp,
      Activation activation,
      Operand<TFloat32> observations,
      Pass pass) {
    ImmutableList.Builder<DiagonalNormal> evidence = ImmutableList.builder();
    Operand<TFloat32> features = observations;
    for (BottomUp rung : bottomUp) {
      features = activation.apply(tf, rung.features().apply(tf, features, pass).get(0));
      evidence.add((DiagonalNormal) rung.likelihood().given(tf, features, pass));
    }
    return new LadderPosterior(
        prior.in(pass), bottomUp, activation, observations, evidence.build());
  }

  @Override
  public ImmutableList<Integer> layers() {
    return prior.layers();
  }

  @Override
  public ImmutableList<Integer> order() {
    return prior.order();
  }

  @Override
  public LadderPosterior frozen(Ops tf) {
    return of(tf, prior, bottomUp, activation, observations, prior.pass().freeze());
  }

  @Override
  public Sampleable conditional(Ops tf, int layer, List<Operand<TFloat32>> latents) {
    DiagonalNormal fromBelow = evidence.get(layer);
    if (layer == layers().size() - 1) {
      return fromBelow;
    }
    return product(tf, fromBelow, (DiagonalNormal) prior.conditional(tf, layer, latents));
  }

  /**
   * Returns the normal that is proportional to the product of two (eqs. 17–19): precisions add, and
   * the mean is weighted by them. With w = σ(2 (log σ_b − log σ_a)), the share of a's precision,
   * this is stable however far the two scales are apart.
   */
  static DiagonalNormal product(Ops tf, DiagonalNormal a, DiagonalNormal b) {
    Operand<TFloat32> two = tf.constant(2f);
    Operand<TFloat32> difference =
        tf.math.mul(two, tf.math.sub(b.logScale(), a.logScale())); // log of precision ratio a/b
    Operand<TFloat32> share = tf.math.sigmoid(difference);
    Operand<TFloat32> loc = tf.math.add(b.loc(), tf.math.mul(share, tf.math.sub(a.loc(), b.loc())));
    // log σ = log σ_b − ½ log(1 + (σ_b/σ_a)²)
    Operand<TFloat32> logScale =
        tf.math.sub(b.logScale(), tf.math.mul(tf.constant(0.5f), tf.math.softplus(difference)));
    return new DiagonalNormal(loc, logScale, a.dimension());
  }
}

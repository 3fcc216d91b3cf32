package org.lowerbound.distribution.divergence;

import org.lowerbound.distribution.KlRegistry;
import org.lowerbound.distribution.codebook.Quantized;
import org.lowerbound.distribution.codebook.UniformCodes;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.continuous.FullNormal;
import org.lowerbound.distribution.continuous.Laplace;
import org.lowerbound.distribution.continuous.LowRankNormal;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.distribution.discrete.OneHotCategorical;
import org.lowerbound.distribution.relaxed.StraightThroughBernoulli;
import org.lowerbound.distribution.relaxed.StraightThroughCategorical;
import org.lowerbound.distribution.sphere.HypersphericalUniform;
import org.lowerbound.distribution.sphere.VonMisesFisher;

/** All closed-form KL divergences. */
public final class ClosedFormKls {
  private static final KlRegistry REGISTRY =
      new KlRegistry.Builder()
          .registerPerComponent(DiagonalNormal.class, DiagonalNormal.class, NormalKls::diagonal)
          .register(DiagonalNormal.class, FullNormal.class, NormalKls::diagonalFromFull)
          .register(FullNormal.class, DiagonalNormal.class, NormalKls::fullFromDiagonal)
          .register(FullNormal.class, FullNormal.class, NormalKls::full)
          .register(LowRankNormal.class, DiagonalNormal.class, NormalKls::lowRankFromDiagonal)
          .registerPerComponent(Laplace.class, Laplace.class, LaplaceKls::laplace)
          .registerPerComponent(Bernoulli.class, Bernoulli.class, BernoulliKls::bernoulli)
          .registerPerComponent(
              StraightThroughBernoulli.class,
              Bernoulli.class,
              (tf, q, p) -> BernoulliKls.bernoulli(tf, q.discrete(tf), p))
          .register(OneHotCategorical.class, OneHotCategorical.class, CategoricalKls::categoricals)
          .register(
              StraightThroughCategorical.class,
              OneHotCategorical.class,
              (tf, q, p) -> CategoricalKls.categoricals(tf, q.discrete(tf), p))
          .register(Quantized.class, UniformCodes.class, UniformCodes::kl)
          .register(VonMisesFisher.class, HypersphericalUniform.class, SphereKls::fromUniform)
          .build();

  private ClosedFormKls() {}

  /** Returns the registry that models use. */
  public static KlRegistry registry() {
    return REGISTRY;
  }
}

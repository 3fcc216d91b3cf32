package org.lowerbound.model;

import java.util.List;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * A VAE of the values that are left, x₂, given a part x₁ of an observation: log p(x₂ | x₁) ≥
 * E_q[log p(x₂ | z, x₁)] − KL(q(z | x₁, x₂) ‖ p(z | x₁)) (Sohn et al. 2015, eq. 4). The part has no
 * likelihood.
 *
 * @param vae gives the terms, with a posterior and a likelihood of whole observations
 * @param ofLeft p(x₂ | z, x₁)
 * @param part which values are given
 */
record PartialVae(LatentVariableModel vae, Conditional<Distribution> ofLeft, PartOfValues part)
    implements Predicting, Encoding, CompletingPart {
  /**
   * Makes the model.
   *
   * @param vae with the likelihood of the values that are left
   */
  static PartialVae of(LatentVariableModel vae, PartOfValues part) {
    return new PartialVae(
        new LatentVariableModel(
            vae.latents(),
            vae.prior(),
            (tf, z, pass) -> new Left(vae.likelihood().given(tf, z, pass), part),
            vae.posterior(),
            vae.closedForms(),
            vae.units(),
            vae.latentSpace()),
        vae.likelihood(),
        part);
  }

  /** The distribution of the values that are left, at whole observations {@code [B, D]}. */
  private record Left(Distribution distribution, PartOfValues part) implements Distribution {
    @Override
    public int dimension() {
      return part.dimension();
    }

    @Override
    public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
      return distribution.logProb(tf, part.left(tf, value));
    }
  }

  private Pass given(Ops tf, Operand<TFloat32> observations, Pass pass) {
    return pass.withCondition(part.given(tf, observations));
  }

  @Override
  public int latents() {
    return vae.latents();
  }

  @Override
  public LatentSpace latentSpace() {
    return vae.latentSpace();
  }

  @Override
  public BoundTerms terms(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, int sampleCount, Pass pass) {
    return vae.terms(tf, observations, noise, sampleCount, given(tf, observations, pass));
  }

  @Override
  public PartialVae byPrior() {
    return new PartialVae(vae.byPrior(), ofLeft, part);
  }

  @Override
  public Sampleable encode(Ops tf, Operand<TFloat32> observations, Pass pass) {
    return vae.encode(tf, observations, given(tf, observations, pass));
  }

  /** {@inheritDoc} Draws of a prior that looks at no part are the same z's for all observations. */
  @Override
  public Operand<TFloat32> complete(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, int count, Pass pass) {
    Operand<TFloat32> first = part.given(tf, observations);
    Pass own = pass.withCondition(first);
    Distribution prior = vae.prior().distribution(tf, own);
    Operand<TFloat32> drawn = LatentVariableModel.drawn("prior", prior, tf, noise, count);
    Operand<TFloat32> z = // [count, B, latents], or [count, 1, latents]
        own.usesCondition() ? drawn : tf.expandDims(drawn, tf.constant(1));
    Operand<TFloat32> ofEach = // [count, B, latents]
        tf.math.add(z, tf.expandDims(tf.zerosLike(GraphMath.sumEvent(tf, first)), tf.constant(-1)));
    Operand<TFloat32> left =
        LatentVariableModel.drawn("likelihood", ofLeft.given(tf, ofEach, own), tf, noise, 1);
    return part.whole(tf, first, tf.squeeze(left, Squeeze.axis(List.of(0L))));
  }
}

package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.KlRegistry;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * p(z) p(x | z) with its approximate posterior q(z | x), in a graph.
 *
 * @param latents the dimension of z
 * @param prior p(z)
 * @param likelihood p(x | z)
 * @param posterior q(z | x)
 * @param closedForms the divergences with a closed form
 * @param units those of the observations: likelihoods are of the raw ones, networks and
 *     distributions of those that are seen
 * @param latentSpace where z lives
 */
public record LatentVariableModel(
    int latents,
    Prior prior,
    Conditional<Distribution> likelihood,
    Conditional<Sampleable> posterior,
    KlRegistry closedForms,
    RawUnits units,
    LatentSpace latentSpace)
    implements Predicting, Encoding, CodeGenerating, Generating {
  /** Makes one of real latents and of observations that are seen as they are. */
  public LatentVariableModel(
      int latents,
      Prior prior,
      Conditional<Distribution> likelihood,
      Conditional<Sampleable> posterior,
      KlRegistry closedForms) {
    this(latents, prior, likelihood, posterior, closedForms, RawUnits.AS_SEEN, LatentSpace.REAL);
  }

  @Override
  public BoundTerms terms(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, int sampleCount, Pass pass) {
    Sampleable q = posterior.given(tf, observations, pass);
    Distribution p = prior.distribution(tf, pass);
    Sampleable.Draw draw = q.sampleWithLogProb(tf, noise, sampleCount);
    return new BoundTerms(
        draw.value(),
        q,
        p,
        units.logDensity(tf, likelihood.given(tf, draw.value(), pass).logProb(tf, observations)),
        p.logProb(tf, draw.value()),
        draw.logProb(),
        closedForms);
  }

  @Override
  public LatentVariableModel byPrior() {
    return new LatentVariableModel(
        latents,
        prior,
        likelihood,
        (tf, x, pass) -> priorOfEach(tf, pass),
        closedForms,
        units,
        latentSpace);
  }

  /** Returns p(z | c), a distribution for each observation. */
  private Sampleable priorOfEach(Ops tf, Pass pass) {
    Pass own = pass.unasked();
    Distribution p = prior.distribution(tf, own);
    checkArgument(
        own.usesLabels() || own.usesCondition(),
        "z is to be drawn from p(z | c) for each observation, but the prior is given neither a label"
            + " nor a part of it; the prior \"conditional\" works");
    return sampleable("prior", p);
  }

  @Override
  public Sampleable encode(Ops tf, Operand<TFloat32> observations, Pass pass) {
    return posterior.given(tf, observations, pass);
  }

  @Override
  public Distribution decode(Ops tf, Operand<TFloat32> latents, Pass pass) {
    return likelihood.given(tf, latents, pass);
  }

  @Override
  public Operand<TFloat32> sampleCodes(Ops tf, NoiseSource noise, int count, Pass pass) {
    Pass own = pass.unasked();
    Distribution p = prior.distribution(tf, own);
    // A prior given labels is one for each of them.
    Operand<TFloat32> z = drawn("prior", p, tf, noise, own.usesLabels() ? 1 : count);
    return tf.reshape(z, tf.array(-1, latents)); // [count, latents]
  }

  /**
   * {@inheritDoc} Draws z from p(z), then x from p(x | z).
   *
   * @throws IllegalArgumentException if the prior or the likelihood cannot be drawn from
   */
  @Override
  public Operand<TFloat32> sample(Ops tf, NoiseSource noise, int count, Pass pass) {
    Operand<TFloat32> z = sampleCodes(tf, noise, count, pass);
    Operand<TFloat32> x = drawn("likelihood", decode(tf, z, pass), tf, noise, 1);
    return tf.squeeze(x, Squeeze.axis(List.of(0L))); // [count, D]
  }

  /** Returns draws from a distribution that is to be one that can be drawn from. */
  static Operand<TFloat32> drawn(
      String role, Distribution distribution, Ops tf, NoiseSource noise, int count) {
    return sampleable(role, distribution).draw(tf, noise, count);
  }

  private static Sampleable sampleable(String role, Distribution distribution) {
    checkArgument(
        distribution instanceof Sampleable,
        "the %s %s cannot be drawn from",
        role,
        TypeNames.of(distribution));
    return (Sampleable) distribution;
  }
}

package org.lowerbound.model.posterior;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.stream.Stream;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.model.flow.Flow;
import org.lowerbound.model.flow.HouseholderFlow;
import org.lowerbound.model.flow.InverseAutoregressiveFlow;
import org.lowerbound.model.flow.NeuralSplineFlow;
import org.lowerbound.model.flow.PlanarFlow;
import org.lowerbound.model.flow.RadialFlow;
import org.lowerbound.model.flow.RealNvpFlow;
import org.lowerbound.model.flow.SylvesterFlow;
import org.lowerbound.model.flow.SylvesterFlow.OrthogonalFactor;
import org.lowerbound.model.prior.BernoulliPrior;
import org.lowerbound.model.prior.BinaryConcretePrior;
import org.lowerbound.model.prior.CategoricalPrior;
import org.lowerbound.model.prior.CodebookPrior;
import org.lowerbound.model.prior.ConcretePrior;
import org.lowerbound.model.prior.HypersphericalUniformPrior;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.model.prior.UniformPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.MaskedMlp;
import org.lowerbound.network.Mlp;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.autoencoding.VqVae;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.gradient.Baseline;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.objective.gradient.ScoreFunction;
import org.lowerbound.objective.gradient.StraightThroughGradient;
import org.lowerbound.schedule.ConstantSchedule;

/**
 * A family of posteriors with a prior that it goes with.
 *
 * @param name for messages
 * @param posterior the family
 * @param prior over the same space
 * @param latents the dimension of z
 * @param hostPrior the prior where it is not the standard normal one
 */
record PosteriorCase(
    String name,
    PosteriorFamily posterior,
    PriorFamily prior,
    int latents,
    Optional<HostPrior> hostPrior) {
  /** The number of codes of the two codebooks. */
  static final int CODES = 4;

  /** The number of components of a code. */
  static final int WIDTH = 2;

  /** Returns all families. */
  static Stream<PosteriorCase> all() {
    return Stream.of(
        of("diagonal-normal", new DiagonalNormalPosterior(ScaleLink.EXP)),
        of("diagonal-normal-softplus", new DiagonalNormalPosterior(ScaleLink.SOFTPLUS)),
        of("full-normal", new FullNormalPosterior()),
        of("low-rank-normal-1", new LowRankNormalPosterior(1, ScaleLink.EXP)),
        of("low-rank-normal-2", new LowRankNormalPosterior(2, ScaleLink.EXP)),
        of("laplace", new LaplacePosterior(ScaleLink.EXP)),
        of("logistic", new LogisticPosterior(ScaleLink.EXP)),
        of("mixture", new MixturePosterior(3, ScaleLink.EXP)),
        of("planar", new PlanarFlow(2)),
        of("radial", new RadialFlow(2)),
        of("householder", new HouseholderFlow(2)),
        of("sylvester-orthogonal", new SylvesterFlow(2, 2, OrthogonalFactor.ORTHOGONAL, 1)),
        of("sylvester-householder", new SylvesterFlow(2, 2, OrthogonalFactor.HOUSEHOLDER, 2)),
        of("sylvester-triangular", new SylvesterFlow(2, 2, OrthogonalFactor.TRIANGULAR, 1)),
        of(
            "inverse-autoregressive",
            new InverseAutoregressiveFlow(
                2, new MaskedMlp(ImmutableList.of(4), Activation.TANH, new GlorotUniform()), 2)),
        of("real-nvp", new RealNvpFlow(2, hidden(), 2)),
        of("neural-spline", new NeuralSplineFlow(2, hidden(), 2, 4, 3)),
        of(
            "planar-on-full-normal",
            new FlowPosterior(new FullNormalPosterior(), new PlanarFlow(1))),
        of(
            "logit-normal",
            new LogitNormalPosterior(ScaleLink.EXP),
            new UniformPrior(),
            2,
            HostPrior.unitSquare()),
        of(
            "von-mises-fisher",
            new VonMisesFisherPosterior(),
            new HypersphericalUniformPrior(),
            3,
            HostPrior.sphere()),
        of(
            "binary-concrete-on-uniform",
            new BinaryConcretePosterior(new ConstantSchedule(0.6)),
            new UniformPrior(),
            2,
            HostPrior.unitSquare()),
        of(
            "binary-concrete",
            new BinaryConcretePosterior(new ConstantSchedule(0.5)),
            new BinaryConcretePrior(0.7),
            2,
            HostPrior.binaryConcrete(0.7)),
        of(
            "concrete",
            new ConcretePosterior(3, new ConstantSchedule(0.5)),
            new ConcretePrior(3, 0.7),
            3,
            HostPrior.concreteTriple(0.7)),
        of(
            "concrete-pairs",
            new ConcretePosterior(2, new ConstantSchedule(0.5)),
            new ConcretePrior(2, 0.7),
            4,
            HostPrior.concretePairs(0.7)),
        of(
            "bernoulli",
            new BernoulliPosterior(),
            new BernoulliPrior(0.3, false),
            3,
            HostPrior.bits(3, 0.3)),
        of(
            "categorical",
            new CategoricalPosterior(2),
            new CategoricalPrior(2, false),
            4,
            HostPrior.oneHotPairs(2)),
        of(
            "straight-through-bernoulli",
            new StraightThroughBernoulliPosterior(),
            new BernoulliPrior(0.3, true),
            3,
            HostPrior.bits(3, 0.3)),
        of(
            "straight-through",
            new StraightThroughPosterior(2, new ConstantSchedule(0.8)),
            new CategoricalPrior(2, true),
            4,
            HostPrior.oneHotPairs(2)),
        of("vector-quantized", new Codebook.ByGradient()),
        of("vector-quantized-by-average", new Codebook.ByAverage(0.9)));
  }

  private static PosteriorCase of(String name, PosteriorFamily posterior) {
    return new PosteriorCase(name, posterior, new StandardNormalPrior(), 3, Optional.empty());
  }

  private static PosteriorCase of(String name, Flow flow) {
    return of(name, new FlowPosterior(new DiagonalNormalPosterior(ScaleLink.EXP), flow));
  }

  private static PosteriorCase of(String name, Codebook codebook) {
    return new PosteriorCase(
        name,
        new VectorQuantizedPosterior(CODES, WIDTH, codebook),
        new CodebookPrior(CODES, WIDTH),
        4,
        Optional.empty());
  }

  private static PosteriorCase of(
      String name, PosteriorFamily posterior, PriorFamily prior, int latents, HostPrior hostPrior) {
    return new PosteriorCase(name, posterior, prior, latents, Optional.of(hostPrior));
  }

  @Override
  public String toString() {
    return name;
  }

  private static Mlp hidden() {
    return new Mlp(ImmutableList.of(4), Activation.TANH, new GlorotUniform());
  }

  boolean isQuantized() {
    return posterior instanceof VectorQuantizedPosterior;
  }

  boolean isStraightThrough() {
    return posterior instanceof StraightThroughPosterior
        || posterior instanceof StraightThroughBernoulliPosterior;
  }

  boolean isDiscrete() {
    return posterior instanceof BernoulliPosterior
        || posterior instanceof CategoricalPosterior
        || isStraightThrough()
        || isQuantized();
  }

  /** Returns what the family is trained with, of two draws where there can be two. */
  BoundObjective objective() {
    if (isQuantized()) {
      return new VqVae(0.25);
    }
    return elbo(
        isStraightThrough()
            ? new StraightThroughGradient()
            : isDiscrete()
                ? new ScoreFunction(new Baseline.None())
                : new ReparameterizedGradient());
  }

  /** Returns the ELBO of two draws with an estimated KL. */
  static Elbo elbo(GradientEstimator gradient) {
    return new Elbo(new ConstantSchedule(1), 2, KlEstimator.MONTE_CARLO, gradient);
  }
}

package org.lowerbound.model.posterior;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
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
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.autoencoding.VqVae;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.bound.KlEstimator;
import org.lowerbound.objective.gradient.Baseline;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.objective.gradient.ScoreFunction;
import org.lowerbound.objective.gradient.StraightThroughGradient;
import org.lowerbound.schedule.ConstantSchedule;

/** Every family of posteriors, with a prior that it goes with. */
enum PosteriorCase {
  DIAGONAL_NORMAL(new DiagonalNormalPosterior(ScaleLink.EXP)),
  DIAGONAL_NORMAL_SOFTPLUS(new DiagonalNormalPosterior(ScaleLink.SOFTPLUS)),
  FULL_NORMAL(new FullNormalPosterior()),
  LOW_RANK_NORMAL_1(new LowRankNormalPosterior(1, ScaleLink.EXP)),
  LOW_RANK_NORMAL_2(new LowRankNormalPosterior(2, ScaleLink.EXP)),
  LAPLACE(new LaplacePosterior(ScaleLink.EXP)),
  LOGISTIC(new LogisticPosterior(ScaleLink.EXP)),
  MIXTURE(new MixturePosterior(3, ScaleLink.EXP)),
  PLANAR(new PlanarFlow(2)),
  RADIAL(new RadialFlow(2)),
  HOUSEHOLDER(new HouseholderFlow(2)),
  SYLVESTER_ORTHOGONAL(new SylvesterFlow(2, 2, OrthogonalFactor.ORTHOGONAL, 1)),
  SYLVESTER_HOUSEHOLDER(new SylvesterFlow(2, 2, OrthogonalFactor.HOUSEHOLDER, 2)),
  SYLVESTER_TRIANGULAR(new SylvesterFlow(2, 2, OrthogonalFactor.TRIANGULAR, 1)),
  INVERSE_AUTOREGRESSIVE(
      new InverseAutoregressiveFlow(
          2, new MaskedMlp(ImmutableList.of(4), Activation.TANH, new GlorotUniform()), 2)),
  REAL_NVP(new RealNvpFlow(2, hidden(), 2)),
  NEURAL_SPLINE(new NeuralSplineFlow(2, hidden(), 2, 4, 3)),
  PLANAR_ON_FULL_NORMAL(new FlowPosterior(new FullNormalPosterior(), new PlanarFlow(1))),
  LOGIT_NORMAL(
      new LogitNormalPosterior(ScaleLink.EXP), new UniformPrior(), 2, HostPrior.unitSquare()),
  VON_MISES_FISHER(
      new VonMisesFisherPosterior(), new HypersphericalUniformPrior(), 3, HostPrior.sphere()),
  BINARY_CONCRETE_ON_UNIFORM(
      new BinaryConcretePosterior(new ConstantSchedule(0.6)),
      new UniformPrior(),
      2,
      HostPrior.unitSquare()),
  BINARY_CONCRETE(
      new BinaryConcretePosterior(new ConstantSchedule(0.5)),
      new BinaryConcretePrior(0.7),
      2,
      HostPrior.binaryConcrete(0.7)),
  CONCRETE(
      new ConcretePosterior(3, new ConstantSchedule(0.5)),
      new ConcretePrior(3, 0.7),
      3,
      HostPrior.concreteTriple(0.7)),
  CONCRETE_PAIRS(
      new ConcretePosterior(2, new ConstantSchedule(0.5)),
      new ConcretePrior(2, 0.7),
      4,
      HostPrior.concretePairs(0.7)),
  BERNOULLI(new BernoulliPosterior(), new BernoulliPrior(0.3, false), 3, HostPrior.bits(3, 0.3)),
  CATEGORICAL(
      new CategoricalPosterior(2), new CategoricalPrior(2, false), 4, HostPrior.oneHotPairs(2)),
  STRAIGHT_THROUGH_BERNOULLI(
      new StraightThroughBernoulliPosterior(),
      new BernoulliPrior(0.3, true),
      3,
      HostPrior.bits(3, 0.3)),
  STRAIGHT_THROUGH(
      new StraightThroughPosterior(2, new ConstantSchedule(0.8)),
      new CategoricalPrior(2, true),
      4,
      HostPrior.oneHotPairs(2)),
  VECTOR_QUANTIZED(new Codebook.ByGradient()),
  VECTOR_QUANTIZED_BY_AVERAGE(new Codebook.ByAverage(0.9));

  /** The number of codes of the two codebooks. */
  static final int CODES = 4;

  /** The number of components of a code. */
  static final int WIDTH = 2;

  final PosteriorFamily posterior;
  final PriorFamily prior;
  final int latents;

  /** The prior where it is not the standard normal one. */
  final Optional<HostPrior> hostPrior;

  PosteriorCase(PosteriorFamily posterior) {
    this(posterior, new StandardNormalPrior(), 3, Optional.empty());
  }

  PosteriorCase(Flow flow) {
    this(new FlowPosterior(new DiagonalNormalPosterior(ScaleLink.EXP), flow));
  }

  PosteriorCase(Codebook codebook) {
    this(
        new VectorQuantizedPosterior(4, 2, codebook), new CodebookPrior(4, 2), 4, Optional.empty());
  }

  PosteriorCase(PosteriorFamily posterior, PriorFamily prior, int latents, HostPrior hostPrior) {
    this(posterior, prior, latents, Optional.of(hostPrior));
  }

  PosteriorCase(
      PosteriorFamily posterior, PriorFamily prior, int latents, Optional<HostPrior> hostPrior) {
    this.posterior = posterior;
    this.prior = prior;
    this.latents = latents;
    this.hostPrior = hostPrior;
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
  Objective objective() {
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

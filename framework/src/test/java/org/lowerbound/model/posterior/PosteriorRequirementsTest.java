package org.lowerbound.model.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.Model;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.model.Vae;
import org.lowerbound.model.flow.PlanarFlow;
import org.lowerbound.model.flow.RealNvpFlow;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.prior.BernoulliPrior;
import org.lowerbound.model.prior.CategoricalPrior;
import org.lowerbound.model.prior.CodebookPrior;
import org.lowerbound.model.prior.FlowPrior;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.model.prior.UniformPrior;
import org.lowerbound.model.prior.VampPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.autoencoding.Autoencoder;
import org.lowerbound.objective.autoencoding.VqVae;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.objective.gradient.Baseline;
import org.lowerbound.objective.gradient.DoublyReparameterized;
import org.lowerbound.objective.gradient.DoublyReparameterizedWakeWake;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.objective.gradient.ScoreFunction;
import org.lowerbound.objective.gradient.StickingTheLanding;
import org.lowerbound.objective.gradient.StraightThroughGradient;
import org.lowerbound.objective.gradient.Vimco;
import org.lowerbound.objective.gradient.WakeWake;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.schedule.LinearSchedule;
import org.lowerbound.schedule.Span;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.ObjectiveHarness;
import org.tensorflow.ndarray.Shape;

/** What does not go together, and what the message says would. */
final class PosteriorRequirementsTest {
  private static final DiagonalNormalPosterior NORMAL = new DiagonalNormalPosterior(ScaleLink.EXP);

  private static void assertRefused(String message, Executable executable) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }

  private static void assertRefused(
      String message, PosteriorFamily posterior, PriorFamily prior, Objective objective) {
    try (LinearModel model = new LinearModel(posterior, prior, 4)) {
      assertRefused(message, () -> model.loss(objective));
    }
  }

  private static void assertAccepted(
      PosteriorFamily posterior, PriorFamily prior, Objective objective) {
    try (LinearModel model = new LinearModel(posterior, prior, 4)) {
      assertEquals(1, model.loss(objective).turns().size());
    }
  }

  private static Objective elbo(GradientEstimator gradient) {
    return PosteriorCase.elbo(gradient);
  }

  @Test
  void aVampPriorIsAFunctionOfTheEncoderThatSomeEstimatorsDoNotKnow() {
    for (PriorFamily prior :
        ImmutableList.of(new VampPrior(3), new FlowPrior(new VampPrior(3), new PlanarFlow(1)))) {
      for (GradientEstimator biased :
          ImmutableList.of(
              new DoublyReparameterized(),
              new ScoreFunction(new Baseline.None()),
              new Vimco(),
              new WakeWake(),
              new DoublyReparameterizedWakeWake())) {
        try (LinearModel model = new LinearModel(NORMAL, prior, 4)) {
          String message =
              assertThrows(IllegalArgumentException.class, () -> model.loss(new Iwae(2, biased)))
                  .getMessage();
          assertEquals(
              "the gradient is biased if the prior depends on the encoder, as a prior does;"
                  + " \"reparameterized\" and \"stl\" work",
              message
                  .replaceFirst("gradient \"[-a-z]+\"", "gradient")
                  .replaceFirst("as [A-Za-z]+ does", "as a prior does"));
        }
      }
      assertAccepted(NORMAL, prior, elbo(new StickingTheLanding()));
      assertAccepted(NORMAL, prior, elbo(new ReparameterizedGradient()));
    }
  }

  @Test
  void aBorrowedGradientIsForDrawsThatBorrow() {
    for (PosteriorFamily posterior :
        ImmutableList.of(NORMAL, new LaplacePosterior(ScaleLink.EXP))) {
      assertRefused(
          "the gradient \"straight-through\" is for draws that borrow one, which those of the"
              + " posterior "
              + (posterior.equals(NORMAL) ? "diagonal-normal" : "laplace")
              + " do not; the posteriors straight-through and straight-through-bernoulli work",
          posterior,
          new StandardNormalPrior(),
          elbo(new StraightThroughGradient()));
    }
  }

  @Test
  void drawsWithoutADerivativeNeedAScoreFunction() {
    PosteriorFamily borrowed = new StraightThroughPosterior(2, new ConstantSchedule(1));
    for (PosteriorFamily posterior : ImmutableList.of(new CategoricalPosterior(2), borrowed)) {
      String name = posterior.equals(borrowed) ? "straight-through" : "categorical";
      for (GradientEstimator estimator :
          ImmutableList.of(
              new ReparameterizedGradient(),
              new StickingTheLanding(),
              new DoublyReparameterized())) {
        String label =
            estimator instanceof ReparameterizedGradient
                ? "reparameterized"
                : estimator instanceof StickingTheLanding ? "stl" : "dreg";
        assertRefused(
            "the gradient \""
                + label
                + "\" needs draws with a derivative, but the posterior "
                + name
                + " has none; \"score-function\" and \"vimco\" work",
            posterior,
            new CategoricalPrior(2, false),
            elbo(estimator));
      }
      assertAccepted(posterior, new CategoricalPrior(2, false), elbo(new Vimco()));
    }
  }

  private static Model point(GraphHarness harness) {
    return new Vae(
            2,
            new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform()),
            new PointPosterior(),
            new StandardNormalPrior(),
            new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform()),
            new NormalLikelihood(new Scale.Fixed(1), OutputBias.DATA_MEAN),
            new Corruption.None())
        .build(
            new InputParameters(harness, 1)
                .scope(new ObservedData(Shape.of(1), ValueKind.REAL, ImmutableDoubleArray.of(0))));
  }

  @Test
  void aPointHasNoBound() {
    String needs =
        " needs a model with latents with a posterior density q(z|x); vae, hierarchical-vae,"
            + " ladder-vae, semi-supervised-vae, energy, ppca, factor-analysis, bayesian-pca and"
            + " bernoulli-mixture have, but for a vae with the posterior point";
    try (GraphHarness harness = new GraphHarness()) {
      ObjectiveHarness objectives =
          new ObjectiveHarness(harness, point(harness), harness.input(Shape.of(1, 1), 0f), 10);
      assertRefused("elbo" + needs, () -> objectives.loss(elbo(new ReparameterizedGradient())));
      assertRefused(
          "iwae" + needs, () -> objectives.loss((Objective) new Iwae(2, new StickingTheLanding())));
      assertRefused("vq-vae" + needs, () -> objectives.loss(new VqVae(0.25)));
    }
  }

  @Test
  void theObjectivesOfAutoencodersAreForCodesWithoutNoise() {
    assertRefused(
        "autoencoder trains a vae with the posterior point, which has no noise; for this model"
            + " \"elbo\" works",
        NORMAL,
        new StandardNormalPrior(),
        new Autoencoder(0, 0));
    assertRefused(
        "vq-vae trains the posterior vector-quantized, and not diagonal-normal; \"elbo\" works",
        NORMAL,
        new StandardNormalPrior(),
        new VqVae(0.25));
  }

  @Test
  void aClosedFormIsNotClaimedWhereThereIsNone() {
    assertRefused(
        "KL(flow ‖ diagonal-normal) has no closed form here; \"kl\":" + " \"monte-carlo\" works",
        new FlowPosterior(NORMAL, new PlanarFlow(1)),
        new StandardNormalPrior(),
        new Elbo(
            new ConstantSchedule(1), 1, KlEstimator.CLOSED_FORM, new ReparameterizedGradient()));
  }

  @Test
  void posteriorAndPriorLiveOnOneSpace() {
    assertRefused(
        "the posterior logit-normal-posterior draws vectors of numbers in (0, 1), but the prior"
            + " standard-normal-prior is over real vectors; the prior \"uniform\" works",
        () ->
            new LinearModel(new LogitNormalPosterior(ScaleLink.EXP), new StandardNormalPrior(), 2));
    assertRefused(
        "the posterior concrete-posterior draws probability vectors of 2 classes, but the prior"
            + " categorical-prior is over one-hot vectors of 2 classes; the prior \"concrete\" with"
            + " \"classes\": 2 works",
        () ->
            new LinearModel(
                new ConcretePosterior(2, new ConstantSchedule(1)),
                new CategoricalPrior(2, false),
                2));
    assertRefused(
        "the posterior vector-quantized-posterior draws entries of a codebook of 8 x 2, but the"
            + " prior codebook-prior is over entries of a codebook of 4 x 2; the prior \"codebook\""
            + " with \"codes\": 8, \"width\": 2 works",
        () ->
            new LinearModel(
                new VectorQuantizedPosterior(8, 2, new Codebook.ByGradient()),
                new CodebookPrior(4, 2),
                4));
    assertRefused(
        "the posterior bernoulli-posterior draws vectors of zeros and ones, but the prior"
            + " uniform-prior is over vectors of numbers in (0, 1); the prior \"bernoulli\" works",
        () -> new LinearModel(new BernoulliPosterior(), new UniformPrior(), 2));
  }

  @Test
  void latentsAreWholeVariables() {
    assertRefused(
        "latents is 4, which is no multiple of the 3 classes of a variable; 6 works",
        () -> new LinearModel(new CategoricalPosterior(3), new CategoricalPrior(3, false), 4));
    assertRefused(
        "latents is 5, which is no multiple of the width of a code, 2; 6 works",
        () ->
            new LinearModel(
                new VectorQuantizedPosterior(4, 2, new Codebook.ByGradient()),
                new CodebookPrior(4, 2),
                5));
    assertRefused(
        "a sphere needs at least 2 latents but there is 1",
        () -> new VonMisesFisherPosterior().checkLatents(1));
    assertRefused(
        "rank is 3, but a covariance of 2 latents has no more",
        () ->
            new LinearModel(
                new LowRankNormalPosterior(3, ScaleLink.EXP), new StandardNormalPrior(), 2));
    assertRefused(
        "rank is 3, but a covariance of 2 latents has no more",
        () ->
            new FlowPosterior(new LowRankNormalPosterior(3, ScaleLink.EXP), new PlanarFlow(1))
                .checkLatents(2));
    assertRefused(
        "a coupling needs two halves, but there is one value; planar works for a posterior, and"
            + " masked-autoregressive for a normalizing-flow",
        () ->
            new LinearModel(
                new FlowPosterior(NORMAL, new RealNvpFlow(2, LinearModel.LINEAR, 2)),
                new StandardNormalPrior(),
                1));
  }

  @Test
  void aFlowNeedsADensityOnRealVectorsBelowIt() {
    assertRefused(
        "a flow maps real vectors, but its base bernoulli-posterior draws vectors of zeros and"
            + " ones; diagonal-normal works",
        () -> new FlowPosterior(new BernoulliPosterior(), new PlanarFlow(1)));
    assertRefused(
        "a flow maps real vectors, but its base bernoulli-prior is over vectors of zeros and ones;"
            + " standard-normal works",
        () -> new FlowPrior(new BernoulliPrior(0.5, false), new PlanarFlow(1)));
  }

  @Test
  void settingsAreChecked() {
    assertRefused("classes must be at least 2 but is 1", () -> new CategoricalPosterior(1));
    assertRefused(
        "components must be at least 2 but is 1", () -> new MixturePosterior(1, ScaleLink.EXP));
    assertRefused(
        "rank must be positive but is 0", () -> new LowRankNormalPosterior(0, ScaleLink.EXP));
    assertRefused(
        "temperature must lie between 0.01 and 100 but is 0.001",
        () -> new BinaryConcretePosterior(new LinearSchedule(1, 0.001, Span.ofEpochs(1))));
    assertRefused(
        "decay must be at least 0 and less than 1 but is 1.0", () -> new Codebook.ByAverage(1));
    assertRefused(
        "codes must be at least 2 but is 1",
        () -> new VectorQuantizedPosterior(1, 2, new Codebook.ByGradient()));
    assertEquals(LatentSpace.REAL, new FlowPosterior(NORMAL, new PlanarFlow(1)).latentSpace());
  }
}

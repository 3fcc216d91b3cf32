package org.lowerbound.experiment.definition;

import java.util.concurrent.atomic.AtomicReference;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.chosen.Subset;
import org.lowerbound.data.named.BinarizedMnist;
import org.lowerbound.data.named.CaltechSilhouettes;
import org.lowerbound.data.named.Cifar10;
import org.lowerbound.data.named.Dsprites;
import org.lowerbound.data.named.Emnist;
import org.lowerbound.data.named.FashionMnist;
import org.lowerbound.data.named.KuzushijiMnist;
import org.lowerbound.data.named.Mnist;
import org.lowerbound.data.named.Omniglot;
import org.lowerbound.data.named.RotatedMnist;
import org.lowerbound.data.own.ArrayData;
import org.lowerbound.data.own.CsvData;
import org.lowerbound.data.own.IdxData;
import org.lowerbound.data.own.Images;
import org.lowerbound.data.synthetic.Bars;
import org.lowerbound.data.synthetic.Blobs;
import org.lowerbound.data.synthetic.EightGaussians;
import org.lowerbound.data.synthetic.LinearGaussian;
import org.lowerbound.data.synthetic.LinearGaussianClasses;
import org.lowerbound.data.synthetic.Moons;
import org.lowerbound.data.synthetic.Sensitive;
import org.lowerbound.data.synthetic.Sprites;
import org.lowerbound.data.synthetic.SwissRoll;
import org.lowerbound.data.synthetic.Unobserved;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.model.CodeFamily;
import org.lowerbound.model.Condition;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.model.ReverseChain;
import org.lowerbound.model.Vae;
import org.lowerbound.model.autoregressive.Autoregressive;
import org.lowerbound.model.autoregressive.CausalCounts;
import org.lowerbound.model.autoregressive.IndependentPixels;
import org.lowerbound.model.autoregressive.Made;
import org.lowerbound.model.autoregressive.MultiScale;
import org.lowerbound.model.classifier.Classifier;
import org.lowerbound.model.diffusion.CosineNoise;
import org.lowerbound.model.diffusion.DenoisingChain;
import org.lowerbound.model.diffusion.Diffusion;
import org.lowerbound.model.diffusion.LinearNoise;
import org.lowerbound.model.diffusion.NoiseSchedule;
import org.lowerbound.model.energy.EnergyFit;
import org.lowerbound.model.flow.Flow;
import org.lowerbound.model.flow.HouseholderFlow;
import org.lowerbound.model.flow.InverseAutoregressiveFlow;
import org.lowerbound.model.flow.InverseFlow;
import org.lowerbound.model.flow.MaskedAutoregressiveFlow;
import org.lowerbound.model.flow.NeuralSplineFlow;
import org.lowerbound.model.flow.NormalizingFlow;
import org.lowerbound.model.flow.PlanarFlow;
import org.lowerbound.model.flow.Preprocess;
import org.lowerbound.model.flow.RadialFlow;
import org.lowerbound.model.flow.RealNvpFlow;
import org.lowerbound.model.flow.SylvesterFlow;
import org.lowerbound.model.hierarchy.HierarchicalVae;
import org.lowerbound.model.hierarchy.LadderVae;
import org.lowerbound.model.hierarchy.SemiSupervisedVae;
import org.lowerbound.model.hierarchy.StackedSemiSupervisedVae;
import org.lowerbound.model.implicit.Gan;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.BetaBinomialLikelihood;
import org.lowerbound.model.likelihood.BetaLikelihood;
import org.lowerbound.model.likelihood.CategoricalLikelihood;
import org.lowerbound.model.likelihood.ContinuousBernoulliLikelihood;
import org.lowerbound.model.likelihood.DiscretizedLogisticLikelihood;
import org.lowerbound.model.likelihood.DiscretizedLogisticMixtureLikelihood;
import org.lowerbound.model.likelihood.LaplaceLikelihood;
import org.lowerbound.model.likelihood.NegativeBinomialLikelihood;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.NormalScale;
import org.lowerbound.model.likelihood.OptimalScale;
import org.lowerbound.model.likelihood.PixelWeights;
import org.lowerbound.model.likelihood.PoissonLikelihood;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.likelihood.StudentTLikelihood;
import org.lowerbound.model.likelihood.WeightedLikelihood;
import org.lowerbound.model.linear.BayesianPca;
import org.lowerbound.model.linear.FactorAnalysis;
import org.lowerbound.model.linear.PrincipalComponents;
import org.lowerbound.model.linear.ProbabilisticPca;
import org.lowerbound.model.mixture.BernoulliMixture;
import org.lowerbound.model.perclass.PerClass;
import org.lowerbound.model.posterior.BernoulliPosterior;
import org.lowerbound.model.posterior.BinaryConcretePosterior;
import org.lowerbound.model.posterior.CategoricalPosterior;
import org.lowerbound.model.posterior.Codebook;
import org.lowerbound.model.posterior.ConcretePosterior;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.FlowPosterior;
import org.lowerbound.model.posterior.FullNormalPosterior;
import org.lowerbound.model.posterior.LaplacePosterior;
import org.lowerbound.model.posterior.LogisticPosterior;
import org.lowerbound.model.posterior.LogitNormalPosterior;
import org.lowerbound.model.posterior.LowRankNormalPosterior;
import org.lowerbound.model.posterior.MixturePosterior;
import org.lowerbound.model.posterior.PointPosterior;
import org.lowerbound.model.posterior.StraightThroughBernoulliPosterior;
import org.lowerbound.model.posterior.StraightThroughPosterior;
import org.lowerbound.model.posterior.VectorQuantizedPosterior;
import org.lowerbound.model.posterior.VonMisesFisherPosterior;
import org.lowerbound.model.prior.BernoulliPrior;
import org.lowerbound.model.prior.BinaryConcretePrior;
import org.lowerbound.model.prior.CategoricalPrior;
import org.lowerbound.model.prior.CodebookPrior;
import org.lowerbound.model.prior.ConcretePrior;
import org.lowerbound.model.prior.ConditionalPrior;
import org.lowerbound.model.prior.FlowPrior;
import org.lowerbound.model.prior.HypersphericalUniformPrior;
import org.lowerbound.model.prior.LaplacePrior;
import org.lowerbound.model.prior.MixturePrior;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.model.prior.UniformPrior;
import org.lowerbound.model.prior.VampPrior;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Burgess;
import org.lowerbound.network.CausalArchitecture;
import org.lowerbound.network.CausalImageArchitecture;
import org.lowerbound.network.ContextPath;
import org.lowerbound.network.Conv;
import org.lowerbound.network.DenoisingArchitecture;
import org.lowerbound.network.GatedMlp;
import org.lowerbound.network.GatedPixelCnn;
import org.lowerbound.network.GlorotNormal;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.HeNormal;
import org.lowerbound.network.HeUniform;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.MaskedMlp;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Nade;
import org.lowerbound.network.Normal;
import org.lowerbound.network.Normalization;
import org.lowerbound.network.PixelCnn;
import org.lowerbound.network.PixelCnnPlusPlus;
import org.lowerbound.network.PixelRnn;
import org.lowerbound.network.ResNet;
import org.lowerbound.network.UNet;
import org.lowerbound.network.Zeros;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.adversarial.NonSaturating;
import org.lowerbound.objective.alternating.Em;
import org.lowerbound.objective.alternating.Lagging;
import org.lowerbound.objective.autoencoding.Autoencoder;
import org.lowerbound.objective.autoencoding.VqVae;
import org.lowerbound.objective.bound.Ciwae;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.objective.bound.Jackknife;
import org.lowerbound.objective.bound.Miwae;
import org.lowerbound.objective.bound.Piwae;
import org.lowerbound.objective.bound.Renyi;
import org.lowerbound.objective.bound.VrMax;
import org.lowerbound.objective.classification.CrossEntropy;
import org.lowerbound.objective.closedform.ClosedFormEm;
import org.lowerbound.objective.closedform.ClosedFormSolve;
import org.lowerbound.objective.closedform.CoordinateAscent;
import org.lowerbound.objective.constrained.Capacity;
import org.lowerbound.objective.constrained.FreeBits;
import org.lowerbound.objective.constrained.Geco;
import org.lowerbound.objective.diffusion.DiffusionObjective;
import org.lowerbound.objective.diffusion.LossSecondMoment;
import org.lowerbound.objective.diffusion.StepDraws;
import org.lowerbound.objective.diffusion.UniformSteps;
import org.lowerbound.objective.gradient.Baseline;
import org.lowerbound.objective.gradient.DoublyReparameterized;
import org.lowerbound.objective.gradient.DoublyReparameterizedWakeWake;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.gradient.LearnedBaseline;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.objective.gradient.RunningBaseline;
import org.lowerbound.objective.gradient.ScoreFunction;
import org.lowerbound.objective.gradient.StickingTheLanding;
import org.lowerbound.objective.gradient.StraightThroughGradient;
import org.lowerbound.objective.gradient.Vimco;
import org.lowerbound.objective.gradient.WakeWake;
import org.lowerbound.objective.likelihood.MaximumLikelihood;
import org.lowerbound.objective.regularized.Adversarial;
import org.lowerbound.objective.regularized.BetaTcVae;
import org.lowerbound.objective.regularized.DipVae;
import org.lowerbound.objective.regularized.FactorVae;
import org.lowerbound.objective.regularized.FairAdversarial;
import org.lowerbound.objective.regularized.FairVae;
import org.lowerbound.objective.regularized.InfoVae;
import org.lowerbound.objective.regularized.Kernel;
import org.lowerbound.objective.regularized.WaeMmd;
import org.lowerbound.objective.supervised.ClassSum;
import org.lowerbound.objective.supervised.Gsnn;
import org.lowerbound.objective.supervised.SemiSupervised;
import org.lowerbound.optimizer.Adam;
import org.lowerbound.optimizer.Adamax;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.optimizer.RmsProp;
import org.lowerbound.optimizer.Sgd;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.schedule.CosineSchedule;
import org.lowerbound.schedule.CyclicalSchedule;
import org.lowerbound.schedule.LearningRate;
import org.lowerbound.schedule.LinearSchedule;
import org.lowerbound.schedule.PiecewiseSchedule;
import org.lowerbound.schedule.Plateau;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.schedule.SigmoidSchedule;
import org.lowerbound.training.Generation;

/**
 * The names that configurations use, and what each stands for: the one table of them, with {@link
 * EvaluationTypes}.
 */
public final class StandardTypes {
  /** The table of the class loader that was last asked for; a program has one. */
  private static final AtomicReference<Kept> LAST = new AtomicReference<>();

  private StandardTypes() {}

  private record Kept(ClassLoader loader, SpecTypes types) {}

  /**
   * Returns the standard types and those of plug-ins on the class path. Kept, as the words of
   * messages are looked up in it for each class of a spec.
   */
  public static SpecTypes withPlugins() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Kept kept = LAST.get();
    if (kept == null || kept.loader() != loader) {
      kept = new Kept(loader, SpecTypes.withPlugins(StandardTypes::register));
      LAST.set(kept);
    }
    return kept.types();
  }

  /** Returns the standard types alone. */
  static SpecTypes withoutPlugins() {
    SpecTypes.Builder types = SpecTypes.builder();
    register(types);
    return types.build();
  }

  private static void register(SpecTypes.Builder types) {
    types
        .add(DatasetSpec.class, "mnist", Mnist.class)
        .add(DatasetSpec.class, "fashion-mnist", FashionMnist.class)
        .add(DatasetSpec.class, "rotated-mnist", RotatedMnist.class)
        .add(DatasetSpec.class, "binarized-mnist", BinarizedMnist.class)
        .add(DatasetSpec.class, "kmnist", KuzushijiMnist.class)
        .add(DatasetSpec.class, "emnist", Emnist.class)
        .add(DatasetSpec.class, "omniglot", Omniglot.class)
        .add(DatasetSpec.class, "caltech101-silhouettes", CaltechSilhouettes.class)
        .add(DatasetSpec.class, "dsprites", Dsprites.class)
        .add(DatasetSpec.class, "cifar10", Cifar10.class)
        .add(DatasetSpec.class, "sprites", Sprites.class)
        .add(DatasetSpec.class, "array", ArrayData.class)
        .add(DatasetSpec.class, "csv", CsvData.class)
        .add(DatasetSpec.class, "idx", IdxData.class)
        .add(DatasetSpec.class, "linear-gaussian", LinearGaussian.class)
        .add(DatasetSpec.class, "linear-gaussian-classes", LinearGaussianClasses.class)
        .add(DatasetSpec.class, "blobs", Blobs.class)
        .add(DatasetSpec.class, "moons", Moons.class)
        .add(DatasetSpec.class, "swiss-roll", SwissRoll.class)
        .add(DatasetSpec.class, "eight-gaussians", EightGaussians.class)
        .add(DatasetSpec.class, "bars", Bars.class)
        .add(DatasetSpec.class, "sensitive", Sensitive.class)
        .add(DatasetSpec.class, "images", Images.class)
        .add(DatasetSpec.class, "subset", Subset.class)
        .add(DatasetSpec.class, "generation", Generation.class)
        .add(DatasetSpec.class, "none", Unobserved.class)
        .add(ModelSpec.class, "vae", Vae.class)
        .add(ModelSpec.class, "hierarchical-vae", HierarchicalVae.class)
        .add(ModelSpec.class, "ladder-vae", LadderVae.class)
        .add(ModelSpec.class, "semi-supervised-vae", SemiSupervisedVae.class)
        .add(ModelSpec.class, "stacked-semi-supervised-vae", StackedSemiSupervisedVae.class)
        .add(ModelSpec.class, "energy", EnergyFit.class)
        .add(ModelSpec.class, "made", Made.class)
        .add(ModelSpec.class, "autoregressive", Autoregressive.class)
        .add(ModelSpec.class, "multi-scale", MultiScale.class)
        .add(ModelSpec.class, "independent-pixels", IndependentPixels.class)
        .add(ModelSpec.class, "causal-counts", CausalCounts.class)
        .add(ModelSpec.class, "normalizing-flow", NormalizingFlow.class)
        .add(ModelSpec.class, "ppca", ProbabilisticPca.class)
        .add(ModelSpec.class, "factor-analysis", FactorAnalysis.class)
        .add(ModelSpec.class, "bayesian-pca", BayesianPca.class)
        .add(ModelSpec.class, "pca", PrincipalComponents.class)
        .add(ModelSpec.class, "bernoulli-mixture", BernoulliMixture.class)
        .add(ModelSpec.class, "per-class", PerClass.class)
        .add(ModelSpec.class, "classifier", Classifier.class)
        .add(ModelSpec.class, "gan", Gan.class)
        .add(ModelSpec.class, "diffusion", Diffusion.class)
        .add(ModelSpec.class, "denoising-chain", DenoisingChain.class)
        .add(NoiseSchedule.class, "linear", LinearNoise.class)
        .add(NoiseSchedule.class, "cosine", CosineNoise.class)
        .add(ReverseChain.class, "ancestral", ReverseChain.Ancestral.class)
        .add(ReverseChain.class, "ddim", ReverseChain.Ddim.class)
        .add(DenoisingArchitecture.class, "mlp", Mlp.class)
        .add(DenoisingArchitecture.class, "u-net", UNet.class)
        .add(PosteriorFamily.class, "diagonal-normal", DiagonalNormalPosterior.class)
        .add(PosteriorFamily.class, "full-normal", FullNormalPosterior.class)
        .add(PosteriorFamily.class, "low-rank-normal", LowRankNormalPosterior.class)
        .add(PosteriorFamily.class, "laplace", LaplacePosterior.class)
        .add(PosteriorFamily.class, "logistic", LogisticPosterior.class)
        .add(PosteriorFamily.class, "mixture", MixturePosterior.class)
        .add(PosteriorFamily.class, "logit-normal", LogitNormalPosterior.class)
        .add(PosteriorFamily.class, "von-mises-fisher", VonMisesFisherPosterior.class)
        .add(PosteriorFamily.class, "flow", FlowPosterior.class)
        .add(PosteriorFamily.class, "bernoulli", BernoulliPosterior.class)
        .add(PosteriorFamily.class, "categorical", CategoricalPosterior.class)
        .add(PosteriorFamily.class, "concrete", ConcretePosterior.class)
        .add(PosteriorFamily.class, "binary-concrete", BinaryConcretePosterior.class)
        .add(PosteriorFamily.class, "straight-through", StraightThroughPosterior.class)
        .add(
            PosteriorFamily.class,
            "straight-through-bernoulli",
            StraightThroughBernoulliPosterior.class)
        .add(PosteriorFamily.class, "vector-quantized", VectorQuantizedPosterior.class)
        .add(Codebook.class, "gradient", Codebook.ByGradient.class)
        .add(Codebook.class, "ema", Codebook.ByAverage.class)
        .add(CodeFamily.class, "point", PointPosterior.class)
        .include(CodeFamily.class, PosteriorFamily.class)
        .add(Condition.class, "none", Condition.None.class)
        .add(Condition.class, "label", Condition.Label.class)
        .add(Condition.class, "quadrants", Condition.Quadrants.class)
        .add(Condition.class, "first-rows", Condition.FirstRows.class)
        .add(Corruption.class, "none", Corruption.None.class)
        .add(Corruption.class, "gaussian", Corruption.Gaussian.class)
        .add(Corruption.class, "masking", Corruption.Masking.class)
        .add(Flow.class, "planar", PlanarFlow.class)
        .add(Flow.class, "radial", RadialFlow.class)
        .add(Flow.class, "householder", HouseholderFlow.class)
        .add(Flow.class, "sylvester", SylvesterFlow.class)
        .add(Flow.class, "iaf", InverseAutoregressiveFlow.class)
        .add(Flow.class, "real-nvp", RealNvpFlow.class)
        .add(Flow.class, "neural-spline", NeuralSplineFlow.class)
        .add(Flow.class, "masked-autoregressive", MaskedAutoregressiveFlow.class)
        .add(Flow.class, "inverse", InverseFlow.class)
        .add(Preprocess.class, "none", Preprocess.None.class)
        .add(Preprocess.class, "logit", Preprocess.OfLogits.class)
        .add(PriorFamily.class, "standard-normal", StandardNormalPrior.class)
        .add(PriorFamily.class, "uniform", UniformPrior.class)
        .add(PriorFamily.class, "laplace", LaplacePrior.class)
        .add(PriorFamily.class, "mixture", MixturePrior.class)
        .add(PriorFamily.class, "vamp", VampPrior.class)
        .add(PriorFamily.class, "flow", FlowPrior.class)
        .add(PriorFamily.class, "hyperspherical-uniform", HypersphericalUniformPrior.class)
        .add(PriorFamily.class, "bernoulli", BernoulliPrior.class)
        .add(PriorFamily.class, "categorical", CategoricalPrior.class)
        .add(PriorFamily.class, "concrete", ConcretePrior.class)
        .add(PriorFamily.class, "binary-concrete", BinaryConcretePrior.class)
        .add(PriorFamily.class, "codebook", CodebookPrior.class)
        .add(PriorFamily.class, "conditional", ConditionalPrior.class)
        .add(LikelihoodFamily.class, "bernoulli", BernoulliLikelihood.class)
        .add(LikelihoodFamily.class, "normal", NormalLikelihood.class)
        .add(LikelihoodFamily.class, "laplace", LaplaceLikelihood.class)
        .add(LikelihoodFamily.class, "student-t", StudentTLikelihood.class)
        .add(LikelihoodFamily.class, "continuous-bernoulli", ContinuousBernoulliLikelihood.class)
        .add(LikelihoodFamily.class, "beta", BetaLikelihood.class)
        .add(LikelihoodFamily.class, "beta-binomial", BetaBinomialLikelihood.class)
        .add(LikelihoodFamily.class, "categorical", CategoricalLikelihood.class)
        .add(LikelihoodFamily.class, "discretized-logistic", DiscretizedLogisticLikelihood.class)
        .add(
            LikelihoodFamily.class,
            "discretized-logistic-mixture",
            DiscretizedLogisticMixtureLikelihood.class)
        .add(LikelihoodFamily.class, "poisson", PoissonLikelihood.class)
        .add(LikelihoodFamily.class, "negative-binomial", NegativeBinomialLikelihood.class)
        .add(LikelihoodFamily.class, "weighted", WeightedLikelihood.class)
        .add(NormalScale.class, "fixed", Scale.Fixed.class)
        .add(NormalScale.class, "learned", Scale.Learned.class)
        .add(NormalScale.class, "per-pixel", Scale.PerPixel.class)
        .add(NormalScale.class, "per-observation", Scale.PerObservation.class)
        .add(NormalScale.class, "from-decoder", Scale.FromDecoder.class)
        .add(NormalScale.class, "optimal", OptimalScale.class)
        .numberShorthand(NormalScale.class, Scale.Fixed.class)
        .add(Scale.class, "fixed", Scale.Fixed.class)
        .add(Scale.class, "learned", Scale.Learned.class)
        .add(Scale.class, "per-pixel", Scale.PerPixel.class)
        .add(Scale.class, "per-observation", Scale.PerObservation.class)
        .add(Scale.class, "from-decoder", Scale.FromDecoder.class)
        .numberShorthand(Scale.class, Scale.Fixed.class)
        .add(Scale.Shared.class, "fixed", Scale.Fixed.class)
        .add(Scale.Shared.class, "learned", Scale.Learned.class)
        .numberShorthand(Scale.Shared.class, Scale.Fixed.class)
        .add(PixelWeights.class, "uniform", PixelWeights.Uniform.class)
        .add(PixelWeights.class, "center", PixelWeights.Center.class)
        .add(PixelWeights.class, "list", PixelWeights.Listed.class)
        .add(PixelWeights.class, "variance", PixelWeights.Variance.class)
        .numberShorthand(PixelWeights.class, PixelWeights.Uniform.class)
        .add(Architecture.class, "mlp", Mlp.class)
        .add(Architecture.class, "gated-mlp", GatedMlp.class)
        .add(Architecture.class, "conv", Conv.class)
        .add(Architecture.class, "burgess", Burgess.class)
        .add(Architecture.class, "resnet", ResNet.class)
        .add(CausalArchitecture.class, "masked-mlp", MaskedMlp.class)
        .add(CausalImageArchitecture.class, "pixel-cnn", PixelCnn.class)
        .add(CausalImageArchitecture.class, "gated-pixel-cnn", GatedPixelCnn.class)
        .add(CausalArchitecture.class, "nade", Nade.class)
        .add(CausalImageArchitecture.class, "pixel-rnn", PixelRnn.class)
        .add(CausalArchitecture.class, "pixel-cnn-plus-plus", PixelCnnPlusPlus.class)
        .include(CausalArchitecture.class, CausalImageArchitecture.class)
        .include(Architecture.class, CausalArchitecture.class)
        .add(ContextPath.class, "per-channel", ContextPath.PerChannel.class)
        .add(ContextPath.class, "per-pixel", ContextPath.PerPixel.class)
        .add(Normalization.class, "none", Normalization.None.class)
        .add(Normalization.class, "batch", Normalization.Batch.class)
        .add(Normalization.class, "layer", Normalization.PerLayer.class)
        .add(Normalization.class, "weight", Normalization.Weight.class)
        .add(Initializer.class, "glorot-uniform", GlorotUniform.class)
        .add(Initializer.class, "glorot-normal", GlorotNormal.class)
        .add(Initializer.class, "he-uniform", HeUniform.class)
        .add(Initializer.class, "he-normal", HeNormal.class)
        .add(Initializer.class, "normal", Normal.class)
        .add(Initializer.class, "zeros", Zeros.class)
        .add(Objective.class, "elbo", Elbo.class)
        .add(Objective.class, "iwae", Iwae.class)
        .add(Objective.class, "miwae", Miwae.class)
        .add(Objective.class, "ciwae", Ciwae.class)
        .add(Objective.class, "piwae", Piwae.class)
        .add(Objective.class, "renyi", Renyi.class)
        .add(Objective.class, "vr-max", VrMax.class)
        .add(Objective.class, "jackknife", Jackknife.class)
        .add(Objective.class, "capacity", Capacity.class)
        .add(Objective.class, "free-bits", FreeBits.class)
        .add(Objective.class, "geco", Geco.class)
        .add(Objective.class, "beta-tcvae", BetaTcVae.class)
        .add(Objective.class, "factor-vae", FactorVae.class)
        .add(Objective.class, "dip-vae", DipVae.class)
        .add(Objective.class, "info-vae", InfoVae.class)
        .add(Objective.class, "fair-vae", FairVae.class)
        .add(Objective.class, "fair-adversarial", FairAdversarial.class)
        .add(Objective.class, "wae-mmd", WaeMmd.class)
        .add(Objective.class, "adversarial", Adversarial.class)
        .add(Objective.class, "maximum-likelihood", MaximumLikelihood.class)
        .add(Objective.class, "cross-entropy", CrossEntropy.class)
        .add(Objective.class, "non-saturating", NonSaturating.class)
        .add(Objective.class, "diffusion", DiffusionObjective.class)
        .add(StepDraws.class, "uniform", UniformSteps.class)
        .add(StepDraws.class, "loss-second-moment", LossSecondMoment.class)
        .add(Objective.class, "gsnn", Gsnn.class)
        .add(Objective.class, "semi-supervised", SemiSupervised.class)
        .add(ClassSum.class, "exact", ClassSum.Exact.class)
        .add(ClassSum.class, "relaxed", ClassSum.Relaxed.class)
        .add(Kernel.class, "rbf", Kernel.Rbf.class)
        .add(Kernel.class, "imq", Kernel.Imq.class)
        .add(Objective.class, "vq-vae", VqVae.class)
        .add(Objective.class, "autoencoder", Autoencoder.class)
        .add(Objective.class, "em", Em.class)
        .add(Objective.class, "expectation-maximization", ClosedFormEm.class)
        .add(Objective.class, "closed-form", ClosedFormSolve.class)
        .add(Objective.class, "coordinate-ascent", CoordinateAscent.class)
        .add(Objective.class, "lagging", Lagging.class)
        .add(GradientEstimator.class, "reparameterized", ReparameterizedGradient.class)
        .add(GradientEstimator.class, "stl", StickingTheLanding.class)
        .add(GradientEstimator.class, "dreg", DoublyReparameterized.class)
        .add(GradientEstimator.class, "rws", WakeWake.class)
        .add(GradientEstimator.class, "rws-dreg", DoublyReparameterizedWakeWake.class)
        .add(GradientEstimator.class, "score-function", ScoreFunction.class)
        .add(GradientEstimator.class, "vimco", Vimco.class)
        .add(GradientEstimator.class, "straight-through", StraightThroughGradient.class)
        .add(Baseline.class, "none", Baseline.None.class)
        .add(Baseline.class, "running", RunningBaseline.class)
        .add(Baseline.class, "learned", LearnedBaseline.class)
        .add(Optimizer.class, "adam", Adam.class)
        .add(Optimizer.class, "adamax", Adamax.class)
        .add(Optimizer.class, "rmsprop", RmsProp.class)
        .add(Optimizer.class, "sgd", Sgd.class)
        .add(Schedule.class, "constant", ConstantSchedule.class)
        .add(Schedule.class, "linear", LinearSchedule.class)
        .add(Schedule.class, "cosine", CosineSchedule.class)
        .add(Schedule.class, "cyclical", CyclicalSchedule.class)
        .add(Schedule.class, "sigmoid", SigmoidSchedule.class)
        .add(Schedule.class, "piecewise", PiecewiseSchedule.class)
        .numberShorthand(Schedule.class, ConstantSchedule.class)
        .add(LearningRate.class, "plateau", Plateau.class)
        .add(LearningRate.class, "constant", ConstantSchedule.class)
        .include(LearningRate.class, Schedule.class)
        .numberShorthand(LearningRate.class, ConstantSchedule.class);
    EvaluationTypes.register(types);
  }
}

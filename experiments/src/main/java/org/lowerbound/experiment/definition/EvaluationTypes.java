package org.lowerbound.experiment.definition;

import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.aggregate.AggregatePosterior;
import org.lowerbound.evaluation.annealed.AnnealedBound;
import org.lowerbound.evaluation.annealed.BidirectionalGap;
import org.lowerbound.evaluation.bound.ChiUpperBound;
import org.lowerbound.evaluation.bound.EffectiveSampleSize;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.evaluation.bound.ExactNll;
import org.lowerbound.evaluation.bound.IwaeBound;
import org.lowerbound.evaluation.bound.KlPerUnit;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.evaluation.bound.Repeated;
import org.lowerbound.evaluation.classification.Accuracy;
import org.lowerbound.evaluation.classification.AccuracyOverCoverage;
import org.lowerbound.evaluation.classification.BayesRule;
import org.lowerbound.evaluation.classification.ExactBayesRule;
import org.lowerbound.evaluation.code.ActiveUnits;
import org.lowerbound.evaluation.code.Collapse;
import org.lowerbound.evaluation.code.PerLayer;
import org.lowerbound.evaluation.code.Perplexity;
import org.lowerbound.evaluation.compression.BitsBack;
import org.lowerbound.evaluation.diffusion.ReverseMoments;
import org.lowerbound.evaluation.diffusion.Vlb;
import org.lowerbound.evaluation.disentanglement.BetaVaeScore;
import org.lowerbound.evaluation.disentanglement.Dci;
import org.lowerbound.evaluation.disentanglement.Disentanglement;
import org.lowerbound.evaluation.disentanglement.FactorVaeScore;
import org.lowerbound.evaluation.disentanglement.Irs;
import org.lowerbound.evaluation.disentanglement.ModularityExplicitness;
import org.lowerbound.evaluation.disentanglement.MutualInformationGap;
import org.lowerbound.evaluation.disentanglement.Sap;
import org.lowerbound.evaluation.figure.Analogies;
import org.lowerbound.evaluation.figure.ClassSamples;
import org.lowerbound.evaluation.figure.Completions;
import org.lowerbound.evaluation.figure.Density2d;
import org.lowerbound.evaluation.figure.Edits;
import org.lowerbound.evaluation.figure.EmSteps;
import org.lowerbound.evaluation.figure.Interpolations;
import org.lowerbound.evaluation.figure.KlOverTraining;
import org.lowerbound.evaluation.figure.LatentScatter;
import org.lowerbound.evaluation.figure.Manifold;
import org.lowerbound.evaluation.figure.Reconstructions;
import org.lowerbound.evaluation.figure.Refinement;
import org.lowerbound.evaluation.figure.RefinementMetric;
import org.lowerbound.evaluation.figure.SamplesFigure;
import org.lowerbound.evaluation.figure.Sharpness;
import org.lowerbound.evaluation.figure.Traversals;
import org.lowerbound.evaluation.figure.Uncertainty;
import org.lowerbound.evaluation.gap.InferenceGap;
import org.lowerbound.evaluation.gradient.GradientStatistics;
import org.lowerbound.evaluation.linear.ExactGap;
import org.lowerbound.evaluation.linear.LoadingsMetric;
import org.lowerbound.evaluation.linear.PrincipalAngles;
import org.lowerbound.evaluation.linear.RateLimit;
import org.lowerbound.evaluation.linear.VariationalBound;
import org.lowerbound.evaluation.outlier.ElboScore;
import org.lowerbound.evaluation.outlier.InputComplexity;
import org.lowerbound.evaluation.outlier.LikelihoodRegret;
import org.lowerbound.evaluation.outlier.NllScore;
import org.lowerbound.evaluation.outlier.OutlierScore;
import org.lowerbound.evaluation.outlier.Outliers;
import org.lowerbound.evaluation.reconstruction.ReconstructionError;
import org.lowerbound.evaluation.reconstruction.ReconstructionUncertainty;
import org.lowerbound.evaluation.reconstruction.Ssim;
import org.lowerbound.evaluation.representation.FineTuning;
import org.lowerbound.evaluation.representation.KnnProbe;
import org.lowerbound.evaluation.representation.Leakage;
import org.lowerbound.evaluation.representation.LinearProbe;
import org.lowerbound.evaluation.sample.ClassifierFeatures;
import org.lowerbound.evaluation.sample.FeatureSpace;
import org.lowerbound.evaluation.sample.FrechetMetric;
import org.lowerbound.evaluation.sample.PixelFeatures;
import org.lowerbound.evaluation.sample.PrecisionRecall;
import org.lowerbound.evaluation.sample.VarianceRatio;
import org.lowerbound.evaluation.sampler.CodeSampler;
import org.lowerbound.evaluation.sampler.FlowSampler;
import org.lowerbound.evaluation.sampler.MixtureSampler;
import org.lowerbound.evaluation.sampler.NormalSampler;
import org.lowerbound.evaluation.sampler.PriorSampler;
import org.lowerbound.evaluation.sampler.ReverseSampler;
import org.lowerbound.evaluation.sampler.StandardNormalSampler;
import org.lowerbound.evaluation.speed.Speed;
import org.lowerbound.experiment.config.SpecTypes;

/** The part of {@link StandardTypes} that is about what is measured and drawn. */
final class EvaluationTypes {
  private EvaluationTypes() {}

  static void register(SpecTypes.Builder types) {
    bounds(types);
    codes(types);
    disentanglement(types);
    representations(types);
    observations(types);
    figures(types);
  }

  /** Likelihoods, bounds on them, and their gradients. */
  private static void bounds(SpecTypes.Builder types) {
    types
        .add(Metric.class, "elbo", ElboMetric.class)
        .add(Metric.class, "iwae", IwaeBound.class)
        .add(Metric.class, "nll", Nll.class)
        .add(Metric.class, "vlb", Vlb.class)
        .add(Metric.class, "exact-nll", ExactNll.class)
        .add(Metric.class, "cubo", ChiUpperBound.class)
        .add(Metric.class, "ess", EffectiveSampleSize.class)
        .add(Metric.class, "repeated", Repeated.class)
        .add(Metric.class, "ais", AnnealedBound.class)
        .add(Metric.class, "bdmc", BidirectionalGap.class)
        .add(Metric.class, "gradient", GradientStatistics.class);
  }

  /** What the code holds. */
  private static void codes(SpecTypes.Builder types) {
    types
        .add(Metric.class, "kl-per-unit", KlPerUnit.class)
        .add(Metric.class, "layers", PerLayer.class)
        .add(Metric.class, "exact-gap", ExactGap.class)
        .add(Metric.class, "loadings", LoadingsMetric.class)
        .add(Metric.class, "principal-angles", PrincipalAngles.class)
        .add(Metric.class, "rate-limit", RateLimit.class)
        .add(Metric.class, "variational-bound", VariationalBound.class)
        .add(Metric.class, "active-units", ActiveUnits.class)
        .add(Metric.class, "collapse", Collapse.class)
        .add(Metric.class, "aggregate-posterior", AggregatePosterior.class)
        .add(Metric.class, "inference-gap", InferenceGap.class)
        .add(Metric.class, "perplexity", Perplexity.class);
  }

  /** On data with known factors. */
  private static void disentanglement(SpecTypes.Builder types) {
    types
        .add(Metric.class, "mig", MutualInformationGap.class)
        .add(Metric.class, "beta-vae-score", BetaVaeScore.class)
        .add(Metric.class, "factor-vae-score", FactorVaeScore.class)
        .add(Metric.class, "dci", Dci.class)
        .add(Metric.class, "sap", Sap.class)
        .add(Metric.class, "modularity-explicitness", ModularityExplicitness.class)
        .add(Metric.class, "irs", Irs.class)
        .add(Metric.class, "disentanglement", Disentanglement.class);
  }

  /** What codes are good for. */
  private static void representations(SpecTypes.Builder types) {
    types
        .add(Metric.class, "linear-probe", LinearProbe.class)
        .add(Metric.class, "knn-probe", KnnProbe.class)
        .add(Metric.class, "fine-tuning", FineTuning.class)
        .add(Metric.class, "accuracy", Accuracy.class)
        .add(Metric.class, "bayes-rule", BayesRule.class)
        .add(Metric.class, "exact-bayes-rule", ExactBayesRule.class)
        .add(Metric.class, "leakage", Leakage.class)
        .add(Metric.class, "outliers", Outliers.class)
        .add(OutlierScore.class, "elbo", ElboScore.class)
        .add(OutlierScore.class, "nll", NllScore.class)
        .add(OutlierScore.class, "likelihood-regret", LikelihoodRegret.class)
        .add(OutlierScore.class, "input-complexity", InputComplexity.class);
  }

  /** Reconstructions and samples. */
  private static void observations(SpecTypes.Builder types) {
    types
        .add(Metric.class, "reconstruction-error", ReconstructionError.class)
        .add(Metric.class, "ssim", Ssim.class)
        .add(Metric.class, "reconstruction-uncertainty", ReconstructionUncertainty.class)
        .add(Metric.class, "prdc", PrecisionRecall.class)
        .add(Metric.class, "variance-ratio", VarianceRatio.class)
        .add(Metric.class, "frechet-distance", FrechetMetric.class)
        .add(Metric.class, "bits-back", BitsBack.class)
        .add(Metric.class, "refinement", RefinementMetric.class)
        .add(Metric.class, "sharpness", Sharpness.class)
        .add(Metric.class, "speed", Speed.class)
        .add(CodeSampler.class, "prior", PriorSampler.class)
        .add(CodeSampler.class, "reverse", ReverseSampler.class)
        .add(CodeSampler.class, "standard-normal", StandardNormalSampler.class)
        .add(CodeSampler.class, "normal", NormalSampler.class)
        .add(CodeSampler.class, "mixture", MixtureSampler.class)
        .add(CodeSampler.class, "flow", FlowSampler.class)
        .add(FeatureSpace.class, "pixels", PixelFeatures.class)
        .add(FeatureSpace.class, "classifier", ClassifierFeatures.class);
  }

  /** Pictures. */
  private static void figures(SpecTypes.Builder types) {
    types
        .add(Figure.class, "samples", SamplesFigure.class)
        .add(Figure.class, "class-samples", ClassSamples.class)
        .add(Figure.class, "analogies", Analogies.class)
        .add(Figure.class, "accuracy-over-coverage", AccuracyOverCoverage.class)
        .add(Figure.class, "reconstructions", Reconstructions.class)
        .add(Figure.class, "completions", Completions.class)
        .add(Figure.class, "interpolations", Interpolations.class)
        .add(Figure.class, "traversals", Traversals.class)
        .add(Figure.class, "manifold", Manifold.class)
        .add(Figure.class, "edits", Edits.class)
        .add(Figure.class, "refinement", Refinement.class)
        .add(Figure.class, "uncertainty", Uncertainty.class)
        .add(Figure.class, "latent-scatter", LatentScatter.class)
        .add(Figure.class, "density-2d", Density2d.class)
        .add(Figure.class, "kl-over-training", KlOverTraining.class)
        .add(Figure.class, "em-steps", EmSteps.class)
        .add(Figure.class, "reverse-moments", ReverseMoments.class);
  }
}

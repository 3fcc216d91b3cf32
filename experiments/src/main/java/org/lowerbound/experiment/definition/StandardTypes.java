package org.lowerbound.experiment.definition;

import org.lowerbound.data.BinarizedMnist;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.FashionMnist;
import org.lowerbound.data.LinearGaussian;
import org.lowerbound.data.Mnist;
import org.lowerbound.data.Sprites;
import org.lowerbound.evaluation.ActiveUnits;
import org.lowerbound.evaluation.ElboMetric;
import org.lowerbound.evaluation.ExactNll;
import org.lowerbound.evaluation.IwaeBound;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.MutualInformationGap;
import org.lowerbound.evaluation.Nll;
import org.lowerbound.evaluation.ReconstructionError;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.model.BernoulliLikelihood;
import org.lowerbound.model.DiagonalNormalPosterior;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.NormalLikelihood;
import org.lowerbound.model.NormalScale;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.model.StandardNormalPrior;
import org.lowerbound.model.Vae;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.GlorotNormal;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.HeNormal;
import org.lowerbound.network.HeUniform;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Normal;
import org.lowerbound.network.Zeros;
import org.lowerbound.objective.Elbo;
import org.lowerbound.objective.Iwae;
import org.lowerbound.objective.Objective;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.schedule.CosineSchedule;
import org.lowerbound.schedule.CyclicalSchedule;
import org.lowerbound.schedule.LinearSchedule;
import org.lowerbound.schedule.PiecewiseSchedule;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.schedule.SigmoidSchedule;
import org.lowerbound.training.Adam;
import org.lowerbound.training.Adamax;
import org.lowerbound.training.Optimizer;
import org.lowerbound.training.RmsProp;
import org.lowerbound.training.Sgd;

/** The names that configurations use, and what each stands for: the one table of them. */
public final class StandardTypes {
  private StandardTypes() {}

  /** Returns the standard types and those of plug-ins on the class path. */
  public static SpecTypes withPlugins() {
    return SpecTypes.withPlugins(StandardTypes::register);
  }

  private static void register(SpecTypes.Builder types) {
    types
        .add(DatasetSpec.class, "mnist", Mnist.class)
        .add(DatasetSpec.class, "fashion-mnist", FashionMnist.class)
        .add(DatasetSpec.class, "binarized-mnist", BinarizedMnist.class)
        .add(DatasetSpec.class, "sprites", Sprites.class)
        .add(DatasetSpec.class, "linear-gaussian", LinearGaussian.class)
        .add(ModelSpec.class, "vae", Vae.class)
        .add(PosteriorFamily.class, "diagonal-normal", DiagonalNormalPosterior.class)
        .add(PriorFamily.class, "standard-normal", StandardNormalPrior.class)
        .add(LikelihoodFamily.class, "bernoulli", BernoulliLikelihood.class)
        .add(LikelihoodFamily.class, "normal", NormalLikelihood.class)
        .add(NormalScale.class, "fixed", NormalScale.Fixed.class)
        .add(NormalScale.class, "learned", NormalScale.Learned.class)
        .add(NormalScale.class, "per-pixel", NormalScale.PerPixel.class)
        .add(NormalScale.class, "per-observation", NormalScale.PerObservation.class)
        .numberShorthand(NormalScale.class, NormalScale.Fixed.class)
        .add(Architecture.class, "mlp", Mlp.class)
        .add(Initializer.class, "glorot-uniform", GlorotUniform.class)
        .add(Initializer.class, "glorot-normal", GlorotNormal.class)
        .add(Initializer.class, "he-uniform", HeUniform.class)
        .add(Initializer.class, "he-normal", HeNormal.class)
        .add(Initializer.class, "normal", Normal.class)
        .add(Initializer.class, "zeros", Zeros.class)
        .add(Objective.class, "elbo", Elbo.class)
        .add(Objective.class, "iwae", Iwae.class)
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
        .add(Metric.class, "elbo", ElboMetric.class)
        .add(Metric.class, "iwae", IwaeBound.class)
        .add(Metric.class, "nll", Nll.class)
        .add(Metric.class, "exact-nll", ExactNll.class)
        .add(Metric.class, "active-units", ActiveUnits.class)
        .add(Metric.class, "reconstruction-error", ReconstructionError.class)
        .add(Metric.class, "mig", MutualInformationGap.class);
  }
}

package org.lowerbound.model.diffusion;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.ReverseChain;
import org.lowerbound.network.DenoisingArchitecture;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * A denoising diffusion model (Ho et al. 2020; Nichol and Dhariwal 2021): q(x_t | x_{t−1}) adds
 * noise in T steps until N(0, I) is left, and p(x_{t−1} | x_t) = N(μ(x_t, t), σ_t² I) takes it
 * away, where μ is the mean of q(x_{t−1} | x_t, x_0) at the x_0 that one network, which is told t,
 * predicts.
 *
 * <p>Values on [0, 1] are moved to [−1, 1]; outside training, predictions of x_0 are kept there.
 * log p(x_0 | x_1) is the mass of a normal distribution in the bins of levels, its density where
 * there are none. Real values should have a variance near 1 ({@code "standardize": true}), as the
 * noise is measured by it.
 *
 * @param network the network
 * @param steps T
 * @param schedule how much noise each step adds
 * @param prediction what the network predicts
 * @param variance σ_t²
 * @param timeFeatures how many numbers tell the network t
 * @param conditional whether it is p(x | y) for the label y of an observation, which the network
 *     sees, one-hot; it needs a data set with labels
 * @param labelDropout how often a label is kept from the network in training, so that it knows
 *     p(x), too, as guidance asks for
 * @param sampler how observations are drawn
 */
public record Diffusion(
    @Default("\"mlp\"") DenoisingArchitecture network,
    @Default("1000") @Interval(min = 1, max = Counts.MOST_BINS) int steps,
    @Default("\"linear\"") NoiseSchedule schedule,
    @Default("\"noise\"") Prediction prediction,
    @Default("\"large\"") ReverseVariance variance,
    @Default("32") @Interval(min = 2, max = Counts.MOST_BINS) int timeFeatures,
    @Default("false") boolean conditional,
    @Default("0.0") @Interval(min = 0, below = 1) double labelDropout,
    @Default("\"ancestral\"") ReverseChain sampler)
    implements ModelSpec {
  private static final String WHO = "the model diffusion with \"conditional\": true";

  /** Checks the arguments. */
  public Diffusion {
    Counts.checkPositive("steps", steps, Counts.MOST_BINS);
    Counts.checkPositive("timeFeatures", timeFeatures, Counts.MOST_BINS);
    checkArgument(timeFeatures % 2 == 0, "timeFeatures must be even but is %s", timeFeatures);
    checkArgument(
        labelDropout >= 0 && labelDropout < 1,
        "labelDropout must be at least 0 and below 1 but is %s",
        labelDropout);
    checkArgument(
        sampler.steps().orElse(steps) <= steps,
        "the sampler takes %s steps, but there are %s; at most as many work",
        sampler.steps().orElse(steps),
        steps);
  }

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    var unused = DiffusionChain.of(schedule.betas(steps));
    return new Values(observed).measure();
  }

  @Override
  public Model build(ModelScope scope) {
    ObservedData observed = scope.observed();
    if (conditional) {
      observed.checkLabeled(WHO);
    }
    checkArgument(
        conditional || labelDropout == 0,
        "labelDropout is %s, but without \"conditional\": true there are no labels to drop",
        labelDropout);
    int classes = conditional ? observed.classes() : 0;
    Denoiser denoiser =
        Denoiser.create(
            DiffusionChain.of(schedule.betas(steps)),
            new OfNoisyObservation(prediction),
            network,
            timeFeatures,
            classes,
            variance == ReverseVariance.LEARNED,
            scope.in(ParameterGroup.DECODER));
    Labels labels = new Labels(WHO, classes, labelDropout);
    DiffusionModel model =
        new DiffusionModel(denoiser, variance, new Values(observed), labels, sampler);
    model.checkWay(sampler);
    return model;
  }
}

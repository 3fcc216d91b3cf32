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
 * An idea that fails, and what it lacks: denoisers that each take one step of noise away, x_t to
 * x_{t−1}, trained by their squared error and applied one after the other to N(0, I). All of them
 * are one network, which is told t; a term of the loss knows nothing of the other steps.
 *
 * <p>Each is right, E[x_{t−1} | x_t], and the chain of them is wrong: a mean varies less than what
 * it is the mean of, and T times less is next to nothing. Of data from N(m, s²) samples have the
 * variance ᾱ_T s⁴ / v_T² with v_T = ᾱ_T s² + 1 − ᾱ_T, and so are all at the mean. With the noise
 * that each mean leaves out, v_{t−1} β_t / v_t, they have the variance s²; the chain keeps a moving
 * average of it as {@link org.lowerbound.model.ReverseNoise#OWN}. {@link Diffusion} is the same
 * chain, with a bound on the likelihood.
 *
 * @param network the network
 * @param steps T
 * @param schedule how much noise each step adds
 * @param timeFeatures how many numbers tell the network t
 * @param sampler how observations are drawn
 */
public record DenoisingChain(
    @Default("\"mlp\"") DenoisingArchitecture network,
    @Default("1000") @Interval(min = 1, max = Counts.MOST_BINS) int steps,
    @Default("\"linear\"") NoiseSchedule schedule,
    @Default("32") @Interval(min = 2, max = Counts.MOST_BINS) int timeFeatures,
    @Default("{\"type\": \"ancestral\", \"noise\": \"none\"}") ReverseChain sampler)
    implements ModelSpec {
  /** Checks the arguments. */
  public DenoisingChain {
    Counts.checkPositive("steps", steps, Counts.MOST_BINS);
    Counts.checkPositive("timeFeatures", timeFeatures, Counts.MOST_BINS);
    checkArgument(timeFeatures % 2 == 0, "timeFeatures must be even but is %s", timeFeatures);
  }

  /** {@inheritDoc} There is no likelihood, so that its numbers would be none. */
  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    var unused = DiffusionChain.of(schedule.betas(steps));
    return LikelihoodKind.UNNORMALIZED;
  }

  @Override
  public Model build(ModelScope scope) {
    Denoiser denoiser =
        Denoiser.create(
            DiffusionChain.of(schedule.betas(steps)),
            new PreviousState(),
            network,
            timeFeatures,
            0,
            false,
            scope.in(ParameterGroup.DECODER));
    DenoisingChainModel model =
        new DenoisingChainModel(
            denoiser,
            Residuals.create(steps, scope.parameters()),
            new Values(scope.observed()),
            sampler);
    model.checkWay(sampler);
    return model;
  }
}

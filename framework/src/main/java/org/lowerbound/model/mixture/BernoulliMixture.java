package org.lowerbound.model.mixture;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.data.ValueKind;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Normal;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Zeros;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.ndarray.Shape;

/**
 * A mixture of K products of Bernoullis: z is one of K, drawn with weights of its own, and each
 * component has a probability for every bit. It is the best that a code of log₂ K bits can do: a
 * VAE with as small a code cannot beat it. Likelihood and posterior are exact; it is fitted by EM
 * or by gradient.
 *
 * @param components K
 * @param prior a, what each count of the M step starts at: (ones + a) / (all + 2a) for a bit, and
 *     all + a for a weight. With it EM climbs the likelihood times Beta(1 + a, 1 + a) densities of
 *     the probabilities and a Dirichlet(1 + a) density of the weights; gradients know nothing of it
 * @param spread of the components' first logits around those of the training mean, a standard
 *     deviation; equal components would stay equal
 */
public record BernoulliMixture(
    @Interval(min = 1, max = 1_000_000) int components,
    @Default("1") @Interval(min = 0) double prior,
    @Default("0.5") @Interval(above = 0) double spread)
    implements ModelSpec {
  /** The training mean is kept off 0 and 1 by this, as of other likelihoods of bits. */
  private static final double CLIP = 0.001;

  /** Checks the arguments. */
  public BernoulliMixture {
    Counts.checkPositive("components", components, Counts.MOST_UNITS);
    checkArgument(
        prior >= 0 && Double.isFinite(prior), "prior must not be negative but is %s", prior);
    checkArgument(
        spread > 0 && Double.isFinite(spread), "spread must be positive but is %s", spread);
  }

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    checkArgument(
        observed.kind() == ValueKind.BINARY,
        "the model %s is of binary values, but these are %s; a data set that is binarised (dynamic,"
            + " static or threshold) works",
        TypeNames.of(this),
        observed.kind().description());
    return LikelihoodKind.MASS;
  }

  @Override
  public Model build(ModelScope scope) {
    checkFits(scope.observed());
    ParameterStore parameters = scope.parameters().in(ParameterGroup.DECODER);
    int dimension = scope.observed().dimension();
    return new BernoulliMixtureModel(
        parameters.create(
            BernoulliMixtureModel.LOGITS,
            Shape.of(components, dimension),
            (stream, shape) -> {
              float[] values = new Normal(spread).values(stream, shape);
              for (int i = 0; i < values.length; i++) {
                double mean = scope.observed().mean().get(i % dimension);
                double inside = Math.min(Math.max(mean, CLIP), 1 - CLIP);
                values[i] += (float) Math.log(inside / (1 - inside));
              }
              return values;
            }),
        parameters.create(BernoulliMixtureModel.WEIGHTS, Shape.of(components), new Zeros()),
        components,
        dimension,
        prior);
  }
}

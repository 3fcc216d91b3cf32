package org.lowerbound.model.likelihood;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.network.Initializer;
import org.lowerbound.spec.Default;

/**
 * p(x | z) = Π Bernoulli(xᵢ; σ(lᵢ(z))), for binary observations.
 *
 * @param allowGrey whether grey levels in [0, 1] are let through; the "likelihood" is then a
 *     cross-entropy and not a density, and its numbers compare with no binary data set
 * @param outputBias where the last bias starts; {@link OutputBias#DATA_MEAN} is the logit of the
 *     training mean, clipped to [0.001, 0.999] (the recipe of Burda et al.'s own program)
 */
public record BernoulliLikelihood(
    @Default("false") boolean allowGrey, @Default("\"data-mean\"") OutputBias outputBias)
    implements LikelihoodFamily {
  private static final double CLIP = 0.001;

  @Override
  public LikelihoodKind checkFits(ValueKind kind) {
    checkArgument(
        kind == ValueKind.BINARY || (kind == ValueKind.GREY && allowGrey),
        "the bernoulli likelihood is a mass on binary values, but these are %s%s",
        kind.description(),
        kind == ValueKind.GREY
            ? "; binarise the data set (dynamic, static or threshold), or set \"allowGrey\": true"
                + " to train on the cross-entropy all the same"
            : "; a normal likelihood fits");
    return kind == ValueKind.BINARY ? LikelihoodKind.MASS : LikelihoodKind.UNNORMALIZED;
  }

  @Override
  public Parameterization<Distribution> build(ModelScope scope) {
    ObservedData observed = scope.observed();
    Initializer bias =
        outputBias.of(observed, mean -> OutputBias.logit(OutputBias.clip(mean, CLIP)));
    return Parameterization.of(
        ImmutableList.of(new Head("logits", observed.shape(), bias)),
        outputs -> new Bernoulli(outputs.get(0), observed.dimension()));
  }
}

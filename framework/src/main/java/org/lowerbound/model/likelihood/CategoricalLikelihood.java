package org.lowerbound.model.likelihood;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.levels.CategoricalLevels;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.network.Zeros;

/**
 * p(x | z) = Π softmax(lᵢ(z))[xᵢ]: a mass of its own for each of the 256 levels of grey values, or
 * the 2 of bits (van den Oord et al. 2016).
 *
 * <p>The decoder has one head of shape {@code [H, W, C·L]}, with the L logits of a value as
 * neighbours: 200,704 outputs for an image of 28 × 28. Its bias starts at zeros, all levels equally
 * likely: the training mean, all that a model is told of the data, does not determine a histogram.
 */
public record CategoricalLikelihood() implements LikelihoodFamily {
  @Override
  public LikelihoodKind checkFits(ValueKind kind) {
    return Support.LEVELS.check("categorical", kind);
  }

  @Override
  public Parameterization<Distribution> build(ModelScope scope) {
    ObservedData observed = scope.observed();
    int levels = Levels.of(observed.kind());
    return Parameterization.of(
        ImmutableList.of(new Head("logits", Levels.times(observed.shape(), levels), new Zeros())),
        outputs -> new CategoricalLevels(outputs.get(0), levels, observed.dimension()));
  }
}

package org.lowerbound.model.autoregressive;

import com.google.common.collect.ImmutableList;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Neighbourhood;
import org.lowerbound.network.PatternTable;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;

/**
 * Independent bits, each with its relative frequency in the training split: p(xᵢ = 1) = (ones + a)
 * / (all + 2a). What a model knows beyond it, it knows of how pixels depend on each other.
 *
 * @param prior a, what each count starts at
 */
public record IndependentPixels(@Default("1") @Interval(above = 0) double prior)
    implements ModelSpec {
  /** Checks the argument. */
  public IndependentPixels {
    CountedBits.checkPrior(prior);
  }

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    return CountedBits.checkFits(TypeNames.of(this), observed);
  }

  @Override
  public Model build(ModelScope scope) {
    checkFits(scope.observed());
    return CountedBits.create(
        scope, new PatternTable(new Neighbourhood(0, ImmutableList.of()), true), prior);
  }
}

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
 * Bits with the relative frequency that they have behind the pattern of some bits before them, by
 * counting over the training split: p(xᵢ = 1 | pattern) = (ones + a) / (all + 2a). A floor: a
 * network that sees as much or more and is no better has a bug.
 *
 * @param left how many bits to the left belong to the pattern
 * @param above how many of each row above, the nearest first: odd, with the bit's column in the
 *     middle
 * @param perPixel whether each pixel has counts of its own; else all share them
 * @param prior a, what each count starts at
 */
public record CausalCounts(
    @Default("2") @Interval(min = 0, max = 16) int left,
    @Default("[5, 3]") @Interval(min = 1, max = 15) ImmutableList<Integer> above,
    @Default("false") boolean perPixel,
    @Default("0.5") @Interval(above = 0) double prior)
    implements ModelSpec {
  /** Checks the arguments. */
  public CausalCounts {
    new Neighbourhood(left, above);
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
        scope, new PatternTable(new Neighbourhood(left, above), perPixel), prior);
  }
}

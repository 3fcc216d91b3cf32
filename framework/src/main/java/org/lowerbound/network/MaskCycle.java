package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import java.util.List;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;

/**
 * The orderings and masks that a masked network goes through with the same weights: order-agnostic
 * and connectivity-agnostic training (Germain et al. 2015, sections 4.2 and 4.3).
 *
 * <p>The first ordering is that of the inputs as they come, the others are drawn. Each ordering has
 * masks of its own. All are functions of the seed and of their numbers: they are the same at any
 * time and in any process, and more of them leave the first ones as they are.
 *
 * @param orderings how many orderings
 * @param masks how many masks for each ordering
 * @param seed of all of them
 */
public record MaskCycle(int orderings, int masks, long seed) {
  /** Checks the arguments. */
  public MaskCycle {
    Counts.checkPositive("orderings", orderings, Counts.MOST_LAYERS);
    Counts.checkPositive("masks", masks, Counts.MOST_LAYERS);
    checkArgument(
        orderings * masks <= Counts.MOST_LAYERS,
        "orderings x masks is %s x %s: at most %s networks, which are evaluated one after the other",
        orderings,
        masks,
        Counts.MOST_LAYERS);
  }

  /** Returns the number of pairs of an ordering and a mask. */
  public int size() {
    return orderings * masks;
  }

  /** Returns all pairs: those of the first ordering, those of the second, and so on. */
  ImmutableList<Connectivity> members(String name, int dimension, List<Integer> widths) {
    ImmutableList.Builder<Connectivity> members = ImmutableList.builder();
    for (int ordering = 0; ordering < orderings; ordering++) {
      ImmutableList<Integer> order = order(ordering, dimension);
      for (int mask = 0; mask < masks; mask++) {
        RandomStream random =
            new RandomStream(seed, "masked.ordering-%d.mask-%d".formatted(ordering, mask));
        members.add(Connectivity.drawn(name, order, widths, random));
      }
    }
    return members.build();
  }

  private ImmutableList<Integer> order(int ordering, int dimension) {
    return ordering == 0
        ? MaskedMlp.naturalOrder(dimension)
        : ImmutableList.copyOf(
            Ints.asList(
                new RandomStream(seed, "masked.ordering-" + ordering).permutation(dimension)));
  }
}

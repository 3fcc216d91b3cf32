package org.lowerbound.evaluation.disentanglement;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lowerbound.random.RandomStream;

/**
 * Examples grouped by the values of each factor, to draw those that share one. A value that one
 * example alone has is passed over.
 */
final class SharedValues {
  private final int[][][] groups; // [factors][values][examples that share the value]
  private final int[][] sharing; // [factors][examples that share their value with another one]

  SharedValues(VaryingFactors factors) {
    this.groups = new int[factors.count()][][];
    this.sharing = new int[factors.count()][];
    for (int f = 0; f < groups.length; f++) {
      int[][] ofFactor = groups(factors.values().get(f), factors.sizes().get(f));
      int[] values = factors.values().get(f);
      groups[f] = ofFactor;
      sharing[f] =
          IntStream.range(0, values.length).filter(i -> ofFactor[values[i]].length > 1).toArray();
    }
  }

  private static int[][] groups(int[] values, int size) {
    List<IntStream.Builder> groups = new ArrayList<>();
    for (int v = 0; v < size; v++) {
      groups.add(IntStream.builder());
    }
    for (int i = 0; i < values.length; i++) {
      groups.get(values[i]).add(i);
    }
    return groups.stream().map(group -> group.build().toArray()).toArray(int[][]::new);
  }

  /** Returns the factors of which no two examples share a value. */
  static ImmutableList<String> factorsWithout(VaryingFactors factors) {
    SharedValues values = new SharedValues(factors);
    return IntStream.range(0, factors.count())
        .filter(f -> values.sharing[f].length == 0)
        .mapToObj(factors.names()::get)
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns a random example of those that share the value of a factor with another one. */
  int example(int factor, RandomStream stream) {
    return sharing[factor][stream.nextInt(sharing[factor].length)];
  }

  /** Returns all examples with a value of a factor. */
  int[] group(int factor, int value) {
    return groups[factor][value];
  }
}

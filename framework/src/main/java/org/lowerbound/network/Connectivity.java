package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.util.List;
import org.lowerbound.random.RandomStream;

/**
 * Which inputs each unit of a masked network may depend on.
 *
 * @param inputs the places of the inputs in the order; several inputs may share one
 * @param places those of the outputs, one for each group of neighbours
 * @param hidden the degrees of the hidden layers, the lowest first
 */
record Connectivity(Degrees inputs, Degrees places, ImmutableList<Degrees> hidden) {
  /** Makes one with a group of outputs for each input. */
  Connectivity(Degrees inputs, ImmutableList<Degrees> hidden) {
    this(inputs, inputs, hidden);
  }

  /**
   * Returns inputs in their own order with hidden units whose degrees rise evenly.
   *
   * @param groups how many inputs there are with a place of their own
   * @param size of a group: inputs that share a place, and of whom none sees another
   * @param least the least degree, see {@link #even}
   */
  static Connectivity inGroups(int groups, int size, List<Integer> widths, int least) {
    return new Connectivity(
        Degrees.rising(groups, size),
        Degrees.rising(groups, 1),
        widths.stream()
            .map(width -> Degrees.hidden(width, groups, least))
            .collect(ImmutableList.toImmutableList()));
  }

  /**
   * Returns hidden units whose degrees rise evenly.
   *
   * @param name of the network, for messages
   * @param order the numbers 0 to D − 1, see {@link MaskedMlp#autoregressive}
   * @param widths of the hidden layers
   * @param least the least degree: 0 if hidden units see something beside the inputs, else 1
   */
  static Connectivity even(
      String name, ImmutableList<Integer> order, List<Integer> widths, int least) {
    return new Connectivity(
        Degrees.inputs(name, order),
        widths.stream()
            .map(width -> Degrees.hidden(width, order.size(), least))
            .collect(ImmutableList.toImmutableList()));
  }

  /** Returns hidden units whose degrees are {@linkplain Degrees#drawn drawn}. */
  static Connectivity drawn(
      String name, ImmutableList<Integer> order, List<Integer> widths, RandomStream random) {
    ImmutableList.Builder<Degrees> hidden = ImmutableList.builder();
    int least = 1;
    for (int width : widths) {
      Degrees degrees = Degrees.drawn(random, width, order.size(), least);
      hidden.add(degrees);
      least = degrees.least();
    }
    return new Connectivity(Degrees.inputs(name, order), hidden.build());
  }

  /** Returns the degrees of what the outputs are made of: without hidden layers the inputs. */
  Degrees top() {
    return Iterables.getLast(hidden, inputs);
  }

  /** Returns the degrees of outputs, as many numbers for each place as make {@code count}. */
  Degrees outputs(int count) {
    return places.repeated(count / places.values().length());
  }

  /** Returns the degrees of what a hidden layer is made of, counted from 0. */
  Degrees below(int layer) {
    return layer == 0 ? inputs : hidden.get(layer - 1);
  }
}

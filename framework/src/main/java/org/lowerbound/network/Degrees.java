package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ContiguousSet;
import com.google.common.collect.DiscreteDomain;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Range;
import com.google.common.primitives.ImmutableIntArray;
import java.util.stream.IntStream;
import org.lowerbound.random.RandomStream;

/**
 * How many inputs, counted in the order of a masked network, each unit of a layer may depend on
 * (Germain et al. 2015, section 4): an input of degree d is the d-th, a hidden unit of degree m
 * sees the first m inputs, and an output of degree d the first d − 1.
 *
 * @param values one for each unit
 */
record Degrees(ImmutableIntArray values) {
  /** Returns the places of inputs, and of outputs, in an order, counted from 1. */
  static Degrees inputs(String name, ImmutableList<Integer> order) {
    int dimension = order.size();
    checkArgument(
        dimension > 0
            && ImmutableSet.copyOf(order)
                .equals(
                    ContiguousSet.create(
                        Range.closedOpen(0, dimension), DiscreteDomain.integers())),
        "%s: an order has each of 0 … %s once, but is %s",
        name,
        dimension - 1,
        order);
    int[] degrees = new int[dimension];
    for (int place = 0; place < dimension; place++) {
      degrees[order.get(place)] = place + 1;
    }
    return new Degrees(ImmutableIntArray.copyOf(degrees));
  }

  /** Returns 1, 2, …, as many as there are groups, each as often as a group has members. */
  static Degrees rising(int groups, int size) {
    return new Degrees(ImmutableIntArray.copyOf(IntStream.rangeClosed(1, groups))).repeated(size);
  }

  /** Returns each degree as often as is said, as neighbours. */
  Degrees repeated(int times) {
    return times == 1
        ? this
        : new Degrees(
            ImmutableIntArray.copyOf(
                IntStream.range(0, values.length() * times).map(i -> values.get(i / times))));
  }

  /**
   * Returns degrees of hidden units, rising and spread evenly between the least and D − 1; drawn at
   * random in the paper. A unit that saw all D inputs would be of no use to any output.
   *
   * @param least 0 if the units see something beside the inputs, and otherwise 1
   */
  static Degrees hidden(int width, int dimension, int least) {
    int lowest = Math.min(least, dimension - 1);
    int choices = dimension - lowest;
    ImmutableIntArray.Builder degrees = ImmutableIntArray.builder(width);
    for (int unit = 0; unit < width; unit++) {
      degrees.add(lowest + (int) ((long) unit * choices / width));
    }
    return new Degrees(degrees.build());
  }

  /**
   * Returns degrees of hidden units between the least and D − 1: as evenly spread as {@link
   * #hidden}'s, but from a start that is drawn, so that a narrow layer has others each time, and in
   * an order that is drawn. The paper draws each degree apart; wide layers have each equally often
   * in both.
   *
   * @param least the least degree of the layer below, so that no unit is without an input
   */
  static Degrees drawn(RandomStream random, int width, int dimension, int least) {
    int lowest = Math.min(least, dimension - 1);
    int choices = dimension - lowest;
    double start = random.nextDouble();
    ImmutableIntArray.Builder degrees = ImmutableIntArray.builder(width);
    for (int place : random.permutation(width)) {
      // The sum may round to the width itself.
      int chosen = Math.min(choices - 1, (int) ((place + start) * choices / width));
      degrees.add(lowest + chosen);
    }
    return new Degrees(degrees.build());
  }

  /** Returns the order that {@link #inputs} was given: the number of the input at each place. */
  int[] order() {
    int[] order = new int[values.length()];
    for (int input = 0; input < order.length; input++) {
      order[values.get(input) - 1] = input;
    }
    return order;
  }

  /** Returns the smallest. */
  int least() {
    return values.stream().min().orElseThrow();
  }

  /** Returns the mask {@code [this, hidden]} of weights to hidden units, last index fastest. */
  float[] maskToHidden(Degrees hidden) {
    return mask(hidden, 0);
  }

  /** Returns the mask {@code [this, outputs]} of weights to outputs, last index fastest. */
  float[] maskToOutputs(Degrees outputs) {
    return mask(outputs, 1);
  }

  /** Returns 1 where this degree and {@code more} are at most the other's. */
  private float[] mask(Degrees above, int more) {
    int out = above.values.length();
    float[] mask = new float[values.length() * out];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = values.get(i / out) + more <= above.values.get(i % out) ? 1 : 0;
    }
    return mask;
  }
}

package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.lowerbound.spec.Counts;

/**
 * Hidden layers on top of each other.
 *
 * @param layers all of them
 * @param width the width of the last one; of the input if there is none
 */
record DenseStack(Layer layers, int width) {
  /** Makes one hidden layer. */
  @FunctionalInterface
  interface Hidden {
    /** Makes it; the name is unique. */
    Layer create(String name, int in, int out);
  }

  /** Makes the layers {@code name.hidden1}, {@code name.hidden2}, …, the lowest first. */
  static DenseStack create(String name, int in, List<Integer> widths, Hidden hidden) {
    ImmutableList.Builder<Layer> layers = ImmutableList.builder();
    int width = in;
    for (int i = 0; i < widths.size(); i++) {
      layers.add(hidden.create(name + ".hidden" + (i + 1), width, widths.get(i)));
      width = widths.get(i);
    }
    return new DenseStack(Layer.chain(layers.build()), width);
  }

  /** Makes the heads on top, and the network of it all. */
  FeatureNetwork withHeads(
      LayerMaker maker, String name, int inputSize, ImmutableList<Head> heads) {
    ImmutableList<Layer> tops =
        heads.stream()
            .map(head -> maker.head(name + "." + head.name(), width, head))
            .collect(ImmutableList.toImmutableList());
    return new RowNetwork(
        name,
        inputSize,
        heads,
        layers,
        width,
        (tf, rows, pass) -> {
          var features = layers.apply(tf, rows, pass);
          return tops.stream()
              .map(top -> top.apply(tf, features, pass))
              .collect(ImmutableList.toImmutableList());
        });
  }

  /** Fails unless all are widths. */
  static void checkWidths(ImmutableList<Integer> widths) {
    Counts.checkWidths("hidden widths", widths);
  }
}

package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.graph.Shapes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A function of rows behind any leading axes, which it sees as one: draws and batch have no part in
 * it.
 *
 * @param name the network's
 * @param inputSize the length of a row
 * @param heads what it was built with
 * @param body {@code [rows, in] -> [rows, width]}, what is below the heads
 * @param width of the body's output
 * @param rows {@code [rows, in] -> [rows, out]} for each head
 */
record RowNetwork(
    String name, int inputSize, ImmutableList<Head> heads, Layer body, int width, Network rows)
    implements FeatureNetwork {
  @Override
  public ImmutableList<Operand<TFloat32>> apply(Ops tf, Operand<TFloat32> input, Pass pass) {
    checkLastAxis(name, inputSize, input);
    ImmutableList<Operand<TFloat32>> outputs =
        rows.apply(tf, Shapes.toRows(tf, input, inputSize), pass);
    ImmutableList.Builder<Operand<TFloat32>> shaped = ImmutableList.builder();
    for (int i = 0; i < outputs.size(); i++) {
      shaped.add(Shapes.withLeadingAxesOf(tf, input, outputs.get(i), heads.get(i).size()));
    }
    return shaped.build();
  }

  @Override
  public Operand<TFloat32> features(Ops tf, Operand<TFloat32> input, Pass pass) {
    checkLastAxis(name, inputSize, input);
    Operand<TFloat32> rowFeatures = body.apply(tf, Shapes.toRows(tf, input, inputSize), pass);
    return Shapes.withLeadingAxesOf(tf, input, rowFeatures, width);
  }

  /** Fails if the last axis is known and not as long: it would be split or merged in silence. */
  static void checkLastAxis(String name, int size, Operand<TFloat32> input) {
    Shape shape = input.shape();
    boolean known =
        !shape.isUnknown() && shape.numDimensions() > 0 && shape.get(-1) != Shape.UNKNOWN_SIZE;
    checkArgument(
        !known || shape.get(-1) == size,
        "%s: its input should be [..., %s] but is %s",
        name,
        size,
        shape);
  }
}

package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.Ints;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.lowerbound.data.Standardization;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Shapes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Which values of an observation are given, and which are left.
 *
 * @param given their numbers, ascending
 * @param left the numbers of the others, ascending
 * @param shape of the others: of an image, if they are a rectangle of one, else of a vector
 */
public record PartOfValues(ImmutableIntArray given, ImmutableIntArray left, Shape shape) {
  /**
   * Divides the values of observations.
   *
   * @param who does it, by its type name
   * @param observation the shape of one
   * @param isGiven says which values are given
   * @throws IllegalArgumentException if all are, or none
   */
  static PartOfValues of(String who, Shape observation, IntPredicate isGiven) {
    int dimension = (int) observation.size();
    int[] given = IntStream.range(0, dimension).filter(isGiven).toArray();
    int[] left = IntStream.range(0, dimension).filter(isGiven.negate()).toArray();
    checkArgument(
        given.length > 0 && left.length > 0,
        "the condition %s gives %s of the %s values of an observation; it must give one at least,"
            + " and leave one",
        who,
        given.length,
        dimension);
    return new PartOfValues(
        ImmutableIntArray.copyOf(given), ImmutableIntArray.copyOf(left), shape(observation, left));
  }

  private static Shape shape(Shape observation, int[] left) {
    if (observation.numDimensions() == 3) {
      int channels = (int) observation.get(2);
      int width = (int) observation.get(1);
      int[] rows = IntStream.of(left).map(i -> i / (width * channels)).distinct().toArray();
      int[] columns = IntStream.of(left).map(i -> i / channels % width).distinct().toArray();
      // Each pixel lies in one of the rows and columns: if there are so many, they are all.
      if (rows.length * columns.length * channels == left.length) {
        return Shape.of(rows.length, columns.length, channels);
      }
    }
    return Shape.of(left.length);
  }

  /** Returns D, the number of values of an observation. */
  public int dimension() {
    return given.length() + left.length();
  }

  /** Returns what a model of the values that are left is told of them. */
  ObservedData left(ObservedData whole) {
    return new ObservedData(
        shape,
        whole.kind(),
        chosen(whole.mean()),
        whole.classes(),
        whole
            .standardization()
            .map(of -> new Standardization(chosen(of.mean()), chosen(of.scale()))));
  }

  private ImmutableDoubleArray chosen(ImmutableDoubleArray values) {
    return ImmutableDoubleArray.copyOf(left.stream().mapToDouble(values::get));
  }

  /** Returns the given values of observations, {@code [B, D]} to {@code [B, given]}. */
  Operand<TFloat32> given(Ops tf, Operand<TFloat32> observations) {
    return columns(tf, observations, given.toArray());
  }

  /** Returns the other values of observations, {@code [B, D]} to {@code [B, left]}. */
  Operand<TFloat32> left(Ops tf, Operand<TFloat32> observations) {
    return columns(tf, observations, left.toArray());
  }

  /**
   * Returns whole observations, {@code [K, B, D]}.
   *
   * @param ofGiven the given values, {@code [B, given]}
   * @param ofLeft draws of the others, {@code [K, B, left]}
   */
  Operand<TFloat32> whole(Ops tf, Operand<TFloat32> ofGiven, Operand<TFloat32> ofLeft) {
    Operand<TFloat32> joined = Shapes.joined(tf, ofLeft, ofGiven); // left first
    int[] order = Ints.concat(left.toArray(), given.toArray());
    int[] places = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      places[order[i]] = i;
    }
    Operand<TFloat32> sorted = columns(tf, Shapes.toRows(tf, joined, dimension()), places);
    return tf.reshape(
        sorted,
        tf.concat(
            List.of(tf.shape(GraphMath.sumEvent(tf, joined)), tf.array(dimension())),
            tf.constant(0)));
  }

  private static Operand<TFloat32> columns(Ops tf, Operand<TFloat32> rows, int[] numbers) {
    return tf.gather(rows, tf.constant(numbers), tf.constant(1));
  }

  @Override
  public String toString() {
    return "%s of %s values".formatted(given.length(), dimension())
        + " given, left "
        + Arrays.toString(shape.asArray());
  }
}

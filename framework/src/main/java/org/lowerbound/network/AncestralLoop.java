package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.LoopTurns;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Draws of a masked network, one place of the order after the other, each draw in an order of its
 * own.
 *
 * <p>A unit of degree m is a function of the first m inputs alone. So it is final, and is added to
 * what is above, when the first m are drawn: in turn t the units of degree t are, and no others.
 * Then the output at place t + 1 is complete. That makes the masks ones of units and not of
 * weights: they can be others for each draw. Of the weights from inputs and to outputs a turn needs
 * those of one input and one output, so that only the layers in between cost a turn a matrix
 * product.
 *
 * @param layers the network
 * @param direct weights from inputs to outputs, if there are any
 * @param emission makes values of outputs
 * @param order the number of the input at each place, for each draw: {@code [N, D]}
 * @param hidden the degrees of the hidden units, {@code [N, width]} for each layer
 */
record AncestralLoop(
    MaskedLayers layers,
    Optional<Weights> direct,
    Emission emission,
    Operand<TInt32> order,
    ImmutableList<Operand<TInt32>> hidden) {
  /** Where the loop's variables are. */
  private static final int TURN = 0;

  private static final int VALUES = 1;
  private static final int LAST_INPUT = 2;
  private static final int LAST_VALUE = 3;
  private static final int TOP = 4;
  private static final int NOISE = 5;
  private static final int ORDER = 6;
  private static final int OUTPUT_WEIGHTS = 7;
  private static final int OUTPUT_BIAS = 8;
  private static final int FIRST_OF_LAYERS = 9;

  /** What each hidden layer has: sums, degrees, weights. */
  private static final int OF_LAYER = 3;

  /** Returns draws from noise, both {@code [N, D]}, which is used from left to right. */
  Operand<TFloat32> draw(Ops tf, Operand<TFloat32> noise, Pass pass) {
    MaskedLayer head = Iterables.getOnlyElement(layers.heads());
    LoopTurns.Loop loop = LoopTurns.Loop.in(tf, head.out());
    int count = (int) noise.shape().get(0);
    List<Operand<?>> state = new ArrayList<>();
    state.add(tf.constant(0)); // t
    state.add(tf.zerosLike(noise)); // The values drawn so far, 0 elsewhere: [N, D].
    state.add(tf.zeros(tf.array(count), TInt32.class)); // The input that was drawn last: [N].
    state.add(tf.zeros(tf.array(count), TFloat32.class)); // Its value, 0 before the first: [N].
    state.add(zeros(tf, count, head.in())); // The final units of the last hidden layer.
    // A loop's body sees nothing but the loop's variables, those that stay as they are included.
    state.add(rows(tf, noise)); // By place: [D, N].
    state.add(rows(tf, order)); // [D, N]
    state.add(rows(tf, head.weights().in(tf, pass))); // [D, in]
    state.add(
        tf.reshape(head.bias().apply(tf, zeros(tf, 1, head.out()), pass), tf.array(-1))); // [D]
    for (int i = 0; i < hidden.size(); i++) {
      MaskedLayer layer = layers.hidden().get(i);
      state.add(layer.bias().apply(tf, zeros(tf, count, layer.out()), pass)); // [N, width]
      state.add(hidden.get(i)); // [N, width]
      state.add(layer.weights().in(tf, pass)); // [in, width]
    }
    direct.ifPresent(weights -> state.add(rows(tf, weights.in(tf, pass)))); // [D, D]
    Output<?>[] last =
        ((Graph) tf.scope().env())
            .whileLoop(
                state.stream().map(Operand::asOutput).toArray(Output<?>[]::new),
                this::condition,
                (graph, before, next) -> turn(graph, before, next, loop),
                tf.scope().makeOpName("Ancestral"));
    Operand<TFloat32> drawn = loop.ended(tf, last[VALUES].expect(TFloat32.class));
    return tf.stopGradient(tf.ensureShape(drawn, noise.shape())); // [N, D]
  }

  private static Operand<TFloat32> zeros(Ops tf, int rows, int columns) {
    return tf.zeros(tf.array(rows, columns), TFloat32.class);
  }

  /** Returns a matrix with rows that are the columns of another. */
  private static <T extends TType> Operand<T> rows(Ops tf, Operand<T> matrix) {
    return tf.linalg.transpose(matrix, tf.array(1, 0));
  }

  private void condition(Graph graph, Output<?>[] state, Output<?>[] goesOn) {
    Ops tf = Ops.create(graph);
    int dimension = Iterables.getOnlyElement(layers.heads()).out();
    goesOn[0] = tf.math.less(integers(state, TURN), tf.constant(dimension)).asOutput();
  }

  /** Adds turn t, after which t + 1 values are drawn. */
  private void turn(Graph graph, Output<?>[] state, Output<?>[] next, LoopTurns.Loop loop) {
    Ops tf = Ops.create(graph);
    System.arraycopy(state, 0, next, 0, state.length);
    Operand<TInt32> t = integers(state, TURN);
    Operand<TFloat32> x = floats(state, VALUES);
    Operand<TFloat32> top = hidden.isEmpty() ? x : finished(tf, state, next, t);

    Operand<TInt32> input = row(tf, integers(state, ORDER), t); // [N]
    Operand<TFloat32> output =
        tf.math.add(
            row(tf, floats(state, OUTPUT_BIAS), input),
            products(tf, top, row(tf, floats(state, OUTPUT_WEIGHTS), input))); // [N]
    if (direct.isPresent()) {
      // What is not drawn yet is 0.
      output =
          tf.math.add(output, products(tf, x, row(tf, floats(state, state.length - 1), input)));
    }
    Operand<TFloat32> value = emission.values(tf, output, row(tf, floats(state, NOISE), t)); // [N]
    int dimension = Iterables.getOnlyElement(layers.heads()).out();
    Operand<TFloat32> place =
        tf.oneHot(input, tf.constant(dimension), tf.constant(1f), tf.constant(0f)); // [N, D]
    next[TURN] = tf.math.add(t, tf.constant(1)).asOutput();
    Operand<TFloat32> all = tf.math.add(x, tf.math.mul(place, column(tf, value)));
    next[VALUES] = loop.counted(tf, all).asOutput();
    next[LAST_INPUT] = input.asOutput();
    next[LAST_VALUE] = value.asOutput();
  }

  /** Adds the units of degree t, and returns all units of the last layer that are final. */
  private Operand<TFloat32> finished(
      Ops tf, Output<?>[] state, Output<?>[] next, Operand<TInt32> t) {
    Operand<TFloat32> added =
        tf.math.mul(
            row(tf, floats(state, weights(0)), integers(state, LAST_INPUT)),
            column(tf, floats(state, LAST_VALUE))); // [N, width]
    Operand<TFloat32> last = finished(tf, state, next, 0, added, t);
    for (int i = 1; i < hidden.size(); i++) {
      last = finished(tf, state, next, i, tf.linalg.matMul(last, floats(state, weights(i))), t);
    }
    Operand<TFloat32> top = tf.math.add(floats(state, TOP), last);
    next[TOP] = top.asOutput();
    return top;
  }

  /** Adds to the sums of a layer, and returns its units of degree t, with 0 for the others. */
  private Operand<TFloat32> finished(
      Ops tf,
      Output<?>[] state,
      Output<?>[] next,
      int layer,
      Operand<TFloat32> added,
      Operand<TInt32> t) {
    int sums = sums(layer);
    Operand<TInt32> degrees = integers(state, sums + 1);
    Operand<TFloat32> sum =
        tf.math.add(floats(state, sums), only(tf, tf.math.greaterEqual(degrees, t), added));
    next[sums] = sum.asOutput();
    return only(tf, tf.math.equal(degrees, t), layers.activation().apply(tf, sum));
  }

  private static int sums(int layer) {
    return FIRST_OF_LAYERS + OF_LAYER * layer;
  }

  private static int weights(int layer) {
    return sums(layer) + 2;
  }

  private static Operand<TFloat32> floats(Output<?>[] state, int index) {
    return state[index].expect(TFloat32.class);
  }

  private static Operand<TInt32> integers(Output<?>[] state, int index) {
    return state[index].expect(TInt32.class);
  }

  /** Returns the rows with given numbers. */
  private static <T extends TType> Operand<T> row(
      Ops tf, Operand<T> matrix, Operand<TInt32> numbers) {
    return tf.gather(matrix, numbers, tf.constant(0));
  }

  private static Operand<TFloat32> column(Ops tf, Operand<TFloat32> values) {
    return tf.expandDims(values, tf.constant(1)); // [N, 1]
  }

  /** Returns the inner product of each row of a matrix with that of another: {@code [N]}. */
  private static Operand<TFloat32> products(
      Ops tf, Operand<TFloat32> one, Operand<TFloat32> other) {
    return GraphMath.sumEvent(tf, tf.math.mul(one, other));
  }

  /** Returns values where a condition holds, and 0 elsewhere: {@code [N, units]}. */
  private static Operand<TFloat32> only(
      Ops tf, Operand<TBool> condition, Operand<TFloat32> values) {
    return tf.math.mul(tf.dtypes.cast(condition, TFloat32.class), values);
  }
}

package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Draws of a masked network, one place of the order after the other, each draw in an order of its
 * own.
 *
 * <p>A unit of degree m is a function of the first m inputs alone. So it is final, and is added to
 * what is above, when the first m are drawn: in turn t the units of degree t are, and no others.
 * Then the output at place t + 1 is complete. That makes the masks ones of units and not of weights:
 * they can be others for each draw, and a turn costs no more than the network without masks.
 *
 * @param layers the network
 * @param direct weights from inputs to outputs, if there are any
 * @param emission makes values of outputs
 * @param inputs the place of each input in the order of each draw, {@code [N, D]}
 * @param hidden the degrees of the hidden units, {@code [N, width]} for each layer
 */
record AncestralLoop(
    MaskedLayers layers,
    Optional<Weights> direct,
    Emission emission,
    Operand<TInt32> inputs,
    ImmutableList<Operand<TInt32>> hidden) {
  /** Returns draws from noise, both {@code [N, D]}. */
  Operand<TFloat32> draw(Ops tf, Operand<TFloat32> noise, Pass pass) {
    List<Operand<?>> state = new ArrayList<>();
    state.add(tf.constant(0)); // t
    state.add(tf.zerosLike(noise)); // The values drawn so far, 0 elsewhere.
    layers.hidden().forEach(layer -> state.add(biases(tf, layer, noise, pass)));
    MaskedLayer head = Iterables.getOnlyElement(layers.heads());
    state.add(biases(tf, head, noise, pass));
    // A loop's body sees nothing but the loop's variables, those that stay as they are included.
    state.add(noise);
    state.add(inputs);
    state.addAll(hidden);
    layers.hidden().forEach(layer -> state.add(layer.weights().in(tf, pass)));
    state.add(head.weights().in(tf, pass));
    direct.ifPresent(weights -> state.add(weights.in(tf, pass)));
    Output<?>[] last =
        ((Graph) tf.scope().env())
            .whileLoop(
                state.stream().map(Operand::asOutput).toArray(Output<?>[]::new),
                this::condition,
                this::turn,
                tf.scope().makeOpName("Ancestral"));
    return tf.stopGradient(
        tf.ensureShape(last[1].expect(TFloat32.class), noise.shape())); // [N, D]
  }

  /** Returns what a layer's units are before anything is added to them, {@code [N, width]}. */
  private static Operand<TFloat32> biases(
      Ops tf, MaskedLayer layer, Operand<TFloat32> noise, Pass pass) {
    return layer
        .bias()
        .apply(tf, tf.zeros(tf.array((int) noise.shape().get(0), layer.out()), TFloat32.class), pass);
  }

  private void condition(Graph graph, Output<?>[] state, Output<?>[] goesOn) {
    Ops tf = Ops.create(graph);
    int dimension = Iterables.getOnlyElement(layers.heads()).out();
    goesOn[0] = tf.math.less(turn(state), tf.constant(dimension)).asOutput();
  }

  private static Operand<TInt32> turn(Output<?>[] state) {
    return state[0].expect(TInt32.class);
  }

  /** Adds turn t, after which t + 1 values are drawn. */
  private void turn(Graph graph, Output<?>[] state, Output<?>[] next) {
    Ops tf = Ops.create(graph);
    int depth = layers.hidden().size();
    Operand<TInt32> t = turn(state);
    Operand<TFloat32> x = floats(state, 1);
    int sums = 2; // of the hidden layers, then of the outputs
    int noise = sums + depth + 1;
    int places = noise + 1;
    int weights = places + depth + 1;
    System.arraycopy(state, 0, next, 0, state.length);

    Operand<TInt32> ofInputs = state[places].expect(TInt32.class);
    Operand<TFloat32> drawn = only(tf, tf.math.equal(ofInputs, t), x);
    Operand<TFloat32> finished = drawn;
    for (int i = 0; i < depth; i++) {
      Operand<TInt32> degrees = state[places + 1 + i].expect(TInt32.class);
      Operand<TFloat32> added = tf.linalg.matMul(finished, floats(state, weights + i));
      Operand<TFloat32> sum =
          tf.math.add(
              floats(state, sums + i), only(tf, tf.math.greaterEqual(degrees, t), added));
      next[sums + i] = sum.asOutput();
      finished = only(tf, tf.math.equal(degrees, t), layers.activation().apply(tf, sum));
    }
    Operand<TFloat32> added = tf.linalg.matMul(finished, floats(state, weights + depth));
    if (direct.isPresent()) {
      added =
          tf.math.add(added, tf.linalg.matMul(drawn, floats(state, weights + depth + 1)));
    }
    Operand<TFloat32> outputs =
        tf.math.add(
            floats(state, sums + depth), only(tf, tf.math.greater(ofInputs, t), added));
    next[sums + depth] = outputs.asOutput();
    Operand<TInt32> following = tf.math.add(t, tf.constant(1));
    next[0] = following.asOutput();
    Operand<TFloat32> values = emission.values(tf, outputs, floats(state, noise));
    next[1] =
        tf.math.add(x, only(tf, tf.math.equal(ofInputs, following), values)).asOutput();
  }

  private static Operand<TFloat32> floats(Output<?>[] state, int index) {
    return state[index].expect(TFloat32.class);
  }

  /** Returns values where a condition holds, and 0 elsewhere: {@code [N, units]}. */
  private static Operand<TFloat32> only(
      Ops tf, Operand<TBool> condition, Operand<TFloat32> values) {
    return tf.math.mul(tf.dtypes.cast(condition, TFloat32.class), values);
  }
}

package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * {@link Nade} in a graph, without a loop.
 *
 * <p>The hidden sums of all places are a cumulative sum, {@code [places, B, H]}: for an image of
 * 784 pixels, a batch of 100 and 500 units 157 MB. They are made a block of √places at a time, as a
 * product of W with inputs that are 0 from the place on, so that no more than the hidden units
 * themselves is kept for the gradient, and sums are as exact as those of a product.
 *
 * <p>A part is a place: a draw keeps the hidden sums, and takes as many operations as D H.
 *
 * @param name the prefix of the parameters' names
 * @param places how an observation is read
 * @param activation f
 * @param hidden H
 * @param weights W, {@code [D, H]}
 * @param bias adds c
 * @param contextSize the length of the context, 0 for none
 * @param context C, {@code [contextSize, H]}, if there is one
 * @param heads V and b of each
 */
record NadeNetwork(
    String name,
    Places places,
    Activation activation,
    int hidden,
    Weights weights,
    Layer bias,
    int contextSize,
    Optional<Layer> context,
    ImmutableList<Top> heads)
    implements IncrementalNetwork {
  /**
   * How an observation is read.
   *
   * @param count of places
   * @param values of a place
   */
  record Places(int count, int values) {
    int dimension() {
      return count * values;
    }

    /** Returns the number of places of a block, all but the last. */
    int block() {
      return (int) Math.ceil(Math.sqrt(count));
    }
  }

  /**
   * A head.
   *
   * @param size its numbers for all places
   * @param weights V, {@code [H, size]}
   * @param bias b
   */
  record Top(int size, Weights weights, Bias bias) {}

  /**
   * Makes the parameters {@code name.hidden.weights}, {@code name.hidden.bias}, {@code
   * name.hidden.context}, and those of each head.
   */
  static NadeNetwork create(
      Nade spec,
      ParameterStore parameters,
      String name,
      Places places,
      int contextSize,
      ImmutableList<Head> heads) {
    MaskedLayer.Maker maker = new MaskedLayer.Maker(parameters, spec.initializer());
    MaskedLayer below =
        maker.create(name + ".hidden", places.dimension(), contextSize, spec.hidden(), new Zeros());
    return new NadeNetwork(
        name,
        places,
        spec.activation(),
        spec.hidden(),
        below.weights(),
        below.bias(),
        contextSize,
        below.context(),
        heads.stream()
            .map(
                head ->
                    new Top(
                        head.size(),
                        maker.weights(name + "." + head.name(), spec.hidden(), head.size()),
                        Bias.create(
                            parameters, name + "." + head.name(), head.size(), head.bias())))
            .collect(ImmutableList.toImmutableList()));
  }

  @Override
  public ImmutableList<Operand<TFloat32>> apply(
      Ops tf, Operand<TFloat32> x, Optional<Operand<TFloat32>> given, Pass pass) {
    CausalShapes.checkInputs(name, places.dimension(), contextSize, x, given);
    ImmutableList<Operand<TFloat32>> xs = blocks(tf, x, places.values(), 1);
    ImmutableList<Operand<TFloat32>> ws = blocks(tf, weights.in(tf, pass), places.values(), 0);
    List<ImmutableList<Operand<TFloat32>>> vs = new ArrayList<>();
    List<List<Operand<TFloat32>>> outputs = new ArrayList<>();
    for (Top head : heads) {
      vs.add(blocks(tf, byPlace(tf, head, pass), 1, 0)); // [k, H, n]
      outputs.add(new ArrayList<>());
    }
    Operand<TFloat32> before = first(tf, given, pass); // [B, H], or [1, H] of all rows
    for (int i = 0; i < xs.size(); i++) {
      Operand<TFloat32> h = activation.apply(tf, sums(tf, before, xs.get(i), ws.get(i), size(i)));
      for (int head = 0; head < heads.size(); head++) {
        outputs
            .get(head)
            .add(tf.train.batchMatMul(h, vs.get(head).get(i), TFloat32.class)); // [k, B, n]
      }
      if (i < xs.size() - 1) {
        before = tf.math.add(before, tf.linalg.matMul(xs.get(i), ws.get(i))); // [B, H]
      }
    }
    return IntStream.range(0, heads.size())
        .mapToObj(head -> output(tf, heads.get(head), outputs.get(head), pass))
        .collect(ImmutableList.toImmutableList());
  }

  @Override
  public int parts() {
    return places.count();
  }

  /** {@inheritDoc} That is the hidden sums at the first place, {@code [rows, H]}. */
  @Override
  public ImmutableList<Operand<TFloat32>> start(
      Ops tf, Operand<TInt32> rows, Optional<Operand<TFloat32>> given, Pass pass) {
    Operand<TFloat32> zeros =
        tf.zeros(tf.stack(List.of(rows, tf.constant(hidden))), TFloat32.class);
    return ImmutableList.of(tf.math.add(first(tf, given, pass), zeros));
  }

  @Override
  public Part part(
      Ops tf,
      Operand<TFloat32> x,
      Operand<TInt32> number,
      ImmutableList<Operand<TFloat32>> kept,
      Pass pass) {
    Operand<TFloat32> sums = tf.ensureShape(kept.get(0), Shape.of(-1, hidden));
    Operand<TFloat32> h = activation.apply(tf, sums);
    Operand<TFloat32> own = ofPlace(tf, x, number, places.values(), 1);
    Operand<TFloat32> w = ofPlace(tf, weights.in(tf, pass), number, places.values(), 0);
    return new Part(
        heads.stream()
            .map(head -> output(tf, head, h, number, pass))
            .collect(ImmutableList.toImmutableList()),
        ImmutableList.of(tf.math.add(sums, tf.linalg.matMul(own, w)))); // eq. 10
  }

  /** Returns b + V h of a place, {@code [rows, n]}. */
  private Operand<TFloat32> output(
      Ops tf, Top head, Operand<TFloat32> h, Operand<TInt32> place, Pass pass) {
    int n = head.size() / places.count();
    Operand<TFloat32> v = ofPlace(tf, head.weights().in(tf, pass), place, n, 1); // [H, n]
    Operand<TFloat32> b = // [1, n]
        ofPlace(
            tf, tf.expandDims(pass.parameter(tf, head.bias().bias()), tf.constant(0)), place, n, 1);
    return tf.math.add(tf.linalg.matMul(h, v), b);
  }

  /** Returns the n numbers of a place along an axis of a matrix. */
  private static Operand<TFloat32> ofPlace(
      Ops tf, Operand<TFloat32> matrix, Operand<TInt32> place, int n, int axis) {
    Operand<TInt32> first = tf.math.mul(place, tf.constant(n));
    return axis == 0
        ? tf.slice(matrix, tf.stack(List.of(first, tf.constant(0))), tf.array(n, -1))
        : tf.slice(matrix, tf.stack(List.of(tf.constant(0), first)), tf.array(-1, n));
  }

  /** Returns the sums at the first place, {@code [B, H]}, or {@code [1, H]} without a context. */
  private Operand<TFloat32> first(Ops tf, Optional<Operand<TFloat32>> given, Pass pass) {
    Operand<TFloat32> ofContext =
        context
            .map(layer -> layer.apply(tf, given.orElseThrow(), pass))
            .orElseGet(() -> tf.zeros(tf.array(1, hidden), TFloat32.class));
    return bias.apply(tf, ofContext, pass);
  }

  /**
   * Returns the sums at the places of a block, {@code [k, B, H]}.
   *
   * @param before those at its first place
   * @param x its inputs, {@code [B, k · values]}
   * @param w their weights, {@code [k · values, H]}
   * @param k its number of places
   */
  private Operand<TFloat32> sums(
      Ops tf, Operand<TFloat32> before, Operand<TFloat32> x, Operand<TFloat32> w, int k) {
    int inputs = k * places.values();
    Operand<TFloat32> earlier = tf.reshape(tf.constant(earlier(k)), tf.array(k, 1, inputs));
    Operand<TFloat32> seen = // [k, B, inputs]
        tf.math.mul(earlier, tf.expandDims(x, tf.constant(0)));
    Operand<TFloat32> added = tf.linalg.matMul(tf.reshape(seen, tf.array(-1, inputs)), w);
    return tf.math.add(
        tf.reshape(added, tf.array(k, -1, hidden)), tf.expandDims(before, tf.constant(0)));
  }

  /** Returns, for each place of a block, 1 for the inputs of the places before it, else 0. */
  private float[] earlier(int k) {
    int inputs = k * places.values();
    float[] mask = new float[k * inputs];
    for (int place = 0; place < k; place++) {
      Arrays.fill(mask, place * inputs, place * (inputs + places.values()), 1);
    }
    return mask;
  }

  /** Returns V of each place, {@code [places, H, n]}. */
  private Operand<TFloat32> byPlace(Ops tf, Top head, Pass pass) {
    return tf.linalg.transpose(
        tf.reshape(head.weights().in(tf, pass), tf.array(hidden, places.count(), -1)),
        tf.array(1, 0, 2));
  }

  /** Returns b + V h of all places, {@code [B, size]}. */
  private Operand<TFloat32> output(Ops tf, Top head, List<Operand<TFloat32>> ofBlocks, Pass pass) {
    Operand<TFloat32> ofPlaces = // [places, B, n]
        ofBlocks.size() == 1 ? ofBlocks.get(0) : tf.concat(ofBlocks, tf.constant(0));
    Operand<TFloat32> rows = tf.linalg.transpose(ofPlaces, tf.array(1, 0, 2));
    return head.bias().apply(tf, tf.reshape(rows, tf.array(-1, head.size())), pass);
  }

  /** Returns the parts of an axis that belong to the blocks. */
  private ImmutableList<Operand<TFloat32>> blocks(
      Ops tf, Operand<TFloat32> x, int ofPlace, int axis) {
    int[] sizes = IntStream.range(0, count()).map(i -> size(i) * ofPlace).toArray();
    return sizes.length == 1
        ? ImmutableList.of(x)
        : ImmutableList.copyOf(
            tf.splitV(x, tf.constant(sizes), tf.constant(axis), (long) sizes.length).output());
  }

  /** Returns the number of blocks. */
  private int count() {
    return (places.count() + places.block() - 1) / places.block();
  }

  /** Returns the number of places of a block. */
  private int size(int block) {
    return Math.min(places.block(), places.count() - block * places.block());
  }
}

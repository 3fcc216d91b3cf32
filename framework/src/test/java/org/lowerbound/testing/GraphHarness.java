package org.lowerbound.testing;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lowerbound.graph.TensorValues;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.random.StatelessNoise;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * A graph that is built and run in one place.
 *
 * <p>Inputs are placeholders and not constants: a graph of constants would be folded while it is
 * optimised, and they can be changed between two runs.
 */
public final class GraphHarness implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Session session =
      new Session(
          graph,
          ConfigProto.newBuilder()
              .setIntraOpParallelismThreads(1)
              .setInterOpParallelismThreads(1)
              .build());
  private final Map<Operand<TFloat32>, Input> inputs = new LinkedHashMap<>();
  private final Placeholder<TInt64> step =
      tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
  private final Placeholder<TInt32> rows =
      tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
  private long stepValue;
  private int[] rowValues = {};

  private record Input(Shape shape, ImmutableList<Float> values) {
    TFloat32 tensor() {
      float[] array = new float[values.size()];
      for (int i = 0; i < array.length; i++) {
        array[i] = values.get(i);
      }
      return TFloat32.tensorOf(shape, DataBuffers.of(array, true, false));
    }
  }

  /** Returns where to add nodes. */
  public Ops tf() {
    return tf;
  }

  /** Adds an input with its first values, last index fastest. */
  public Operand<TFloat32> input(Shape shape, float... values) {
    Placeholder<TFloat32> node = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    inputs.put(node, new Input(shape, listOf(shape, values)));
    return node;
  }

  /** Changes the values of an input. */
  public void set(Operand<TFloat32> input, float... values) {
    Shape shape = inputs.get(input).shape();
    inputs.put(input, new Input(shape, listOf(shape, values)));
  }

  /** Returns the values of an input. */
  public float[] get(Operand<TFloat32> input) {
    ImmutableList<Float> values = inputs.get(input).values();
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  /** Changes the step, the second key of all noise; 0 at first. */
  public void setStep(long value) {
    stepValue = value;
  }

  /** Changes {@link #rows}; none at first. */
  public void setRows(int... values) {
    rowValues = values.clone();
  }

  /** Returns the node of row numbers, {@code [B]}. */
  public Operand<TInt32> rows() {
    return rows;
  }

  /** Opens a stream of the noise that trials use. */
  public NoiseSource noise(long seed, String stream) {
    return new StatelessNoise(seed, stream, step);
  }

  /** Adds the gradient of the sum of {@code y}'s elements; zeros if {@code x} does not reach it. */
  public Operand<TFloat32> gradient(Operand<TFloat32> y, Operand<TFloat32> x) {
    return gradients(y, ImmutableList.of(x)).get(0);
  }

  /** Adds the gradients with respect to each of {@code xs}. */
  public ImmutableList<Operand<TFloat32>> gradients(
      Operand<TFloat32> y, List<Operand<TFloat32>> xs) {
    Output<?>[] inputs = xs.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    Output<?>[] outputs;
    try {
      outputs = graph.addGradients(y.asOutput(), inputs);
    } catch (TFInvalidArgumentException e) {
      if (!e.getMessage().contains("unreachable")) {
        throw e;
      }
      return xs.size() == 1
          ? ImmutableList.of(tf.zerosLike(xs.get(0)))
          : xs.stream().map(x -> gradient(y, x)).collect(ImmutableList.toImmutableList());
    }
    ImmutableList.Builder<Operand<TFloat32>> gradients = ImmutableList.builder();
    for (int i = 0; i < outputs.length; i++) {
      gradients.add(
          outputs[i].isClosed() ? tf.zerosLike(xs.get(i)) : outputs[i].expect(TFloat32.class));
    }
    return gradients.build();
  }

  /** Evaluates nodes in one run, last index fastest. */
  public ImmutableList<float[]> run(List<Operand<TFloat32>> fetches) {
    return run(ImmutableMap.of(), fetches);
  }

  /**
   * Evaluates nodes in one run, last index fastest.
   *
   * @param given the values of nodes that are not computed; closed afterwards
   */
  public ImmutableList<float[]> run(
      Map<Operand<TFloat32>, TFloat32> given, List<Operand<TFloat32>> fetches) {
    Session.Runner runner = session.runner();
    List<Tensor> fed = new ArrayList<>();
    try {
      fed.add(TInt64.scalarOf(stepValue));
      runner.feed(step, fed.get(0));
      fed.add(TInt32.vectorOf(rowValues));
      runner.feed(rows, fed.get(1));
      inputs.forEach(
          (node, input) -> {
            if (!given.containsKey(node)) {
              Tensor tensor = input.tensor();
              fed.add(tensor);
              runner.feed(node, tensor);
            }
          });
      given.forEach(
          (node, tensor) -> {
            fed.add(tensor);
            runner.feed(node, tensor);
          });
      fetches.forEach(runner::fetch);
      ImmutableList.Builder<float[]> values = ImmutableList.builder();
      try (Result result = runner.run()) {
        for (int i = 0; i < result.size(); i++) {
          values.add(TensorValues.of((TFloat32) result.get(i)));
        }
      }
      return values.build();
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  /** Evaluates one node. */
  public float[] run(Operand<TFloat32> fetch) {
    return run(ImmutableList.of(fetch)).get(0);
  }

  /** Evaluates one scalar. */
  public float scalar(Operand<TFloat32> fetch) {
    float[] values = run(fetch);
    if (values.length != 1) {
      throw new AssertionError("not a scalar but " + values.length + " values");
    }
    return values[0];
  }

  /** Returns the shape of a node's value. */
  public Shape shape(Operand<TFloat32> fetch) {
    float[] sizes = run(tf.dtypes.cast(tf.shape(fetch), TFloat32.class));
    long[] shape = new long[sizes.length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = (long) sizes[i];
    }
    return Shape.of(shape);
  }

  private static ImmutableList<Float> listOf(Shape shape, float... values) {
    if (shape.size() != values.length) {
      throw new AssertionError(values.length + " values do not fill " + shape);
    }
    ImmutableList.Builder<Float> list = ImmutableList.builderWithExpectedSize(values.length);
    for (float value : values) {
      list.add(value);
    }
    return list.build();
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}

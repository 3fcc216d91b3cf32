package org.lowerbound.tools.bench.gemm;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lowerbound.graph.TensorValues;
import org.lowerbound.training.TensorFlowRuntime;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;

/** The products of TensorFlow itself, in a graph that does nothing else. */
public final class TensorFlowGemm implements Gemm {
  @Override
  public String name() {
    return "TensorFlow";
  }

  @Override
  public String version() {
    return TensorFlowRuntime.version();
  }

  @Override
  public Prepared prepare(ImmutableList<MatrixProduct> products) {
    return new GraphProducts(products);
  }

  /** The framework's own configuration, but that no product is made once for two. */
  private static ConfigProto config() {
    return TensorFlowRuntime.sessionConfig().toBuilder()
        .setGraphOptions(
            GraphOptions.newBuilder()
                .setOptimizerOptions(
                    OptimizerOptions.newBuilder().setOptLevel(OptimizerOptions.Level.L0))
                .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
        .build();
  }

  private static final class GraphProducts implements Prepared {
    private final Graph graph = new Graph();
    private final Session session = new Session(graph, config());
    private final ImmutableList<MatMul<TFloat32>> products;

    GraphProducts(ImmutableList<MatrixProduct> products) {
      Ops tf = Ops.create(graph);
      Map<Matrix, Operand<TFloat32>> operands = new LinkedHashMap<>();
      ImmutableList.Builder<MatMul<TFloat32>> nodes = ImmutableList.builder();
      for (MatrixProduct product : products) {
        nodes.add(
            tf.linalg.matMul(
                operands.computeIfAbsent(product.left(), matrix -> variable(tf, matrix)),
                operands.computeIfAbsent(product.right(), matrix -> variable(tf, matrix)),
                MatMul.transposeA(product.transposeLeft()),
                MatMul.transposeB(product.transposeRight())));
      }
      this.products = nodes.build();
    }

    /** A variable, so that nothing can be computed beforehand. */
    private Operand<TFloat32> variable(Ops tf, Matrix matrix) {
      Shape shape = Shape.of(matrix.rows(), matrix.columns());
      Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
      Placeholder<TFloat32> input = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      var assign = tf.assign(variable, input);
      try (TFloat32 values =
          TFloat32.tensorOf(shape, DataBuffers.of(matrix.values(), true, false))) {
        session.runner().feed(input, values).addTarget(assign).run().close();
      }
      return tf.identity(variable);
    }

    @Override
    public void run() {
      Session.Runner runner = session.runner();
      products.forEach(runner::addTarget);
      runner.run().close();
    }

    @Override
    public float[] result(int product) {
      try (Result result = session.runner().fetch(products.get(product)).run()) {
        return TensorValues.of((TFloat32) result.get(0));
      }
    }

    @Override
    public void close() {
      session.close();
      graph.close();
    }
  }
}

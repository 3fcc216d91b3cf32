package org.lowerbound.training;

import java.util.List;
import org.lowerbound.graph.FusedFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** The native library behind the graphs. */
public final class TensorFlowRuntime {
  private TensorFlowRuntime() {}

  /**
   * Loads the library and runs a first graph, with a first compiled function. It is then that
   * TensorFlow and XLA say what they have to say about the machine.
   */
  public static void start() {
    try (Graph graph = new Graph();
        Session session = new Session(graph, sessionConfig())) {
      Ops tf = Ops.create(graph);
      // Fed: of a constant, TensorFlow would compute the function before it is compiled.
      Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
      Operand<TFloat32> negative =
          FusedFunction.callCompiled(
                  tf, "first", List.of(x), (inner, in) -> List.of(inner.math.neg(in.get(0))))
              .get(0);
      try (TFloat32 zero = TFloat32.scalarOf(0f)) {
        session.runner().feed(x, zero).fetch(negative).run().close();
      }
    }
  }

  /**
   * Returns the configuration of every session: one thread for operations, and one inside each.
   *
   * <p>TensorFlow makes the pool inside operations once in a process, as the first session asks for
   * it. No session may therefore have another configuration than this.
   */
  public static ConfigProto sessionConfig() {
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(1)
        .setInterOpParallelismThreads(1)
        .setUsePerSessionThreads(true)
        .build();
  }

  /**
   * Returns whether this is the build of TensorFlow that keeps tensors on a GPU, if there is one.
   */
  public static boolean usesGpu() {
    return TensorFlow.class.getResource("internal/c_api/linux-x86_64-gpu/libtensorflow_cc.so.2")
        != null;
  }

  /** Returns the version of TensorFlow. */
  public static String version() {
    return TensorFlow.version();
  }
}

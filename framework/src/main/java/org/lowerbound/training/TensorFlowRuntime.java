package org.lowerbound.training;

import org.lowerbound.graph.FusedFunction;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;

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
      session.runner().fetch(FusedFunction.first(tf)).run().close();
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

  /** Returns the version of TensorFlow. */
  public static String version() {
    return TensorFlow.version();
  }
}

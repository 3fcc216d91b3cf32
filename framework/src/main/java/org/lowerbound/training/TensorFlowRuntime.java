package org.lowerbound.training;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;

/** The native library behind the graphs. */
public final class TensorFlowRuntime {
  private TensorFlowRuntime() {}

  /**
   * Loads the library and runs a first graph. It is then that TensorFlow says what it has to say
   * about the machine.
   */
  public static void start() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      session.runner().fetch(Ops.create(graph).constant(0f)).run().close();
    }
  }

  /** Returns the version of TensorFlow. */
  public static String version() {
    return TensorFlow.version();
  }
}

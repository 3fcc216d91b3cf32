package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkState;

import java.util.List;
import java.util.Locale;
import org.lowerbound.graph.FusedFunction;
import org.lowerbound.natives.CudaSearch;
import org.lowerbound.natives.NativeLog;
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
  private static boolean started;

  private TensorFlowRuntime() {}

  /**
   * Loads the library, once in a process, and keeps its log off the terminal: see {@link
   * NativeLog}. Every graph does so; it takes a second, for which a program may choose the time.
   *
   * @throws IllegalStateException as {@link #newGraph}
   */
  public static synchronized void start() {
    if (!started) {
      checkLocale();
      if (!usesGpu()) {
        CudaSearch.leaveOut();
      }
      NativeLog.quietly(TensorFlowRuntime::runFirstGraph);
      started = true;
    }
  }

  /**
   * Runs a first graph, with a first compiled function. It is then that TensorFlow and XLA say what
   * they have to say about the machine.
   */
  private static void runFirstGraph() {
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
   * Returns an empty graph, once the library is {@linkplain #start started} and it is sure that
   * nodes can be added to it.
   *
   * <p>TensorFlow Java numbers nodes in the default locale of the process, and TensorFlow refuses
   * digits other than ASCII's. The programs of this project fix the locale when they start; a
   * library leaves it to its host.
   *
   * @throws IllegalStateException if the locale has digits of its own
   */
  static Graph newGraph() {
    checkLocale();
    start();
    return new Graph();
  }

  private static void checkLocale() {
    Locale locale = Locale.getDefault(Locale.Category.FORMAT);
    checkState(
        String.format(locale, "%d", 10).equals("10"),
        "the default locale must write numbers with the digits 0 to 9, as TensorFlow Java names"
            + " nodes with it, but %s does not; call"
            + " Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT) before",
        locale.toLanguageTag());
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
    start();
    return TensorFlow.version();
  }
}

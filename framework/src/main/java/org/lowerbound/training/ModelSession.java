package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** The running side of a {@link ModelGraph} whose schedules stand still. */
final class ModelSession implements AutoCloseable {
  private final ModelGraph graph;
  private final Session session;
  private final LoopWatch watch;

  /**
   * Opens the session.
   *
   * @param variables the values of all variables
   */
  ModelSession(ModelGraph graph, Map<String, float[]> variables) {
    this.graph = graph;
    this.session = new Session(graph.graph, TensorFlowRuntime.sessionConfig());
    this.watch = new LoopWatch(session, graph.turns);
    graph.variables.restore(session, variables);
  }

  /** Returns the session itself, for what writes it to a file. */
  Session session() {
    return session;
  }

  /** A node and what it is fed; closed after the run. */
  record Feed(Operand<?> placeholder, Tensor value) {}

  /**
   * Evaluates nodes.
   *
   * @param draw the number of the noise to use
   */
  ImmutableList<float[]> run(long draw, List<Feed> feeds, List<Operand<TFloat32>> fetches) {
    return run(draw, feeds, fetches, LoopWatch.NOBODY);
  }

  /**
   * Evaluates nodes for one who waits.
   *
   * @param draw the number of the noise to use
   * @param share hears, now and then, which share of a long run is done
   */
  ImmutableList<float[]> run(
      long draw, List<Feed> feeds, List<Operand<TFloat32>> fetches, DoubleConsumer share) {
    Session.Runner runner = session.runner();
    fetches.forEach(runner::fetch);
    feeds.forEach(fed -> runner.feed(fed.placeholder(), fed.value()));
    try (TInt64 step = TInt64.scalarOf(draw)) {
      return watch.run(runner.feed(graph.step, step), fetches, share);
    } finally {
      feeds.forEach(fed -> fed.value().close());
    }
  }

  @Override
  public void close() {
    watch.close();
    session.close();
  }
}

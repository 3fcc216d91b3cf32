package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.graph.TensorValues;
import org.lowerbound.schedule.Time;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * The running side of a {@link TrialGraph}: its session and the native memory of every run.
 *
 * <p>A trial computes on one thread of its own. The order of every sum is then fixed, so that
 * numbers do not depend on what else runs; and trials side by side use a machine better than one
 * trial on all of it. The thread must be TensorFlow's (a pool of one), not the caller's: only in
 * its own threads are denormal numbers flushed to zero, and without that a training with importance
 * weights is several times slower.
 */
final class TrialSession implements AutoCloseable {
  private final TrialGraph graph;
  private final Session session;
  private final LoopWatch watch;
  private long computeNanos;
  private long firstRunNanos;

  TrialSession(TrialGraph graph) {
    this.graph = graph;
    this.session = new Session(graph.graph(), TensorFlowRuntime.sessionConfig());
    this.watch = new LoopWatch(session, graph.model().turns);
    graph.tables().forEach(table -> table.fill(session));
    restore(Maps.transformValues(graph.model().variables.slots(), Variables.Slot::initial));
  }

  /**
   * Makes one step.
   *
   * @param turn the position of its turn
   * @param tracer runs it
   * @return the reported scalars, in the order of {@link TrainingGraph#reported}, or nothing if the
   *     loss or a gradient was not finite: then no variable has changed
   */
  Optional<double[]> step(
      int[] rows, int turn, Progress progress, long stepsPerEpoch, StepTracer tracer) {
    Session.Runner runner = session.runner().addTarget(graph.training().updates.get(turn));
    graph.training().reported.values().forEach(runner::fetch);
    List<Tensor> fed = feedStep(runner, rows, progress, stepsPerEpoch);
    try (Result result = timed(() -> tracer.run(runner, progress.step()))) {
      double[] values = new double[result.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = ((TFloat32) result.get(i)).getFloat();
      }
      return Optional.of(values);
    } catch (TFInvalidArgumentException e) {
      if (e.getMessage() != null && e.getMessage().contains(Updates.NON_FINITE)) {
        return Optional.empty();
      }
      throw e;
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  /**
   * Returns what was not finite in a step that was skipped: run again, it gives the same values, as
   * nothing has changed.
   */
  ImmutableList<String> notFinite(int[] rows, int turn, Progress progress, long stepsPerEpoch) {
    Session.Runner runner = session.runner();
    ImmutableList<Updates.Check> checks = graph.training().checks.get(turn);
    // Two may be of one node, as the loss of a classifier is; TensorFlow gives a node once.
    ImmutableList<Output<?>> fetched =
        checks.stream()
            .<Output<?>>map(check -> check.value().asOutput())
            .distinct()
            .collect(ImmutableList.toImmutableList());
    fetched.forEach(runner::fetch);
    List<Tensor> fed = feedStep(runner, rows, progress, stepsPerEpoch);
    ImmutableList.Builder<String> names = ImmutableList.builder();
    try (Result result = runner.run()) {
      for (Updates.Check check : checks) {
        int place = fetched.indexOf(check.value().asOutput());
        float value = ((TFloat32) result.get(place)).getFloat();
        if (!Float.isFinite(value)) {
          names.add("%s (%s)".formatted(check.name(), value));
        }
      }
    } finally {
      fed.forEach(Tensor::close);
    }
    return names.build();
  }

  private List<Tensor> feedStep(
      Session.Runner runner, int[] rows, Progress progress, long stepsPerEpoch) {
    return feed(
        runner,
        rows,
        graph.training().observations,
        progress.step(),
        graph.model().scalars.all(),
        scalar -> progress.time(stepsPerEpoch, scalar.turns()));
  }

  /** Evaluates nodes on rows of the evaluation table, all of them computed. */
  ImmutableList<float[]> evaluate(
      int[] rows, long draw, Time time, ImmutableList<Operand<TFloat32>> fetches) {
    return evaluate(rows, draw, time, ImmutableList.of(), fetches, LoopWatch.NOBODY);
  }

  /**
   * Evaluates nodes on rows of the evaluation table with the noise of one draw.
   *
   * @param time when the model's schedules are taken
   * @param given the nodes that are not computed but given
   * @param share hears, now and then, which share of a long run is done
   */
  ImmutableList<float[]> evaluate(
      int[] rows,
      long draw,
      Time time,
      ImmutableList<Fed> given,
      ImmutableList<Operand<TFloat32>> fetches,
      DoubleConsumer share) {
    Session.Runner runner = session.runner();
    fetches.forEach(runner::fetch);
    List<Tensor> fed =
        new ArrayList<>(
            feed(
                runner,
                rows,
                graph.evaluation().observations,
                draw,
                graph.model().modelScalars,
                scalar -> time));
    for (Fed one : given) {
      Tensor value = one.tensor();
      fed.add(value);
      runner.feed(one.node(), value);
    }
    try {
      return timed(() -> watch.run(runner, fetches, share));
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  /** Runs steps and evaluations alike; reading and setting variables is not the model's work. */
  private <T> T timed(Supplier<T> run) {
    long start = System.nanoTime();
    try {
      return run.get();
    } finally {
      long nanos = System.nanoTime() - start;
      firstRunNanos = computeNanos == 0 ? nanos : firstRunNanos;
      computeNanos += nanos;
    }
  }

  /** Returns how long TensorFlow has run steps and evaluations so far. */
  double computeSeconds() {
    return computeNanos / 1e9;
  }

  /** Returns how much of that was the first run, in which TensorFlow prepares the graph. */
  double firstRunSeconds() {
    return firstRunNanos / 1e9;
  }

  /**
   * Feeds what a run depends on.
   *
   * @param table has the rows
   * @param step the second key of all noise
   * @param scalars all, or the first ones
   * @param time when a scalar is taken
   * @return what is to be closed after the run
   */
  private List<Tensor> feed(
      Session.Runner runner,
      int[] rows,
      ObservationTable table,
      long step,
      List<StepScalars.Scalar> scalars,
      Function<StepScalars.Scalar, Time> time) {
    float[] values = new float[scalars.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) scalars.get(i).function().at(time.apply(scalars.get(i)));
    }
    TInt32 rowNumbers = TInt32.tensorOf(Shape.of(rows.length), DataBuffers.of(rows, true, false));
    TInt64 stepNumber = TInt64.scalarOf(step);
    TFloat32 scalarValues = TFloat32.vectorOf(values);
    runner
        .feed(graph.rows(), rowNumbers)
        .feed(graph.model().step, stepNumber)
        .feed(graph.model().scalars.input(), scalarValues);
    ImmutableList.Builder<Tensor> fed = ImmutableList.builder();
    fed.add(rowNumbers, stepNumber, scalarValues);
    table.feed(runner, rows).ifPresent(fed::add);
    return fed.build();
  }

  /** Returns the values of all variables. */
  ImmutableMap<String, float[]> read() {
    // In one run: TensorFlow prepares the graph for each set of fetches anew.
    Session.Runner runner = session.runner();
    graph.model().variables.slots().values().forEach(slot -> runner.fetch(slot.read()));
    ImmutableMap.Builder<String, float[]> values = ImmutableMap.builder();
    try (Result result = runner.run()) {
      int i = 0;
      for (String name : graph.model().variables.slots().keySet()) {
        values.put(name, TensorValues.of((TFloat32) result.get(i++)));
      }
    }
    return values.buildOrThrow();
  }

  /** Sets all variables. */
  void restore(Map<String, float[]> values) {
    graph.model().variables.restore(session, values);
  }

  /**
   * Does something with the averages in the parameters' place, where the training keeps any. They
   * are exchanged through the host and back, bit by bit: two copies of all variables each way.
   */
  <T> T withAverages(Supplier<T> use) {
    boolean averages =
        graph.model().variables.slots().keySet().stream()
            .anyMatch(name -> name.startsWith(Variables.AVERAGE));
    if (!averages) {
      return use.get();
    }
    restore(Variables.exchanged(read()));
    try {
      return use.get();
    } finally {
      restore(Variables.exchanged(read()));
    }
  }

  @Override
  public void close() {
    watch.close();
    session.close();
  }
}

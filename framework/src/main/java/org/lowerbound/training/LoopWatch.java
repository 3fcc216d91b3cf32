package org.lowerbound.training;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleConsumer;
import org.lowerbound.graph.LoopTurns;
import org.lowerbound.graph.TensorValues;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Runs nodes of a session, and says meanwhile how far their loops have come.
 *
 * <p>A run with loops is handed to another thread, so that this one, which is the trial's, can ask
 * for the turns and tell of them. TensorFlow computes in threads of its own whoever asks, and reads
 * the turns in this one: they are there while its own are busy.
 */
final class LoopWatch implements AutoCloseable {
  /** For runs of which nobody wants to hear. */
  static final DoubleConsumer NOBODY = share -> {};

  /** Most runs are over before; the first question costs the preparation of a graph. */
  private static final Duration FIRST = Duration.ofSeconds(1);

  private static final Duration BETWEEN = Duration.ofMillis(250);

  private static final RunOptions IN_THIS_THREAD =
      RunOptions.newBuilder().setInterOpThreadPool(-1).build();

  private final Session session;
  private final Optional<LoopTurns> turns;
  private final Duration first;
  private final Duration between;
  private final Map<ImmutableSet<Operand<TFloat32>>, Long> turnsOfRuns = new HashMap<>();
  private final ExecutorService runs =
      Executors.newSingleThreadExecutor(
          new ThreadFactoryBuilder().setNameFormat("run").setDaemon(true).build());

  private boolean started;

  /**
   * Starts a watch.
   *
   * @param turns of the session's graph, if it counts them
   */
  LoopWatch(Session session, Optional<LoopTurns> turns) {
    this(session, turns, FIRST, BETWEEN);
  }

  /** Starts a watch with pauses of its own. */
  LoopWatch(Session session, Optional<LoopTurns> turns, Duration first, Duration between) {
    this.session = session;
    this.turns = turns;
    this.first = first;
    this.between = between;
    startIfThereAreLoops();
  }

  /** Loops may be added as long as the session is open. Returns whether there are any. */
  private boolean startIfThereAreLoops() {
    if (!started && turns.isPresent() && turns.get().hasLoops()) {
      session.runner().addTarget(turns.get().start()).run().close();
      started = true;
    }
    return started;
  }

  /**
   * Runs nodes, and returns the values of each.
   *
   * @param runner fetches them
   * @param fetches the nodes
   * @param share hears in this thread which share of the loops' turns is made, if the run takes
   *     long
   */
  ImmutableList<float[]> run(
      Session.Runner runner, List<Operand<TFloat32>> fetches, DoubleConsumer share) {
    if (!startIfThereAreLoops() || share == NOBODY) {
      return values(runner);
    }
    long before = made();
    Future<ImmutableList<float[]>> run = runs.submit(() -> values(runner));
    try {
      for (Duration wait = first; !isOver(run, wait); wait = between) {
        // Asked only now: in a large graph it takes as long as many runs.
        long expected = turnsOfRuns.computeIfAbsent(ImmutableSet.copyOf(fetches), turns.get()::of);
        if (expected > 0) {
          share.accept(Math.min(1, (double) (made() - before) / expected));
        }
      }
      return Uninterruptibles.getUninterruptibly(run);
    } catch (ExecutionException e) {
      Throwables.throwIfUnchecked(e.getCause());
      throw new IllegalStateException(e.getCause());
    } finally {
      // What the run is fed is closed behind this: it must be over, whatever who hears has thrown.
      awaitEnd(run);
    }
  }

  private static boolean isOver(Future<?> run, Duration wait) {
    try {
      Uninterruptibles.getUninterruptibly(run, wait);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true; // Thrown to who asked for the run.
    }
    return true;
  }

  private static void awaitEnd(Future<?> run) {
    try {
      Uninterruptibles.getUninterruptibly(run);
    } catch (ExecutionException e) {
      return; // As above.
    }
  }

  private static ImmutableList<float[]> values(Session.Runner runner) {
    try (Result result = runner.run()) {
      return TensorValues.of(result);
    }
  }

  private long made() {
    try (Result result =
        session.runner().setOptions(IN_THIS_THREAD).fetch(turns.orElseThrow().made()).run()) {
      return ((TInt64) result.get(0)).getLong();
    }
  }

  @Override
  public void close() {
    runs.shutdown();
  }
}

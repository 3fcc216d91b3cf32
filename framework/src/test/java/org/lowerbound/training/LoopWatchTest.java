package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.primitives.ImmutableDoubleArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.autoregressive.Autoregressive;
import org.lowerbound.model.autoregressive.MultiScale;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.network.Activation;
import org.lowerbound.network.ContextPath;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.PixelCnn;
import org.lowerbound.schedule.Time;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

final class LoopWatchTest {
  private static final int SIDE = 6;
  private static final int ROWS = 40;
  private static final Time END = new Time(1, 1);

  private static final ObservedData IMAGES =
      new ObservedData(
          Shape.of(SIDE, SIDE, 1),
          ValueKind.BINARY,
          ImmutableDoubleArray.copyOf(Collections.nCopies(SIDE * SIDE, 0.4)),
          0);

  private static final PixelCnn NETWORK =
      new PixelCnn(
          4, 1, 3, 3, 4, Activation.RELU, 0, new GlorotUniform(), new ContextPath.PerChannel());

  private static final BernoulliLikelihood LIKELIHOOD =
      new BernoulliLikelihood(false, OutputBias.DATA_MEAN);

  private static final Autoregressive PLAIN = new Autoregressive(NETWORK, LIKELIHOOD, false);

  /** A turn for each pixel, and one behind each row. */
  private static final int TURNS = SIDE * (SIDE + 1);

  /** A model in a session, with first values, whose watch asks all the time. */
  private static final class Opened implements AutoCloseable {
    final ModelGraph graph;
    final Operand<TFloat32> draws;
    private final Session session;
    private final LoopWatch watch;

    Opened(ModelSpec spec, boolean counting) {
      this.graph =
          counting
              ? ModelGraph.build(spec, IMAGES, 3, END)
              : ModelGraph.toExport(spec, IMAGES, 3, END);
      this.draws = new TrainedNodes(graph).samples("test", ROWS);
      this.session = new Session(graph.graph, TensorFlowRuntime.sessionConfig());
      this.watch = new LoopWatch(session, graph.turns, Duration.ofNanos(1), Duration.ofNanos(1));
      graph.variables.restore(
          session,
          ImmutableMap.copyOf(
              Maps.transformValues(graph.variables.slots(), Variables.Slot::initial)));
    }

    float[] run(long draw, DoubleConsumer share) {
      return run(draw, draws, share);
    }

    float[] run(long draw, Operand<TFloat32> node, DoubleConsumer share) {
      try (TInt64 step = TInt64.scalarOf(draw)) {
        return watch
            .run(session.runner().feed(graph.step, step).fetch(node), ImmutableList.of(node), share)
            .get(0);
      }
    }

    @Override
    public void close() {
      watch.close();
      session.close();
      graph.close();
    }
  }

  @Test
  void countingChangesNoDraw() {
    try (Opened counted = new Opened(PLAIN, true);
        Opened plain = new Opened(PLAIN, false)) {
      for (int draw = 0; draw < 3; draw++) {
        float[] expected = plain.run(draw, share -> {});
        assertArrayEquals(expected, counted.run(draw, share -> {}));
      }
    }
  }

  @Test
  void sharesRiseWithinARunAndAreHeardInItsThread() {
    try (Opened opened = new Opened(PLAIN, true)) {
      List<Double> shares = new ArrayList<>();
      Thread caller = Thread.currentThread();
      for (int draw = 0; draw < 3; draw++) {
        shares.clear();
        opened.run(
            draw,
            share -> {
              assertSame(caller, Thread.currentThread());
              shares.add(share);
            });
        // In the first, TensorFlow prepares the graph for longer.
        assertTrue(shares.stream().distinct().count() > 2, () -> "heard " + shares);
        assertEquals(shares.stream().sorted().toList(), shares);
        assertTrue(shares.get(0) < 0.5, () -> "begins with " + shares.get(0));
        assertTrue(shares.get(shares.size() - 1) <= 1, () -> "heard " + shares);
      }
    }
  }

  @Test
  void turnsOfARunAreThoseOfItsLoops() {
    try (Opened opened = new Opened(PLAIN, true)) {
      assertEquals(TURNS, turns(opened, opened.draws));
      Operand<TFloat32> twice =
          opened.graph.tf.math.add(
              opened.draws, new TrainedNodes(opened.graph).samples("again", ROWS));
      assertEquals(2 * TURNS, turns(opened, twice));
      assertEquals(0, turns(opened, opened.graph.tf.constant(1f)));
    }
    int small = SIDE / 2;
    try (Opened opened = new Opened(new MultiScale(NETWORK, 2, 4, 1, LIKELIHOOD, false), true)) {
      assertEquals(TURNS + small * (small + 1), turns(opened, opened.draws));
    }
  }

  private static long turns(Opened opened, Operand<TFloat32> node) {
    return opened.graph.turns.orElseThrow().of(ImmutableList.of(node));
  }

  @Test
  void aRunWithoutLoopsIsNotHeardOf() {
    try (Opened opened = new Opened(PLAIN, true)) {
      Operand<TFloat32> one = opened.graph.tf.constant(new float[] {1});
      assertArrayEquals(
          new float[] {1},
          opened.run(
              0,
              one,
              share -> {
                throw new AssertionError("heard " + share);
              }));
    }
  }

  /** As when the user stops a trial. */
  @Test
  void whoHearsMayEndTheWait() {
    try (Opened opened = new Opened(PLAIN, true)) {
      float[] expected = opened.run(5, share -> {});
      assertThrows(
          CancellationException.class,
          () ->
              opened.run(
                  4,
                  share -> {
                    throw new CancellationException("stopped");
                  }));
      List<Double> shares = new ArrayList<>();
      assertArrayEquals(expected, opened.run(5, shares::add));
      assertTrue(shares.get(0) < 0.5, () -> "the run before is counted: " + shares.get(0));
    }
  }

  @Test
  void whatARunThrowsIsThrownAsItIs() {
    try (Opened opened = new Opened(PLAIN, true)) {
      Operand<TFloat32> broken =
          opened.graph.tf.reshape(opened.draws, opened.graph.tf.array(-1, SIDE * SIDE + 1));
      assertThrows(TFInvalidArgumentException.class, () -> opened.run(0, broken, share -> {}));
    }
  }
}

package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;

final class StepTracerTest {

  @TempDir Path directory;

  /** Asks for a step and keeps the traces. */
  private static final class Asking extends Trials.Recorder {
    private final List<StepTrace> traces = new ArrayList<>();
    private final long step;

    Asking(long step, long stopAfter) {
      super(stopAfter);
      this.step = step;
    }

    @Override
    public Optional<TraceRequest> tracing() {
      return Optional.of(new TraceRequest(step, traces::add));
    }
  }

  private static Asking asking(long step) {
    return new Asking(step, Long.MAX_VALUE);
  }

  @Test
  void aTracedStepDoesWhatAnUntracedOneDoes() {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec = Trials.binarySpec(images, 1);
    List<StepTrace> traces = new ArrayList<>();
    try (TrialGraph graph = TrialGraph.build(spec, images);
        TrialSession plain = new TrialSession(graph);
        TrialSession traced = new TrialSession(graph)) {
      Progress progress = Progress.start(1, graph.training().loss.order());
      StepTracer tracer =
          new StepTracer(Optional.of(new TraceRequest(2, traces::add)), 0, Long.MAX_VALUE);
      for (int i = 0; i < 3; i++) { // Before, at and after the traced step.
        double[] expected =
            Trials.step(plain, Trials.firstBatch(), 0, progress, Trials.STEPS_PER_EPOCH)
                .orElseThrow();
        double[] actual =
            traced
                .step(Trials.firstBatch(), 0, progress, Trials.STEPS_PER_EPOCH, tracer)
                .orElseThrow();
        assertArrayEquals(expected, actual); // To the last bit.
        ImmutableMap<String, float[]> variables = traced.read();
        plain.read().forEach((name, values) -> assertArrayEquals(values, variables.get(name)));
        progress =
            progress.after(
                0, graph.training().loss.order(), Trials.STEPS_PER_EPOCH, ImmutableMap.of());
      }
    }
    assertEquals(1, traces.size());
    assertEquals(2, traces.get(0).step());
    assertSpansMakeSense(traces.get(0));
  }

  private static void assertSpansMakeSense(StepTrace trace) {
    ImmutableList<StepTrace.Span> spans = trace.spans();
    assertTrue(
        spans.stream().anyMatch(span -> span.op().contains("MatMul") && !span.inputs().isEmpty()));
    assertTrue(spans.stream().anyMatch(span -> span.op().contains("Adam")));
    long end = 0;
    long total = 0;
    for (StepTrace.Span span : spans) {
      assertTrue(span.startNanos() >= 0 && span.nanos() >= 0 && span.bytes() >= 0, span.toString());
      assertTrue(span.device().contains("CPU"), span.toString());
      assertTrue(span.op().matches("\\w+"), span.toString());
      // One thread: an operation starts when the one before has ended.
      assertTrue(span.startNanos() >= end, span.toString());
      end = span.startNanos() + span.nanos();
      total += span.nanos();
    }
    assertEquals(end, trace.nanos());
    assertTrue(total > 0 && total <= trace.nanos());
  }

  @Test
  void aTraceChangesNoFigure() {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec = Trials.binarySpec(images, 1);
    Trials.Recorder untraced = new Trials.Recorder();
    TrialOutcome expected = Trials.run(spec, images, untraced, directory.resolve("untraced"));
    Asking listener = asking(7);
    TrialOutcome outcome = Trials.run(spec, images, listener, directory.resolve("traced"));
    assertEquals(expected.metrics(), outcome.metrics());
    assertEquals(untraced.epochs, listener.epochs);
    assertEquals(ImmutableList.of(7L), steps(listener));
  }

  private static List<Long> steps(Asking listener) {
    return listener.traces.stream().map(StepTrace::step).toList();
  }

  @Test
  void aShortTrainingIsTracedAtItsLastStep() {
    Dataset images = Trials.dynamicImages();
    Asking listener = asking(100);
    Trials.run(Trials.binarySpec(images, 1), images, listener, directory.resolve("checkpoint"));
    assertEquals(ImmutableList.of(3L * Trials.STEPS_PER_EPOCH), steps(listener));
  }

  @Test
  void aRunThatGoesOnCountsFromItsCheckpoint() {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec = Trials.binarySpec(images, 1);
    Path checkpoint = directory.resolve("checkpoint");
    Asking stopped = new Asking(100, Trials.STEPS_PER_EPOCH + 2);
    assertThrows(CancellationException.class, () -> Trials.run(spec, images, stopped, checkpoint));
    assertEquals(ImmutableList.of(), steps(stopped));
    Asking second = asking(3);
    Trials.run(spec, images, second, checkpoint);
    assertEquals(ImmutableList.of(Trials.STEPS_PER_EPOCH + 2L + 3), steps(second));
    Asking third = asking(3); // All steps are made: there is none to trace.
    Trials.run(spec, images, third, checkpoint);
    assertEquals(ImmutableList.of(), steps(third));
  }

  @Test
  void aSkippedStepIsNotTheOneTraced() {
    Dataset numbers = Trials.realNumbers(Float.NaN); // In one example, which each epoch has.
    TrialSpec spec =
        Trials.spec(
            numbers, Trials.normalVae(), Trials.elbo(), Trials.adam(), Trials.batchesOf(2), 1);
    try (TrialGraph graph = TrialGraph.build(spec, numbers);
        TrialSession session = new TrialSession(graph)) {
      List<StepTrace> traces = new ArrayList<>();
      StepTracer tracer =
          new StepTracer(Optional.of(new TraceRequest(1, traces::add)), 0, Long.MAX_VALUE);
      Progress start = Progress.start(1, graph.training().loss.order());
      assertTrue(session.step(new int[] {0, 1}, 0, start, 30, tracer).isEmpty());
      assertEquals(ImmutableList.of(), traces);
      assertTrue(session.step(new int[] {1, 2}, 0, start.afterSkipped(), 30, tracer).isPresent());
      assertEquals(2, traces.get(0).step());
    }
  }

  @Test
  void theStepIsCountedFromOne() {
    assertEquals(
        "the step to trace must be positive but is 0",
        assertThrows(IllegalArgumentException.class, () -> new TraceRequest(0, trace -> {}))
            .getMessage());
  }
}

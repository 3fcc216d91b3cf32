package org.lowerbound.training;

import static java.util.Comparator.comparingLong;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.proto.AllocationRecord;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.StepStats;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** Runs nodes of a trial's graph and reads when TensorFlow allocated and freed how much. */
final class MeasuredMemory implements AutoCloseable {
  private static final RunOptions ALLOCATIONS =
      RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();

  private final TrialGraph graph;
  private final Session session;

  MeasuredMemory(TrialGraph graph) {
    this.graph = graph;
    this.session = new Session(graph.graph(), TensorFlowRuntime.sessionConfig());
    graph.tables().forEach(table -> table.fill(session));
    for (Variables.Slot slot : graph.model().variables.slots().values()) {
      try (TFloat32 value =
          TFloat32.tensorOf(slot.shape(), DataBuffers.of(slot.initial(), true, false))) {
        session.runner().feed(slot.input(), value).addTarget(slot.assign()).run().close();
      }
    }
  }

  /** Returns the most bytes that tensors other than variables took at once. */
  long peakBytes(List<Op> targets, ImmutableList<? extends Operand<?>> fetches, int rows) {
    try (TInt32 numbers = TInt32.vectorOf(IntStream.range(0, rows).toArray());
        TInt64 step = TInt64.scalarOf(0);
        TFloat32 scalars = TFloat32.tensorOf(Shape.of(graph.model().scalars.all().size()))) {
      Session.Runner runner =
          session
              .runner()
              .setOptions(ALLOCATIONS)
              .feed(graph.rows(), numbers)
              .feed(graph.model().step, step)
              .feed(graph.model().scalars.input(), scalars);
      targets.forEach(runner::addTarget);
      fetches.forEach(runner::fetch);
      try (Result result = runner.runAndFetchMetadata()) {
        return peakBytes(result.getMetadata().orElseThrow().getStepStats());
      }
    }
  }

  private static long peakBytes(StepStats stats) {
    List<AllocationRecord> records =
        stats.getDevStatsList().stream()
            .flatMap(device -> device.getNodeStatsList().stream())
            .flatMap(node -> node.getMemoryList().stream())
            .flatMap(memory -> memory.getAllocationRecordsList().stream())
            // What happens in one microsecond may have happened in any order: the most.
            .sorted(
                comparingLong(AllocationRecord::getAllocMicros)
                    .thenComparing(comparingLong(AllocationRecord::getAllocBytes).reversed()))
            .toList();
    long now = 0;
    long peak = 0;
    for (AllocationRecord record : records) {
      now += record.getAllocBytes(); // negative where memory is freed
      peak = Math.max(peak, now);
    }
    return peak;
  }

  @Override
  public void close() {
    session.close();
  }
}

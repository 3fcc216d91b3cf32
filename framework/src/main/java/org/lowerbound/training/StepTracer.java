package org.lowerbound.training;

import static java.util.Comparator.comparingLong;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.AllocatorMemoryUsed;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.StepStats;

/** Runs the steps of a training, one of them, if that is asked for, with TensorFlow's tracing. */
final class StepTracer {
  /**
   * The times of the operations. The next level, with the kernels of a GPU, can be had by one
   * session of the process at a time: the step of a trial beside it would fail.
   */
  private static final RunOptions OPTIONS =
      RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.SOFTWARE_TRACE).build();

  /** {@code [memory] node = Op(inputs)}. */
  private static final Pattern LABEL = Pattern.compile("\\S+ = ([^\\s(]+)\\((.*)\\)");

  private final Optional<TraceRequest> request;
  private final long first;
  private boolean traced;

  /**
   * Prepares to trace.
   *
   * @param start the number of steps made before
   * @param total the number of steps at the end of the training
   */
  StepTracer(Optional<TraceRequest> request, long start, long total) {
    this.request = request;
    this.first = Math.min(start + request.map(TraceRequest::step).orElse(1L), total);
  }

  /**
   * Runs a step.
   *
   * @param made the number of steps made before
   */
  Result run(Session.Runner runner, long made) {
    if (traced || request.isEmpty() || made + 1 < first) {
      return runner.run();
    }
    Result result = runner.setOptions(OPTIONS).runAndFetchMetadata();
    traced = true;
    try {
      StepStats stats = result.getMetadata().orElseThrow().getStepStats();
      request.get().receiver().accept(new StepTrace(made + 1, spans(stats)));
      return result;
    } catch (RuntimeException e) {
      result.close();
      throw e;
    }
  }

  private static ImmutableList<StepTrace.Span> spans(StepStats stats) {
    long origin =
        stats.getDevStatsList().stream()
            .flatMap(device -> device.getNodeStatsList().stream())
            .mapToLong(StepTracer::start)
            .min()
            .orElse(0);
    return stats.getDevStatsList().stream()
        .flatMap(
            device -> device.getNodeStatsList().stream().map(node -> span(device, node, origin)))
        .sorted(comparingLong(StepTrace.Span::startNanos))
        .collect(ImmutableList.toImmutableList());
  }

  private static StepTrace.Span span(DeviceStepStats device, NodeExecStats node, long origin) {
    Matcher label = LABEL.matcher(node.getTimelineLabel());
    boolean known = label.find();
    return new StepTrace.Span(
        known ? label.group(1) : node.getNodeName(),
        node.getNodeName(),
        known ? label.group(2) : "",
        device.getDevice(),
        Integer.toUnsignedLong(node.getThreadId()),
        start(node) - origin,
        node.getOpEndRelNanos() - node.getOpStartRelNanos(),
        node.getMemoryList().stream().mapToLong(AllocatorMemoryUsed::getPeakBytes).sum());
  }

  private static long start(NodeExecStats node) {
    return node.getAllStartNanos() + node.getOpStartRelNanos();
  }
}

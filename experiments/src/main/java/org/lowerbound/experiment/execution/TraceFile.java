package org.lowerbound.experiment.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.training.StepTrace;

/**
 * The trace of a step in the trace event format of Chrome, which {@code chrome://tracing} and
 * Perfetto open: a process for each device, a complete event ({@code "ph": "X"}) for each run of an
 * operation.
 */
final class TraceFile {
  private static final double NANOS_PER_MICRO = 1e3;

  private TraceFile() {}

  /** Returns the file's content; its times are in microseconds since the step's start. */
  static JsonNode of(StepTrace trace, String trialId, String label) {
    ImmutableList<String> devices =
        trace.spans().stream()
            .map(StepTrace.Span::device)
            .distinct()
            .collect(ImmutableList.toImmutableList());
    ObjectNode file = Json.object();
    file.putObject("otherData").put("trial", trialId).put("label", label).put("step", trace.step());
    ArrayNode events = file.putArray("traceEvents");
    for (String device : devices) {
      ObjectNode name = events.addObject();
      name.put("ph", "M").put("name", "process_name").put("pid", devices.indexOf(device));
      name.putObject("args").put("name", device);
    }
    for (StepTrace.Span span : trace.spans()) {
      ObjectNode event = events.addObject();
      event
          .put("ph", "X")
          .put("name", span.op())
          .put("cat", "op")
          .put("pid", devices.indexOf(span.device()))
          .put("tid", span.thread())
          .put("ts", span.startNanos() / NANOS_PER_MICRO)
          .put("dur", span.nanos() / NANOS_PER_MICRO);
      event
          .putObject("args")
          .put("node", span.node())
          .put("inputs", span.inputs())
          .put("bytes", span.bytes());
    }
    return file;
  }
}

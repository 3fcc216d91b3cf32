package org.lowerbound.training;

import com.google.common.collect.ImmutableList;

/**
 * What TensorFlow did in one step of a training.
 *
 * @param step the number of steps made, this one included
 * @param spans the operations, by their start
 */
public record StepTrace(long step, ImmutableList<Span> spans) {
  /** Returns the time from the first operation's start to the last one's end, in nanoseconds. */
  public long nanos() {
    return spans.stream().mapToLong(span -> span.startNanos() + span.nanos()).max().orElse(0);
  }

  /**
   * One run of one operation.
   *
   * @param op the type of the operation; after TensorFlow's rewriting of the graph, so that {@code
   *     MatMul} may be {@code _MklMatMul}
   * @param node the operation's name in the graph
   * @param inputs the names of the nodes that it reads, as TensorFlow lists them
   * @param device where it ran
   * @param thread which of the device's threads ran it
   * @param startNanos when its computation began, counted from the first operation's
   * @param nanos how long it computed; on a GPU, how long it took to be handed over
   * @param bytes the most memory that it had asked for at a time
   */
  public record Span(
      String op,
      String node,
      String inputs,
      String device,
      long thread,
      long startNanos,
      long nanos,
      long bytes) {}
}

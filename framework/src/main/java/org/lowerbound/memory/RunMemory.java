package org.lowerbound.memory;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;

/**
 * What a run of a graph takes besides the variables, found from shapes alone.
 *
 * @param leastBytes what it holds at once, whatever TensorFlow does
 * @param likelyBytes what is to be expected, generously
 * @param largest the largest of the tensors that it holds at once
 */
public record RunMemory(long leastBytes, long likelyBytes, ImmutableList<TensorSize> largest) {
  /**
   * How much of the process a run takes for each byte of its tensors at most. TensorFlow's
   * allocator cuts tensors out of regions that it keeps, and few fit exactly into what others left;
   * kernels of convolutions have work space besides. Of 12 kinds of steps of 40 MB and more, run
   * once each, 11 added 1.0 to 1.5 of it to the peak of the resident memory, and a resnet's 1.8. A
   * process adds about 5 MB whatever the step, which is more than the whole of a small one.
   */
  private static final double GENEROSITY = 2;

  /**
   * Estimates a run.
   *
   * @param targets operations that are run
   * @param fetches tensors that are fetched
   * @param rows how many rows are fed, where the graph takes any number
   */
  public static RunMemory of(
      GraphNodes graph, List<? extends Op> targets, List<? extends Operand<?>> fetches, int rows) {
    GraphRun run = new GraphRun(graph, targets, fetches);
    RunTensors tensors = new RunTensors(run, rows);
    LeastMemory least = new LeastMemory(run, tensors);
    return new RunMemory(
        least.bytes(), Math.round(GENEROSITY * LikelyMemory.bytes(run, tensors)), least.largest());
  }
}

package org.lowerbound.memory;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.Map;
import org.lowerbound.memory.GraphNodes.Node;

/**
 * Tensors that TensorFlow's optimiser may find to be equal, and make once: those of equal
 * operations on equal inputs, such as an encoder's that is run a second time with frozen
 * parameters. All constants of one shape count as equal, so that some tensors are taken to be equal
 * that are not, never the other way round.
 */
final class EqualTensors {
  /** What equal tensors have in common; a variable or placeholder is told by its name. */
  private record Key(String type, ImmutableList<Integer> inputs, int output, String which) {}

  private final int[] first;

  EqualTensors(GraphRun run, RunTensors tensors) {
    this.first = new int[run.graph().tensors().size()];
    Map<Key, Integer> firsts = new HashMap<>();
    for (Node node : run.nodes()) {
      ImmutableList<Integer> inputs =
          node.inputs().stream()
              .map(input -> first[tensors.buffer(input)])
              .collect(ImmutableList.toImmutableList());
      for (int i = 0; i < node.outputs(); i++) {
        int tensor = node.firstOutput() + i;
        String which =
            OperationTypes.isNamed(node.type()) ? node.name() : tensors.lengths(tensor).toString();
        first[tensor] =
            firsts.computeIfAbsent(new Key(node.type(), inputs, i, which), key -> tensor);
      }
    }
  }

  /** Returns the first of the tensors that may be equal to this one. */
  int first(int tensor) {
    return first[tensor];
  }
}

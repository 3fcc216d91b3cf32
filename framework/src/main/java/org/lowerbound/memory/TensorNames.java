package org.lowerbound.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.lowerbound.memory.GraphNodes.Node;

/**
 * What tensors are called in messages: by the layer, whose parameters have a name, rather than by
 * the operation, which has a number.
 */
final class TensorNames {
  private static final String GRADIENTS = "gradients";

  private final GraphNodes graph;

  TensorNames(GraphNodes graph) {
    this.graph = graph;
  }

  /** Returns e.g. "decoder.hidden1", for all that is computed behind that layer. */
  String name(int tensor) {
    Node maker = graph.nodes().get(graph.maker(tensor));
    String layer = layer(maker);
    return maker.name().startsWith(GRADIENTS) ? "gradient at " + layer : layer;
  }

  /** Returns the nearest layer before an operation, or the operation's own name. */
  private String layer(Node maker) {
    Set<Node> seen = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>();
    open.add(maker);
    while (!open.isEmpty()) {
      Node next = open.remove();
      int end = next.name().lastIndexOf('.'); // "decoder.hidden1.weights"; a table of data has none
      if (OperationTypes.isVariable(next.type()) && end > 0) {
        return next.name().substring(0, end);
      }
      next.inputs().stream()
          .map(input -> graph.nodes().get(graph.maker(input)))
          .filter(seen::add)
          .forEach(open::add);
    }
    return maker.name();
  }
}

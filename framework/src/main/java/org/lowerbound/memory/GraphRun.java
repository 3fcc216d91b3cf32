package org.lowerbound.memory;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.BitSet;
import java.util.List;
import org.lowerbound.memory.GraphNodes.Node;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;

/** The part of a graph that one run needs. */
final class GraphRun {
  private final GraphNodes graph;
  private final ImmutableList<Node> nodes;
  private final ImmutableSet<Integer> fetched;

  GraphRun(GraphNodes graph, List<? extends Op> targets, List<? extends Operand<?>> fetches) {
    this.graph = graph;
    BitSet needed = new BitSet(graph.nodes().size());
    // From the last on: what an operation needs stands before it.
    targets.forEach(target -> needed.set(graph.node(target.op().name())));
    fetches.forEach(fetch -> needed.set(graph.node(fetch.asOutput().op().name())));
    for (int n = needed.length() - 1; n >= 0; n = needed.previousSetBit(n - 1)) {
      Node node = graph.nodes().get(n);
      node.inputs().forEach(input -> needed.set(graph.maker(input)));
      node.controls().forEach(needed::set);
    }
    this.nodes =
        needed.stream().mapToObj(graph.nodes()::get).collect(ImmutableList.toImmutableList());
    this.fetched =
        fetches.stream()
            .map(Operand::asOutput)
            .map(
                output ->
                    graph.nodes().get(graph.node(output.op().name())).firstOutput()
                        + output.index())
            .collect(ImmutableSet.toImmutableSet());
  }

  /** Returns the whole graph, whose numbers the run has. */
  GraphNodes graph() {
    return graph;
  }

  /** Returns the operations; each comes after those it needs. */
  ImmutableList<Node> nodes() {
    return nodes;
  }

  /** Returns the tensors that are kept to the end. */
  ImmutableSet<Integer> fetched() {
    return fetched;
  }
}

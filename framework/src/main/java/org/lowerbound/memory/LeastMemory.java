package org.lowerbound.memory;

import com.google.common.collect.ImmutableList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import org.lowerbound.memory.GraphNodes.Node;

/**
 * What a run holds at once in whatever order its operations are run.
 *
 * <p>While an operation runs, every tensor exists that it waited for, directly or not, and that it
 * or something behind it has yet to read. In a step of a training, that is what the backward pass
 * needs of the forward pass. Only tensors count that no optimisation of the graph avoids.
 */
final class LeastMemory {
  /** Smaller tensors do not matter here, and would make the search longer. */
  private static final long LEAST_BYTES = 1 << 10;

  private static final int NAMED = 3;

  private final GraphRun run;
  private final GraphNodes graph;
  private final RunTensors tensors;
  private final EqualTensors equal;

  /** The tensors that count, by number. */
  private final BitSet certain = new BitSet();

  private long bytes;
  private ImmutableList<Integer> held = ImmutableList.of();

  LeastMemory(GraphRun run, RunTensors tensors) {
    this.run = run;
    this.graph = run.graph();
    this.tensors = tensors;
    this.equal = new EqualTensors(run, tensors);
    findCertain();
    search();
  }

  private void findCertain() {
    BitSet constant = new BitSet(); // operations that TensorFlow computes before the run
    for (Node node : run.nodes()) {
      if (node.type().equals("Const")
          || (!node.inputs().isEmpty()
              && node.inputs().stream().allMatch(input -> constant.get(graph.maker(input))))) {
        constant.set(graph.node(node.name()));
      } else if (OperationTypes.isCertain(node.type())) {
        node.inputs().stream()
            .map(tensors::buffer)
            .filter(buffer -> !constant.get(graph.maker(buffer)))
            .filter(buffer -> !OperationTypes.isKept(graph.nodes().get(graph.maker(buffer)).type()))
            .filter(this::counts)
            .forEach(certain::set);
        for (int i = 0; i < node.outputs(); i++) {
          if (counts(node.firstOutput() + i)) {
            certain.set(node.firstOutput() + i);
          }
        }
      }
    }
  }

  private boolean counts(int buffer) {
    return tensors.bytes(buffer) >= LEAST_BYTES && !tensors.isGuessed(buffer);
  }

  private void search() {
    BitSet[] toRead = toRead();
    BitSet[] made = new BitSet[graph.nodes().size()]; // by an operation and all it waited for
    for (Node node : run.nodes()) {
      int number = graph.node(node.name());
      BitSet all = new BitSet();
      if (!OperationTypes.isOfShapes(node.type())) {
        node.inputs().forEach(input -> all.or(made[graph.maker(input)]));
      }
      node.controls().forEach(control -> all.or(made[control]));
      BitSet before = (BitSet) all.clone();
      BitSet own = new BitSet();
      own.set(node.firstOutput(), node.firstOutput() + node.outputs());
      own.and(certain);
      all.or(own);
      made[number] = all;
      before.and(toRead[number]);
      if (OperationTypes.isLinear(node.type())) {
        before.or(own);
      }
      compare(before);
    }
  }

  /** Returns for each operation the tensors that it or something behind it reads. */
  private BitSet[] toRead() {
    BitSet[] read = new BitSet[graph.nodes().size()];
    BitSet fetched = new BitSet();
    run.fetched().stream().map(tensors::buffer).forEach(fetched::set);
    fetched.and(certain);
    run.nodes().forEach(node -> read[graph.node(node.name())] = (BitSet) fetched.clone());
    for (Node node : run.nodes().reverse()) {
      BitSet behind = read[graph.node(node.name())];
      if (!OperationTypes.isOfShapes(node.type())) {
        if (!OperationTypes.isView(node.type())) {
          node.inputs().stream().map(tensors::buffer).filter(certain::get).forEach(behind::set);
        }
        node.inputs().forEach(input -> read[graph.maker(input)].or(behind));
      }
      node.controls().forEach(control -> read[control].or(behind));
    }
    return read;
  }

  private void compare(BitSet atOnce) {
    Set<Integer> seen = new HashSet<>();
    ImmutableList<Integer> distinct =
        atOnce.stream()
            .boxed()
            .filter(buffer -> seen.add(equal.first(buffer)))
            .collect(ImmutableList.toImmutableList());
    long sum = distinct.stream().mapToLong(tensors::bytes).sum();
    if (sum > bytes) {
      bytes = sum;
      held = distinct;
    }
  }

  /** Returns the bytes. */
  long bytes() {
    return bytes;
  }

  /** Returns the largest of the tensors that are held at once, the largest first. */
  ImmutableList<TensorSize> largest() {
    return held.stream()
        .sorted(Comparator.comparing((Integer buffer) -> -tensors.bytes(buffer)))
        .limit(NAMED)
        .map(
            buffer ->
                new TensorSize(
                    new TensorNames(graph).name(buffer),
                    ImmutableList.copyOf(tensors.lengths(buffer).asList()),
                    tensors.bytes(buffer)))
        .collect(ImmutableList.toImmutableList());
  }
}

package org.lowerbound.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lowerbound.memory.GraphNodes.Node;

/**
 * What a run holds at most if operations are run in the order in which they become ready, as
 * TensorFlow does on one thread, and each tensor is freed after its last reader.
 */
final class LikelyMemory {
  private final GraphNodes graph;
  private final RunTensors tensors;
  private final List<Node> ready = new ArrayList<>();
  private final Map<Integer, Integer> waitsFor = new HashMap<>();
  private final Map<Integer, List<Node>> followers = new HashMap<>();
  private final Map<Integer, Integer> readers = new HashMap<>();
  private long now;
  private long most;

  private LikelyMemory(GraphRun run, RunTensors tensors) {
    this.graph = run.graph();
    this.tensors = tensors;
    run.fetched().forEach(tensor -> readers.merge(tensors.buffer(tensor), 1, Integer::sum));
    for (Node node : run.nodes()) {
      node.inputs().forEach(input -> readers.merge(tensors.buffer(input), 1, Integer::sum));
      node.inputs().forEach(input -> follow(graph.maker(input), node));
      node.controls().forEach(control -> follow(control, node));
      int waits = node.inputs().size() + node.controls().size();
      waitsFor.put(graph.node(node.name()), waits);
      if (waits == 0) {
        ready.add(node);
      }
    }
  }

  private void follow(int node, Node follower) {
    followers.computeIfAbsent(node, key -> new ArrayList<>()).add(follower);
  }

  /** Returns the bytes. */
  static long bytes(GraphRun run, RunTensors tensors) {
    LikelyMemory memory = new LikelyMemory(run, tensors);
    memory.runAll();
    return memory.most;
  }

  private void runAll() {
    Deque<Node> queue = new ArrayDeque<>(ready);
    while (!queue.isEmpty()) {
      Node node = queue.remove();
      allocate(node);
      node.inputs().forEach(this::read);
      int number = graph.node(node.name());
      for (Node follower : followers.getOrDefault(number, List.of())) {
        if (waitsFor.merge(graph.node(follower.name()), -1, Integer::sum) == 0) {
          queue.add(follower);
        }
      }
    }
  }

  private void allocate(Node node) {
    if (OperationTypes.isView(node.type()) || OperationTypes.isKept(node.type())) {
      return;
    }
    long unread = 0;
    for (int i = 0; i < node.outputs(); i++) {
      long bytes = tensors.bytes(node.firstOutput() + i);
      now += bytes;
      unread += readers.containsKey(node.firstOutput() + i) ? 0 : bytes;
    }
    most = Math.max(most, now);
    now -= unread;
  }

  private void read(int tensor) {
    int buffer = tensors.buffer(tensor);
    boolean last = readers.merge(buffer, -1, Integer::sum) == 0;
    if (last && !OperationTypes.isKept(graph.nodes().get(graph.maker(buffer)).type())) {
      now -= tensors.bytes(buffer);
    }
  }
}

package org.lowerbound.memory;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** The operations of a graph and the sizes of their tensors, read once for all its runs. */
public final class GraphNodes {
  /**
   * An operation.
   *
   * @param inputs the numbers of the tensors that it reads
   * @param controls the numbers of the operations that it waits for besides
   * @param firstOutput the number of the first of its tensors
   * @param outputs how many there are
   */
  record Node(
      String name,
      String type,
      ImmutableList<Integer> inputs,
      ImmutableList<Integer> controls,
      int firstOutput,
      int outputs) {}

  /** A tensor: the number of the operation that makes it, its shape whatever is fed, its type. */
  record GraphTensor(int maker, Shape shape, DataType type) {}

  private final GraphDef definition;
  private final List<Node> nodes = new ArrayList<>();
  private final List<GraphTensor> tensors = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * Reads a graph as it stands. Each operation is behind those it needs, but for loops: what their
   * bodies take is not known.
   */
  public GraphNodes(Graph graph) {
    // All operations at once: asking each for its inputs takes longer than to build the graph.
    this.definition = graph.toGraphDef();
    for (NodeDef node : definition.getNodeList()) {
      add(node, graph.operationOrThrow(node.getName()));
    }
  }

  private void add(NodeDef node, GraphOperation operation) {
    ImmutableList.Builder<Integer> inputs = ImmutableList.builder();
    ImmutableList.Builder<Integer> controls = ImmutableList.builder();
    for (String input : node.getInputList()) { // "name", "name:1" or "^name"
      int colon = input.indexOf(':');
      if (input.startsWith("^")) {
        controls.add(numbers.get(input.substring(1)));
      } else {
        String maker = colon < 0 ? input : input.substring(0, colon);
        if (!numbers.containsKey(maker)) {
          continue; // The end of a loop's body, which its beginning is handed in the next round.
        }
        int output = colon < 0 ? 0 : Integer.parseInt(input.substring(colon + 1));
        inputs.add(nodes.get(numbers.get(maker)).firstOutput() + output);
      }
    }
    int number = nodes.size();
    int firstOutput = tensors.size();
    for (int i = 0; i < operation.numOutputs(); i++) {
      Output<?> output = operation.output(i);
      tensors.add(new GraphTensor(number, output.shape(), output.dataType()));
    }
    numbers.put(node.getName(), number);
    nodes.add(
        new Node(
            node.getName(),
            node.getOp(),
            inputs.build(),
            controls.build(),
            firstOutput,
            operation.numOutputs()));
  }

  /** Returns the operations; each comes after those it needs. */
  List<Node> nodes() {
    return nodes;
  }

  /** Returns all tensors, by number. */
  List<GraphTensor> tensors() {
    return tensors;
  }

  /** Returns what the operations were read from, in the same order. */
  GraphDef definition() {
    return definition;
  }

  /** Returns the number of the operation that makes a tensor. */
  int maker(int tensor) {
    return tensors.get(tensor).maker();
  }

  /** Returns what all variables take, which stays while a session is open. */
  public long variableBytes() {
    return nodes.stream()
        .filter(node -> OperationTypes.isVariable(node.type()))
        .map(node -> tensors.get(node.firstOutput()))
        .mapToLong(tensor -> tensor.shape().size() * TypeSizes.bytes(tensor.type()))
        .sum();
  }

  /** Returns the number of an operation. */
  int node(String name) {
    return numbers.get(name);
  }
}

package org.lowerbound.memory;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.lowerbound.memory.GraphNodes.Node;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto.Dim;

/**
 * The shapes of a run's tensors when so many rows are fed. TensorFlow itself infers them, in a copy
 * of the run's part of the graph whose placeholders have that number of rows: it computes what a
 * shape is computed from, such as lengths of axes that were moved and joined.
 */
final class GraphShapes {
  private static final String SHAPE = "shape";

  private GraphShapes() {}

  /**
   * Returns the shapes of each operation's outputs. Some remain open: where values decide, and in
   * loops.
   *
   * @param rows the length of each axis of a placeholder that takes any
   */
  static Map<String, ImmutableList<Shape>> infer(GraphRun run, int rows) {
    GraphDef part = part(run);
    GraphDef.Builder fed = part.toBuilder();
    fed.getNodeBuilderList().stream()
        .filter(node -> OperationTypes.isPlaceholder(node.getOp()))
        .forEach(node -> setRows(node, rows));
    try {
      return shapes(fed.build());
    } catch (TFInvalidArgumentException e) {
      // Some placeholder takes another number than rows, which nothing tells here.
      return shapes(part);
    }
  }

  /** Returns what a run needs, the ends of loops included, which their beginnings read. */
  private static GraphDef part(GraphRun run) {
    Map<String, NodeDef> byName = new HashMap<>();
    run.graph().definition().getNodeList().forEach(node -> byName.put(node.getName(), node));
    Set<String> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    run.nodes().stream().map(Node::name).filter(needed::add).forEach(open::add);
    while (!open.isEmpty()) {
      byName.get(open.remove()).getInputList().stream()
          .map(GraphShapes::maker)
          .filter(needed::add)
          .forEach(open::add);
    }
    GraphDef.Builder part = run.graph().definition().toBuilder().clearNode();
    run.graph().definition().getNodeList().stream()
        .filter(node -> needed.contains(node.getName()))
        .forEach(part::addNode);
    return part.build();
  }

  /** Returns the operation that an input is from: "name", "name:1" or "^name". */
  private static String maker(String input) {
    int colon = input.indexOf(':');
    return input.substring(input.startsWith("^") ? 1 : 0, colon < 0 ? input.length() : colon);
  }

  private static Map<String, ImmutableList<Shape>> shapes(GraphDef definition) {
    Map<String, ImmutableList<Shape>> shapes = new HashMap<>();
    try (Graph graph = new Graph()) {
      graph.importGraphDef(definition);
      for (NodeDef node : definition.getNodeList()) {
        GraphOperation operation = graph.operationOrThrow(node.getName());
        ImmutableList.Builder<Shape> outputs = ImmutableList.builder();
        for (int i = 0; i < operation.numOutputs(); i++) {
          outputs.add(operation.output(i).shape());
        }
        shapes.put(node.getName(), outputs.build());
      }
    }
    return shapes;
  }

  private static void setRows(NodeDef.Builder placeholder, int rows) {
    AttrValue.Builder shape = placeholder.getAttrOrThrow(SHAPE).toBuilder();
    for (Dim.Builder axis : shape.getShapeBuilder().getDimBuilderList()) {
      if (axis.getSize() == Shape.UNKNOWN_SIZE) {
        axis.setSize(rows);
      }
    }
    placeholder.putAttr(SHAPE, shape.build());
  }
}

package org.lowerbound.memory;

import com.google.common.collect.ImmutableSet;

/** What is known of TensorFlow's operations by their type. */
final class OperationTypes {
  /** Their output is their input's memory under another shape or name. */
  private static final ImmutableSet<String> VIEWS =
      ImmutableSet.of(
          "Identity",
          "IdentityN",
          "StopGradient",
          "PreventGradient",
          "EnsureShape",
          "Reshape",
          "ExpandDims",
          "Squeeze",
          "Snapshot",
          "CheckNumerics");

  /**
   * They look at no value of their inputs, only at shapes. TensorFlow's optimiser knows most shapes
   * and cuts the connection.
   */
  private static final ImmutableSet<String> OF_SHAPES =
      ImmutableSet.of(
          "Shape", "ShapeN", "Size", "Rank", "ZerosLike", "OnesLike", "BroadcastGradientArgs");

  /**
   * Nothing replaces them by anything that needs less: their inputs and outputs exist side by side.
   */
  private static final ImmutableSet<String> LINEAR =
      ImmutableSet.of(
          "MatMul",
          "BatchMatMul",
          "BatchMatMulV2",
          "BatchMatMulV3",
          "Conv2D",
          "Conv2DBackpropInput",
          "Conv2DBackpropFilter");

  /**
   * Their inputs and outputs exist, too, but an output may take its input's place. Other
   * operations, such as sums and products, are merged, moved and removed by TensorFlow's optimiser.
   */
  private static final ImmutableSet<String> NONLINEAR =
      ImmutableSet.of(
          "Tanh",
          "Sigmoid",
          "Softplus",
          "Relu",
          "LeakyRelu",
          "Elu",
          "Selu",
          "Softmax",
          "Sin",
          "Cos",
          "Erf",
          "Lgamma",
          "PartitionedCall",
          "StatelessRandomNormal",
          "StatelessRandomNormalV2",
          "StatelessRandomUniform",
          "StatelessRandomUniformV2");

  private static final ImmutableSet<String> VARIABLES = ImmutableSet.of("Variable", "VariableV2");

  private OperationTypes() {}

  /** Returns whether the output shares the memory of the first input. */
  static boolean isView(String type) {
    return VIEWS.contains(type);
  }

  /** Returns whether only the shapes of the inputs matter. */
  static boolean isOfShapes(String type) {
    return OF_SHAPES.contains(type);
  }

  /** Returns whether all inputs and outputs must exist side by side. */
  static boolean isLinear(String type) {
    return LINEAR.contains(type);
  }

  /** Returns whether inputs and outputs must exist, if not side by side. */
  static boolean isCertain(String type) {
    return isLinear(type) || NONLINEAR.contains(type);
  }

  /** Returns whether the output is the memory of a variable. */
  static boolean isVariable(String type) {
    return VARIABLES.contains(type);
  }

  /** Returns whether the output stays between runs, so that no run has to make room for it. */
  static boolean isKept(String type) {
    return isVariable(type) || type.equals("Const");
  }

  /** Returns whether the output is what is fed. */
  static boolean isPlaceholder(String type) {
    return type.equals("Placeholder");
  }

  /** Returns whether two operations of the type, though without inputs, give different tensors. */
  static boolean isNamed(String type) {
    return isVariable(type) || isPlaceholder(type);
  }
}

package org.lowerbound.tools.bench.peers.mkl;

import java.util.random.RandomGenerator;

/**
 * A linear layer's matrices.
 *
 * @param input X, [rows, in]
 * @param weight W, [in, out], or its transpose
 * @param transposed whether the weight is stored as [out, in]
 * @param output Y, [rows, out]
 * @param weightGradient dW, stored as the weight is
 * @param outputGradient dY, [rows, out]
 */
record Layer(
    Matrix input,
    Matrix weight,
    boolean transposed,
    Matrix output,
    Matrix weightGradient,
    Matrix outputGradient) {

  /** Returns a layer on {@code input}. Its weights keep the size of the numbers that pass. */
  static Layer on(Matrix input, int out, boolean transposed, RandomGenerator random) {
    int in = input.columns();
    int rows = transposed ? out : in;
    int columns = transposed ? in : out;
    return new Layer(
        input,
        Matrix.normal(rows, columns, Math.sqrt(1.0 / in), random),
        transposed,
        Matrix.create(input.rows(), out),
        Matrix.create(rows, columns),
        Matrix.normal(input.rows(), out, 1, random));
  }

  /** Returns Y = X W. */
  Product forward() {
    return new Product(input, false, weight, transposed, output, false);
  }

  /** Returns dW = Xᵀ dY, or its transpose. */
  Product weightGradientProduct() {
    return transposed
        ? new Product(outputGradient, true, input, false, weightGradient, false)
        : new Product(input, true, outputGradient, false, weightGradient, false);
  }

  /** Returns dX = dY Wᵀ, into {@code inputGradient} or added to it. */
  Product inputGradientProduct(Matrix inputGradient, boolean adds) {
    return new Product(outputGradient, false, weight, !transposed, inputGradient, adds);
  }
}

package org.lowerbound.tools.bench;

import com.google.common.collect.ImmutableList;
import org.lowerbound.tools.bench.gemm.Matrix;
import org.lowerbound.tools.bench.gemm.MatrixProduct;

/** Which products a step of a workload cannot do without. */
public final class WorkloadProducts {
  /** The rows of a decoder at once where there is no gradient, as the evaluation runs them. */
  static final int EVALUATION_ROWS = 1000;

  private WorkloadProducts() {}

  /**
   * Returns the products of one step: of every layer x W, and in training also Wᵀ's share of the
   * gradient by x, dy Wᵀ, but for the observation's layer, and that by W, xᵀ dy.
   *
   * <p>The encoder sees each example once, the decoder each draw.
   */
  public static ImmutableList<MatrixProduct> of(Workload workload) {
    ImmutableList.Builder<MatrixProduct> products = ImmutableList.builder();
    int hidden = Workload.HIDDEN;
    boolean training = workload.training();
    int batch = workload.batch();
    add(products, "encoder.1", batch, Workload.PIXELS, hidden, training, false);
    add(products, "encoder.2", batch, hidden, hidden, training, training);
    add(products, "encoder.mean", batch, hidden, Workload.LATENTS, training, training);
    add(products, "encoder.scale", batch, hidden, Workload.LATENTS, training, training);
    int rows = batch * workload.draws();
    int chunk = training ? rows : Math.min(rows, EVALUATION_ROWS);
    for (int done = 0; done < rows; done += chunk) {
      int now = Math.min(chunk, rows - done);
      add(products, "decoder.1", now, Workload.LATENTS, hidden, training, training);
      add(products, "decoder.2", now, hidden, hidden, training, training);
      add(products, "decoder.logits", now, hidden, Workload.PIXELS, training, training);
    }
    return products.build();
  }

  /** Returns the multiplications and additions of all products. */
  public static long operations(ImmutableList<MatrixProduct> products) {
    return products.stream().mapToLong(MatrixProduct::operations).sum();
  }

  private static void add(
      ImmutableList.Builder<MatrixProduct> products,
      String layer,
      int rows,
      int inputs,
      int outputs,
      boolean byWeights,
      boolean byInput) {
    Matrix x = new Matrix(layer + ".x", rows, inputs);
    Matrix weights = new Matrix(layer + ".w", inputs, outputs);
    Matrix slope = new Matrix(layer + ".dy", rows, outputs);
    products.add(new MatrixProduct(x, false, weights, false));
    if (byInput) {
      products.add(new MatrixProduct(slope, false, weights, true));
    }
    if (byWeights) {
      products.add(new MatrixProduct(x, true, slope, false));
    }
  }
}

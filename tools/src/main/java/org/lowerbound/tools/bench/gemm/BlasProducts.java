package org.lowerbound.tools.bench.gemm;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;

/** Products by a native function, on memory that is set up once. */
public final class BlasProducts implements Gemm.Prepared {
  // The numbers of the CBLAS interface, the same in every library.
  private static final int ROW_MAJOR = 101;
  private static final int AS_IT_IS = 111;
  private static final int TRANSPOSED = 112;

  /** The bytes of a line of the cache. */
  private static final int LINE = 64;

  private final ImmutableList<MatrixProduct> products;
  private final Sgemm sgemm;
  private final Map<Matrix, FloatPointer> inputs = new LinkedHashMap<>();
  private final ImmutableList<Operands> operands;

  /** The function {@code cblas_sgemm}, which every such library has, with its own arguments. */
  @FunctionalInterface
  public interface Sgemm {
    /** Makes C = alpha op(A) op(B) + beta C. */
    void multiply(
        int order,
        int transposeA,
        int transposeB,
        int rows,
        int columns,
        int inner,
        float alpha,
        FloatPointer a,
        int strideA,
        FloatPointer b,
        int strideB,
        float beta,
        FloatPointer c,
        int strideC);
  }

  /**
   * The memory of one product.
   *
   * @param left A as it is, not transposed
   * @param right B as it is, not transposed
   * @param result where the product goes
   */
  private record Operands(FloatPointer left, FloatPointer right, FloatPointer result) {}

  /** Takes the memory and fills the operands. */
  public BlasProducts(ImmutableList<MatrixProduct> products, Sgemm sgemm) {
    this.products = products;
    this.sgemm = sgemm;
    this.operands =
        products.stream()
            .map(
                product ->
                    new Operands(
                        input(product.left()),
                        input(product.right()),
                        aligned((long) product.rows() * product.columns())))
            .collect(ImmutableList.toImmutableList());
  }

  private FloatPointer input(Matrix matrix) {
    return inputs.computeIfAbsent(matrix, absent -> aligned(absent.size()).put(absent.values()));
  }

  /** Returns memory that begins with a line of the cache, as libraries like it best. */
  private static FloatPointer aligned(long count) {
    FloatPointer memory = new FloatPointer(count + LINE / Float.BYTES);
    long excess = memory.address() % LINE;
    return memory.position(excess == 0 ? 0 : (LINE - excess) / Float.BYTES);
  }

  private void multiply(MatrixProduct product, Operands memory) {
    sgemm.multiply(
        ROW_MAJOR,
        product.transposeLeft() ? TRANSPOSED : AS_IT_IS,
        product.transposeRight() ? TRANSPOSED : AS_IT_IS,
        product.rows(),
        product.columns(),
        product.inner(),
        1,
        memory.left(),
        product.left().columns(),
        memory.right(),
        product.right().columns(),
        0,
        memory.result(),
        product.columns());
  }

  @Override
  public void run() {
    for (int i = 0; i < products.size(); i++) {
      multiply(products.get(i), operands.get(i));
    }
  }

  @Override
  public float[] result(int product) {
    MatrixProduct made = products.get(product);
    float[] values = new float[made.rows() * made.columns()];
    multiply(made, operands.get(product));
    operands.get(product).result().get(values);
    return values;
  }

  @Override
  public void close() {
    operands.forEach(operand -> operand.result().close());
    inputs.values().forEach(FloatPointer::close);
  }
}

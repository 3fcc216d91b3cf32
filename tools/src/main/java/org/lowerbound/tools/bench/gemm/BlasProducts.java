package org.lowerbound.tools.bench.gemm;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;

/** Products by a native function, on memory that is set up once. */
public final class BlasProducts implements Gemm.Prepared {
  /** The bytes of a line of the cache. */
  private static final int LINE = 64;

  private final ImmutableList<MatrixProduct> products;
  private final Multiplication multiplication;
  private final Map<Matrix, FloatPointer> inputs = new LinkedHashMap<>();
  private final ImmutableList<Operands> operands;

  /** One call of a library. */
  @FunctionalInterface
  public interface Multiplication {
    /** Makes a product of dense matrices that are kept row by row. */
    void multiply(MatrixProduct product, Operands operands);
  }

  /**
   * The memory of one product.
   *
   * @param left A as it is, not transposed
   * @param right B as it is, not transposed
   * @param result where the product goes
   */
  public record Operands(FloatPointer left, FloatPointer right, FloatPointer result) {}

  /** Takes the memory and fills the operands. */
  public BlasProducts(ImmutableList<MatrixProduct> products, Multiplication multiplication) {
    this.products = products;
    this.multiplication = multiplication;
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

  @Override
  public void run() {
    for (int i = 0; i < products.size(); i++) {
      multiplication.multiply(products.get(i), operands.get(i));
    }
  }

  @Override
  public float[] result(int product) {
    MatrixProduct made = products.get(product);
    float[] values = new float[made.rows() * made.columns()];
    multiplication.multiply(made, operands.get(product));
    operands.get(product).result().get(values);
    return values;
  }

  @Override
  public void close() {
    operands.forEach(operand -> operand.result().close());
    inputs.values().forEach(FloatPointer::close);
  }
}

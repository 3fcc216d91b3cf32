package org.lowerbound.tools.bench.gemm;

import com.google.common.collect.ImmutableList;

/**
 * A library that multiplies matrices of 32-bit floats. Libraries are found through {@link
 * java.util.ServiceLoader}; the fastest of them is what the framework is measured by.
 */
public interface Gemm {
  /** Returns the name that tables show, e.g. {@code "OpenBLAS"}. */
  String name();

  /** Returns the version of the library. */
  String version();

  /**
   * Returns the products ready to be made, each time in this order, on one thread.
   *
   * <p>Operands of the same name are the same memory, filled with {@link Matrix#values}.
   */
  Prepared prepare(ImmutableList<MatrixProduct> products);

  /** Products that can be made again and again. */
  interface Prepared extends AutoCloseable {
    /** Makes all products. */
    void run();

    /** Returns a copy of the values of one product, row by row. */
    float[] result(int product);

    /** Gives the memory back. */
    @Override
    void close();
  }
}

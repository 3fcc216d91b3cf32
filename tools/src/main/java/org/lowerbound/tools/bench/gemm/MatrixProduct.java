package org.lowerbound.tools.bench.gemm;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A product op(A) op(B), op being the matrix or its transpose, into memory of its own.
 *
 * @param left A
 * @param transposeLeft whether Aᵀ is meant
 * @param right B
 * @param transposeRight whether Bᵀ is meant
 */
public record MatrixProduct(
    Matrix left, boolean transposeLeft, Matrix right, boolean transposeRight) {
  /** Checks that the sizes go together. */
  public MatrixProduct {
    int inner = transposeLeft ? left.rows() : left.columns();
    int other = transposeRight ? right.columns() : right.rows();
    checkArgument(
        inner == other,
        "%s%s and %s%s cannot be multiplied: %s and %s are summed over",
        left,
        transposeLeft ? " transposed" : "",
        right,
        transposeRight ? " transposed" : "",
        inner,
        other);
  }

  /** Returns the rows of the product. */
  public int rows() {
    return transposeLeft ? left.columns() : left.rows();
  }

  /** Returns the columns of the product. */
  public int columns() {
    return transposeRight ? right.rows() : right.columns();
  }

  /** Returns how many terms each of its values is a sum of. */
  public int inner() {
    return transposeLeft ? left.rows() : left.columns();
  }

  /** Returns its multiplications and additions. */
  public long operations() {
    return 2L * rows() * columns() * inner();
  }
}

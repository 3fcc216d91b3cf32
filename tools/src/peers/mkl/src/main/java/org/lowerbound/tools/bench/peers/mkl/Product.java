package org.lowerbound.tools.bench.peers.mkl;

import org.bytedeco.mkl.global.mkl_rt;

/**
 * One product, {@code result = left right} or {@code result += left right}.
 *
 * @param left the left factor, as it lies in memory
 * @param leftTransposed whether its transpose is the factor
 * @param right the right factor, as it lies in memory
 * @param rightTransposed whether its transpose is the factor
 * @param result where the product goes
 * @param adds whether it is added to what is there
 */
record Product(
    Matrix left,
    boolean leftTransposed,
    Matrix right,
    boolean rightTransposed,
    Matrix result,
    boolean adds)
    implements Runnable {

  /** Computes the product. */
  @Override
  public void run() {
    mkl_rt.cblas_sgemm(
        mkl_rt.CblasRowMajor,
        leftTransposed ? mkl_rt.CblasTrans : mkl_rt.CblasNoTrans,
        rightTransposed ? mkl_rt.CblasTrans : mkl_rt.CblasNoTrans,
        result.rows(),
        result.columns(),
        inner(),
        1,
        left.values(),
        left.columns(),
        right.values(),
        right.columns(),
        adds ? 1 : 0,
        result.values(),
        result.columns());
  }

  /** Returns how many multiplications the product takes. */
  long multiplications() {
    return (long) result.rows() * result.columns() * inner();
  }

  private int inner() {
    return leftTransposed ? left.rows() : left.columns();
  }
}

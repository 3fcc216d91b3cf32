package org.lowerbound.tools.bench.peers.mkl;

import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.mkl.global.mkl_rt;

/**
 * A matrix in native memory, row by row. Its memory is the process's: it is never freed.
 *
 * @param rows the number of rows
 * @param columns the number of columns
 * @param values the numbers, from an address that suits MKL best
 */
record Matrix(int rows, int columns, FloatPointer values) {
  /** MKL's manual asks for this alignment, in bytes. */
  private static final int ALIGNMENT = 64;

  /** Returns a matrix whose numbers are anything: it is written before it is read. */
  static Matrix create(int rows, int columns) {
    long count = (long) rows * columns;
    FloatPointer values =
        new FloatPointer(mkl_rt.MKL_malloc(count * Float.BYTES, ALIGNMENT)).capacity(count);
    return new Matrix(rows, columns, values);
  }

  /** Returns a matrix of normal numbers with mean 0. */
  static Matrix normal(int rows, int columns, double standardDeviation, RandomGenerator random) {
    Matrix matrix = create(rows, columns);
    for (long i = 0; i < matrix.values.capacity(); i++) {
      matrix.values.put(i, (float) (standardDeviation * random.nextGaussian()));
    }
    return matrix;
  }
}

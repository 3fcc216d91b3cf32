package org.lowerbound.tools.bench.peers.mkl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.lowerbound.tools.bench.Peer;
import org.lowerbound.tools.bench.Workload;
import org.lowerbound.tools.bench.gemm.Gemm;
import org.lowerbound.tools.bench.gemm.Matrix;
import org.lowerbound.tools.bench.gemm.MatrixProduct;

final class MklGemmLoopTest {
  private static final int ROWS = 3;
  private static final int INNER = 4;
  private static final int COLUMNS = 5;

  /** Four products of numbers below 1, rounded to 24 bits each. */
  private static final double ROUNDING = 1e-6;

  private static Matrix matrix(String name, int rows, int columns, boolean transposed) {
    return transposed ? new Matrix(name, columns, rows) : new Matrix(name, rows, columns);
  }

  private static float at(Matrix matrix, float[] values, int row, int column, boolean transposed) {
    return transposed
        ? values[column * matrix.columns() + row]
        : values[row * matrix.columns() + column];
  }

  private static void assertProduct(boolean transposeLeft, boolean transposeRight) {
    Matrix left = matrix("left", ROWS, INNER, transposeLeft);
    Matrix right = matrix("right", INNER, COLUMNS, transposeRight);
    try (Gemm.Prepared products =
        MklGemmLoop.prepare(
            ImmutableList.of(new MatrixProduct(left, transposeLeft, right, transposeRight)))) {
      float[] result = products.result(0);
      for (int row = 0; row < ROWS; row++) {
        for (int column = 0; column < COLUMNS; column++) {
          double sum = 0;
          for (int i = 0; i < INNER; i++) {
            sum +=
                (double) at(left, left.values(), row, i, transposeLeft)
                    * at(right, right.values(), i, column, transposeRight);
          }
          assertEquals(sum, result[row * COLUMNS + column], ROUNDING);
        }
      }
    }
  }

  @Test
  void productsAreThoseOfMatrices() {
    assertProduct(false, false);
    assertProduct(true, false);
    assertProduct(false, true);
    assertProduct(true, true);
  }

  @Test
  void isFoundAndHasAllWorkloads() {
    Peer peer = ServiceLoader.load(Peer.class).findFirst().orElseThrow();
    assertTrue(peer.version().matches("20\\d\\d\\.\\d.*"), peer.version());
    for (Workload workload : Workload.values()) {
      assertTrue(peer.examplesPerSecond(workload, Duration.ofMillis(10)).orElseThrow() > 0);
    }
  }
}

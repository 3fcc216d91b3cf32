package org.lowerbound.tools.bench.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.time.Duration;
import java.util.Collections;
import java.util.ServiceLoader;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GemmTest {
  /** Sums of at most 11 products of numbers below 1, each rounded to 24 bits. */
  private static final double ROUNDING = 11 * Math.pow(2, -23);

  static ImmutableList<Gemm> libraries() {
    return ImmutableList.copyOf(ServiceLoader.load(Gemm.class));
  }

  private static ImmutableList<MatrixProduct> products() {
    Matrix shared = new Matrix("shared", 7, 11);
    return ImmutableList.of(
        new MatrixProduct(shared, false, new Matrix("b", 11, 5), false),
        new MatrixProduct(shared, false, new Matrix("b transposed", 5, 11), true),
        new MatrixProduct(shared, true, new Matrix("c", 7, 3), false),
        new MatrixProduct(new Matrix("d", 4, 9), true, new Matrix("e", 6, 4), true));
  }

  private static double at(Matrix matrix, boolean transposed, int row, int column) {
    return matrix
        .values()[transposed ? column * matrix.columns() + row : row * matrix.columns() + column];
  }

  @Test
  void theLibrariesThatAreAlwaysThereAreFound() {
    ImmutableSet<String> names =
        libraries().stream().map(Gemm::name).collect(ImmutableSet.toImmutableSet());
    assertTrue(names.containsAll(ImmutableSet.of("TensorFlow", "OpenBLAS")), names.toString());
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void agreesWithSumsInDouble(Gemm library) {
    ImmutableList<MatrixProduct> products = products();
    try (Gemm.Prepared prepared = library.prepare(products)) {
      prepared.run();
      for (int p = 0; p < products.size(); p++) {
        MatrixProduct product = products.get(p);
        float[] result = prepared.result(p);
        assertEquals(product.rows() * product.columns(), result.length);
        for (int i = 0; i < result.length; i++) {
          int row = i / product.columns();
          int column = i % product.columns();
          double expected = 0;
          for (int k = 0; k < product.inner(); k++) {
            expected +=
                at(product.left(), product.transposeLeft(), row, k)
                    * at(product.right(), product.transposeRight(), k, column);
          }
          assertEquals(expected, result[i], ROUNDING, library.name() + " " + product);
        }
      }
    }
  }

  /** Twenty times the same work takes longer than once: nobody shares the result of equals. */
  @ParameterizedTest
  @MethodSource("libraries")
  void equalProductsAreMadeEachTime(Gemm library) {
    MatrixProduct product =
        new MatrixProduct(new Matrix("a", 200, 400), false, new Matrix("b", 400, 300), false);
    double once = fastest(library, ImmutableList.of(product));
    double often = fastest(library, ImmutableList.copyOf(Collections.nCopies(20, product)));
    assertTrue(often > 3 * once, often + " s and " + once + " s");
  }

  private static double fastest(Gemm library, ImmutableList<MatrixProduct> products) {
    try (Gemm.Prepared prepared = library.prepare(products)) {
      return IntStream.range(0, 5)
          .mapToDouble(i -> GemmClock.seconds(prepared, Duration.ofMillis(20), () -> {}))
          .min()
          .orElseThrow();
    }
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void namesItsVersion(Gemm library) {
    assertTrue(library.version().matches("\\d+\\.\\d+.*"), library.version());
    assertFalse(library.version().contains("\n"));
  }

  @Test
  void theClockCanBeStopped() {
    Gemm library = libraries().get(0);
    try (Gemm.Prepared prepared = library.prepare(products())) {
      assertTrue(GemmClock.seconds(prepared, Duration.ofMillis(1), () -> {}) > 0);
      assertThrows(
          CancellationException.class,
          () ->
              GemmClock.seconds(
                  prepared,
                  Duration.ofDays(1),
                  () -> {
                    throw new CancellationException();
                  }));
    }
  }

  @Test
  void sizesThatDoNotGoTogetherAreRefused() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new MatrixProduct(new Matrix("a", 2, 3), true, new Matrix("b", 3, 2), false));
    assertTrue(e.getMessage().contains("2 and 3 are summed over"), e.getMessage());
  }
}

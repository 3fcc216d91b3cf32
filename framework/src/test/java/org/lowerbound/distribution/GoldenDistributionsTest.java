package org.lowerbound.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.continuous.FullNormal;
import org.lowerbound.distribution.continuous.Laplace;
import org.lowerbound.distribution.continuous.Logistic;
import org.lowerbound.distribution.continuous.LowRankNormal;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.testing.GoldenTable;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Densities and divergences against those of scipy and numpy. */
final class GoldenDistributionsTest {
  static List<GoldenTable.Row> rows() {
    return GoldenTable.read("distributions");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void agrees(GoldenTable.Row row) {
    try (GraphHarness harness = new GraphHarness()) {
      Inputs q = new Inputs(harness, row, "");
      Inputs p = new Inputs(harness, row, "P");
      float actual =
          harness.scalar(
              switch (row.text("case")) {
                case "laplace" -> logProb(q, new Laplace(q.loc(), q.logScale(), q.dimension()));
                case "logistic" -> logProb(q, new Logistic(q.loc(), q.logScale(), q.dimension()));
                case "full-normal" -> logProb(q, q.full());
                case "low-rank-normal" -> logProb(q, q.lowRank());
                case "kl-low-rank-diagonal" -> kl(harness, q.lowRank(), p.diagonal());
                case "kl-full-diagonal" -> kl(harness, q.full(), p.diagonal());
                case "kl-full-full" -> kl(harness, q.full(), p.full());
                case "kl-diagonal-full" -> kl(harness, q.diagonal(), p.full());
                default -> Assertions.<Operand<TFloat32>>fail("no test for " + row.text("case"));
              });
      double expected = row.number("value");
      // Some hundred roundings of terms of order 1 to 10, and a logarithm of each scale.
      assertEquals(expected, actual, 1e-5 * (1 + Math.abs(expected)));
    }
  }

  private static Operand<TFloat32> logProb(Inputs inputs, Distribution distribution) {
    return distribution.logProb(inputs.harness().tf(), inputs.x());
  }

  private static Operand<TFloat32> kl(GraphHarness harness, Distribution q, Distribution p) {
    return ClosedFormKls.registry().kl(harness.tf(), q, p).orElseThrow();
  }

  /** The columns of one distribution: a batch of one. */
  private record Inputs(GraphHarness harness, GoldenTable.Row row, String suffix) {
    int dimension() {
      return row.floats("loc" + suffix).length;
    }

    Operand<TFloat32> x() {
      return harness.input(Shape.of(1, dimension()), row.floats("x"));
    }

    Operand<TFloat32> loc() {
      return harness.input(Shape.of(1, dimension()), row.floats("loc" + suffix));
    }

    Operand<TFloat32> logScale() {
      float[] scale = row.floats("scale" + suffix);
      return harness.tf().math.log(harness.input(Shape.of(1, dimension()), scale));
    }

    Operand<TFloat32> factor(int columns) {
      return harness.input(Shape.of(1, dimension(), columns), row.floats("factor" + suffix));
    }

    DiagonalNormal diagonal() {
      return new DiagonalNormal(loc(), logScale(), dimension());
    }

    FullNormal full() {
      return new FullNormal(loc(), factor(dimension()), dimension());
    }

    LowRankNormal lowRank() {
      int rank = row.floats("factor").length / dimension();
      return new LowRankNormal(loc(), logScale(), factor(rank), dimension(), rank);
    }
  }
}

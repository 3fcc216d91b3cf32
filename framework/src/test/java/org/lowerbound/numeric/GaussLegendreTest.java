package org.lowerbound.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class GaussLegendreTest {
  @Test
  void isExactForPolynomialsOfDegree31() {
    // A relative error of rounding alone, over 16 terms.
    assertEquals(1.0 / 32, integral(x -> Math.pow(x, 31), 0, 1, 1), 1e-15);
    assertEquals(2.0 / 31, integral(x -> Math.pow(x, 30), -1, 1, 1), 1e-15);
  }

  @Test
  void hasThePublishedNodesAndWeights() {
    // Abramowitz and Stegun, table 25.4, n = 16.
    double[] nodes = GaussLegendre.nodes(-1, 1, 1);
    double[] weights = GaussLegendre.weights(-1, 1, 1);
    assertEquals(0.989400934991650, nodes[0], 1e-15);
    assertEquals(0.095012509837637, nodes[7], 1e-15);
    assertEquals(0.027152459411754, weights[0], 1e-15);
    assertEquals(0.189450610455068, weights[7], 1e-15);
  }

  @Test
  void panelsMakeUpTheInterval() {
    assertEquals(1 - Math.cos(5), integral(Math::sin, 0, 5, 3), 1e-14);
    assertEquals(1 - Math.cos(5), integral(Math::sin, 0, 5, 40), 1e-14);
  }

  private static double integral(DoubleUnaryOperator f, double from, double to, int panels) {
    double[] nodes = GaussLegendre.nodes(from, to, panels);
    double[] weights = GaussLegendre.weights(from, to, panels);
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      sum += weights[i] * f.applyAsDouble(nodes[i]);
    }
    return sum;
  }
}

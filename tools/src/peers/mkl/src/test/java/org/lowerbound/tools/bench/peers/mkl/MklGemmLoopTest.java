package org.lowerbound.tools.bench.peers.mkl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.tools.bench.Peer;
import org.lowerbound.tools.bench.Workload;

final class MklGemmLoopTest {
  /** Sums of at most five products of numbers of size 1, in float. */
  private static final double ROUNDING = 1e-5;

  private static final int ROWS = 3;
  private static final int IN = 4;
  private static final int OUT = 5;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void productsAreThoseOfALinearLayer(boolean transposed) {
    Random random = new Random(3);
    Layer layer = Layer.on(Matrix.normal(ROWS, IN, 1, random), OUT, transposed, random);
    Matrix inputGradient = Matrix.create(ROWS, IN);
    layer.forward().run();
    layer.weightGradientProduct().run();
    layer.inputGradientProduct(inputGradient, false).run();
    layer.inputGradientProduct(inputGradient, true).run();
    for (int row = 0; row < ROWS; row++) {
      for (int out = 0; out < OUT; out++) {
        double sum = 0;
        for (int in = 0; in < IN; in++) {
          sum += at(layer.input(), row, in) * weight(layer.weight(), in, out, transposed);
        }
        assertEquals(sum, at(layer.output(), row, out), ROUNDING);
      }
    }
    for (int in = 0; in < IN; in++) {
      for (int out = 0; out < OUT; out++) {
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
          sum += at(layer.input(), row, in) * at(layer.outputGradient(), row, out);
        }
        assertEquals(sum, weight(layer.weightGradient(), in, out, transposed), ROUNDING);
      }
    }
    for (int row = 0; row < ROWS; row++) {
      for (int in = 0; in < IN; in++) {
        double sum = 0;
        for (int out = 0; out < OUT; out++) {
          sum += at(layer.outputGradient(), row, out) * weight(layer.weight(), in, out, transposed);
        }
        assertEquals(2 * sum, at(inputGradient, row, in), 2 * ROUNDING, "once set, once added");
      }
    }
  }

  @Test
  void aStepHasTheModelsMultiplications() {
    long encoder = 784 * 200 + 200 * 200 + 2 * 200 * 50;
    long decoder = 50 * 200 + 200 * 200 + 200 * 784;
    long images = 784 * 200;
    assertEquals(100 * (3 * (encoder + decoder) - images), multiplications(Workload.W1));
    assertEquals(20 * (3 * (encoder + 50 * decoder) - images), multiplications(Workload.W2));
    assertEquals(encoder + 5000 * decoder, multiplications(Workload.W3));
  }

  @Test
  void isFoundAndHasAllWorkloads() {
    Peer peer = ServiceLoader.load(Peer.class).findFirst().orElseThrow();
    assertTrue(peer.version().matches("20\\d\\d\\.\\d.*"), peer.version());
    for (Workload workload : Workload.values()) {
      assertTrue(peer.examplesPerSecond(workload, Duration.ofMillis(10)).orElseThrow() > 0);
    }
  }

  private static long multiplications(Workload workload) {
    return StepProducts.of(workload, false).stream().mapToLong(Product::multiplications).sum();
  }

  private static double weight(Matrix weight, int in, int out, boolean transposed) {
    return transposed ? at(weight, out, in) : at(weight, in, out);
  }

  private static double at(Matrix matrix, int row, int column) {
    return matrix.values().get((long) row * matrix.columns() + column);
  }
}

package org.lowerbound.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.lowerbound.tools.bench.gemm.MatrixProduct;

class WorkloadProductsTest {
  // Weights of the model: 784·200 = 156,800, 200·200 = 40,000, 200·50 = 10,000.
  private static final long ENCODER = 156_800 + 40_000 + 2 * 10_000;
  private static final long ENCODER_BACK_TO_ITS_FIRST_LAYER = 40_000 + 2 * 10_000;
  private static final long DECODER = 10_000 + 40_000 + 156_800;

  private static long operations(Workload workload) {
    return WorkloadProducts.operations(WorkloadProducts.of(workload));
  }

  @Test
  void aStepOfTheElboIsCountedByHand() {
    long perExample = 2 * ENCODER + ENCODER_BACK_TO_ITS_FIRST_LAYER + 3 * DECODER;
    assertEquals(1_114_000, perExample);
    assertEquals(2 * 100 * perExample, operations(Workload.W1));
  }

  @Test
  void aStepOfTheImportanceWeightedBoundHasFiftyDecodersAnExample() {
    long perExample = 2 * ENCODER + ENCODER_BACK_TO_ITS_FIRST_LAYER + 50 * 3 * DECODER;
    assertEquals(2 * 20 * perExample, operations(Workload.W2));
  }

  @Test
  void anEvaluationGoesForwardOnly() {
    assertEquals(2 * (ENCODER + 5000 * DECODER), operations(Workload.W3));
  }

  @Test
  void transposesAreThoseOfBackPropagation() {
    ImmutableList<MatrixProduct> products = WorkloadProducts.of(Workload.W1);
    // x W and xᵀ dy of the first layer, three products of each of the six others.
    assertEquals(2 + 6 * 3, products.size());
    MatrixProduct byWeights = products.get(1);
    assertEquals(Workload.PIXELS, byWeights.rows());
    assertEquals(Workload.HIDDEN, byWeights.columns());
    assertEquals(100, byWeights.inner());
    MatrixProduct byInput = products.get(3);
    assertEquals(100, byInput.rows());
    assertEquals(Workload.HIDDEN, byInput.columns());
    assertEquals(Workload.HIDDEN, byInput.inner());
  }

  @Test
  void evaluationIsInPiecesThatFitACache() {
    assertEquals(4 + 5 * 3, WorkloadProducts.of(Workload.W3).size());
  }
}

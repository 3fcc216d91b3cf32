package org.lowerbound.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.DiagonalNormal;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class DrawBlocksTest {
  private static final int DRAWS = 7;
  private static final int BATCH = 3;

  /** p(x | z) = N(x; z₁, 1) in every component; remembers the shapes that it is asked for. */
  private static Conditional<Distribution> likelihood(int dimension, List<Shape> asked) {
    return (tf, z, pass) -> {
      asked.add(z.shape());
      Operand<TFloat32> mean =
          tf.math.mul(
              tf.slice(z, tf.array(0, 0, 0), tf.array(-1, -1, 1)),
              tf.ones(tf.array(1, 1, dimension), TFloat32.class));
      return new DiagonalNormal(mean, tf.constant(0f), dimension);
    };
  }

  private static void assertBlocks(int dimension, Pass pass, int blocks) {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> latents =
          harness.input(Shape.of(DRAWS, BATCH, 2), Draws.normal("z", DRAWS * BATCH * 2, 0, 1));
      Operand<TFloat32> observations =
          harness.input(Shape.of(BATCH, dimension), Draws.normal("x", BATCH * dimension, 0, 1));
      List<Shape> asked = new ArrayList<>();
      Operand<TFloat32> inBlocks =
          DrawBlocks.logLikelihood(
              harness.tf(), likelihood(dimension, asked), latents, DRAWS, observations, pass);
      assertEquals(blocks, asked.size());
      assertEquals(DRAWS, asked.stream().mapToLong(shape -> shape.get(0)).sum());
      Operand<TFloat32> atOnce =
          likelihood(dimension, new ArrayList<>())
              .given(harness.tf(), latents, pass)
              .logProb(harness.tf(), observations);
      // Each is the same sum over the same axis of the same values.
      assertArrayEquals(harness.run(atOnce), harness.run(inBlocks));
      assertArrayEquals(
          harness.run(harness.gradient(atOnce, latents)),
          harness.run(harness.gradient(inBlocks, latents)));
    }
  }

  @Test
  void largeOutputsAreComputedInBlocks() {
    assertBlocks(100_000, Pass.evaluation(), 4); // 7 draws of 100,000 values: 3.5 blocks' worth.
    assertBlocks(60_000, Pass.evaluation(), 3);
  }

  @Test
  void noBlockHasLessThanOneDraw() {
    assertBlocks(300_000, Pass.evaluation(), DRAWS);
  }

  @Test
  void smallOutputsAreComputedAtOnce() {
    assertBlocks(4, Pass.evaluation(), 1);
    assertBlocks(28_571, Pass.evaluation(), 1); // 7 · 28,571 is just below the size of a block.
  }

  @Test
  void trainingSeesAllDrawsTogether() {
    try (GraphHarness harness = new GraphHarness()) {
      assertBlocks(100_000, Pass.training(harness.noise(1, "network")), 1);
    }
  }
}

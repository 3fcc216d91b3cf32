package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.DirectionalDerivative;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Of small images with odd sides, which are halved upwards and doubled back. */
final class UNetTest {
  private static final Shape IMAGE = Shape.of(5, 6, 2);
  private static final ImmutableList<Head> HEADS =
      ImmutableList.of(
          new Head("output", IMAGE, new Zeros()), new Head("fraction", IMAGE, Fill.of(0.3, 60)));

  private static UNet net(Normalization normalization) {
    return new UNet(
        ImmutableList.of(3, 4, 2),
        1,
        5,
        Activation.TANH,
        new LayerOptions(new GlorotUniform(), normalization, 0));
  }

  @Test
  void outputsAreImagesOfEachRowAlone() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      ContextNetwork network =
          net(new Normalization.PerLayer(1e-5))
              .denoising(new InputParameters(harness, 5), "net", IMAGE, 3, HEADS);
      float[] images = Draws.normal("x", 180, 0, 1);
      float[] contexts = Draws.normal("c", 9, 0, 1);
      Operand<TFloat32> x = harness.input(Shape.of(3, 60), images);
      Operand<TFloat32> context = harness.input(Shape.of(3, 3), contexts);
      ImmutableList<Operand<TFloat32>> all = network.apply(tf, x, context, Pass.evaluation());
      ImmutableList<Operand<TFloat32>> second =
          network.apply(
              tf,
              harness.input(Shape.of(1, 60), Arrays.copyOfRange(images, 60, 120)),
              harness.input(Shape.of(1, 3), Arrays.copyOfRange(contexts, 3, 6)),
              Pass.evaluation());
      for (int head = 0; head < 2; head++) {
        assertEquals(Shape.of(3, 60), harness.shape(all.get(head)));
        assertArrayEquals(
            Arrays.copyOfRange(harness.run(all.get(head)), 60, 120),
            harness.run(second.get(head)),
            1e-5f);
      }
      float[] before = harness.run(all.get(0));
      contexts[4] += 1;
      harness.set(context, contexts);
      float[] after = harness.run(all.get(0));
      for (int i = 0; i < 180; i++) {
        assertEquals(i >= 60 && i < 120, before[i] != after[i], "value " + i);
      }
    }
  }

  @Test
  void gradientsAreSlopes() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      InputParameters parameters = new InputParameters(harness, 5);
      ContextNetwork network =
          net(new Normalization.None()).denoising(parameters, "net", IMAGE, 3, HEADS);
      Operand<TFloat32> x = harness.input(Shape.of(2, 60), Draws.normal("x", 120, 0, 1));
      Operand<TFloat32> context = harness.input(Shape.of(2, 3), Draws.normal("c", 6, 0, 1));
      ImmutableList<Operand<TFloat32>> outputs = network.apply(tf, x, context, Pass.evaluation());
      Operand<TFloat32> sum =
          tf.math.add(
              tf.reduceSum(tf.math.square(outputs.get(0)), tf.array(0, 1)),
              tf.reduceSum(tf.math.tanh(outputs.get(1)), tf.array(0, 1)));
      List<String> names = List.copyOf(parameters.byName().keySet());
      ImmutableList<float[]> gradients =
          harness.run(harness.gradients(sum, List.copyOf(parameters.byName().values())));
      for (int i = 0; i < names.size(); i++) {
        float[] gradient = gradients.get(i);
        boolean reached = false;
        for (float slope : gradient) {
          reached |= slope != 0;
        }
        assertTrue(reached, names.get(i) + " has no part in the outputs");
        // Values near 10 in 32-bit floats, by differences at a distance of 1/64.
        DirectionalDerivative.assertGradient(
            harness, sum, parameters.byName().get(names.get(i)), gradient, 1e-2, names.get(i));
      }
    }
  }

  @Test
  void vectorsAreRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      assertEquals(
          "the network u-net is one of images [height, width, channels], but an observation has"
              + " shape [4]; an mlp fits",
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      net(new Normalization.None())
                          .denoising(new InputParameters(harness, 5), "net", Shape.of(4), 3, HEADS))
              .getMessage());
    }
  }
}

package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class MlpOptionsTest extends ArchitectureContract {
  private static final Shape INPUT = Shape.of(2, 3, 1);
  private static final ImmutableList<Head> HEADS =
      ImmutableList.of(
          Head.ofSize("loc", 2), new Head("logits", Shape.of(2, 2, 1), Fill.of(0.7, 4)));

  private static Mlp mlp(
      Normalization normalization, double dropout, boolean skip, Integer... hidden) {
    return new Mlp(
        ImmutableList.copyOf(hidden),
        Activation.TANH,
        new LayerOptions(new GlorotUniform(), normalization, dropout),
        skip);
  }

  @Override
  List<Case> cases() {
    ImmutableList.Builder<Case> cases = ImmutableList.builder();
    NORMALIZATIONS.forEach(
        (label, normalization) ->
            cases.add(new Case(label, mlp(normalization, 0, false, 5, 4), INPUT, HEADS, true)));
    Normalization none = new Normalization.None();
    cases.add(new Case("linear", mlp(none, 0, false), INPUT, HEADS, true));
    cases.add(new Case("dropout", mlp(none, 0.3, false, 8, 6), INPUT, HEADS, true));
    cases.add(new Case("skip", mlp(none, 0, true, 6, 4, 4), INPUT, HEADS, true));
    cases.add(
        new Case(
            "all", mlp(new Normalization.Batch(0.9, 0.1), 0.3, true, 8, 8), INPUT, HEADS, true));
    return cases.build();
  }

  @Test
  void optionsThatAreOffLeaveTheParametersAlone() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 3);
      mlp(new Normalization.None(), 0, false, 5, 4).build(parameters, "net", INPUT, HEADS);
      assertEquals(
          List.of(
              "net.hidden1.weights",
              "net.hidden1.bias",
              "net.hidden2.weights",
              "net.hidden2.bias",
              "net.loc.weights",
              "net.loc.bias",
              "net.logits.weights",
              "net.logits.bias"),
          List.copyOf(parameters.byName().keySet()));
    }
  }

  @Test
  void aSkipAddsTheInputWhereWidthsAreEqual() {
    Case of = new Case("", mlp(new Normalization.None(), 0, true, 6, 4, 4), INPUT, HEADS, true);
    try (Built built = new Built(of)) {
      HostLayers host = new HostLayers(built.parameters);
      Operand<TFloat32> input = built.input(3);
      float[] actual =
          built.harness.run(
              built.network.apply(built.harness.tf(), input, Pass.evaluation()).get(0));
      for (int row = 0; row < 3; row++) {
        double[] x = HostLayers.Image.of(2, 3, 1, built.harness.get(input), row).values();
        for (int layer = 1; layer <= 3; layer++) {
          double[] y = host.dense("net.hidden" + layer, x);
          for (int i = 0; i < y.length; i++) {
            // The first layer, too, has its input's width; the second has not.
            y[i] = Math.tanh(y[i]) + (layer == 2 ? 0 : x[i]);
          }
          x = y;
        }
        double[] expected = host.dense("net.loc", x);
        for (int i = 0; i < 2; i++) {
          // Sums of a few terms of order 1 in 32-bit floats.
          assertEquals(expected[i], actual[row * 2 + i], 1e-5);
        }
      }
    }
  }

  @Test
  void dropoutIsARate() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> mlp(new Normalization.None(), -0.1, false, 4));
    assertEquals("dropout must be in [0, 1) but is -0.1", error.getMessage());
    assertEquals(
        "dropout must be in [0, 1) but 0.9999999999 is 1 as a 32-bit float",
        assertThrows(IllegalArgumentException.class, () -> new Dropout("layer", 0.9999999999))
            .getMessage());
  }
}

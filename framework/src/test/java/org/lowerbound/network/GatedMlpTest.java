package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class GatedMlpTest extends ArchitectureContract {
  private static final ImmutableList<Head> HEADS =
      ImmutableList.of(
          Head.ofSize("loc", 2), new Head("logits", Shape.of(2, 2, 1), Fill.of(0.7, 4)));

  private static GatedMlp gated(Normalization normalization, double dropout) {
    return new GatedMlp(
        ImmutableList.of(5, 4), new LayerOptions(new GlorotUniform(), normalization, dropout));
  }

  @Override
  List<Case> cases() {
    ImmutableList.Builder<Case> cases = ImmutableList.builder();
    NORMALIZATIONS.forEach(
        (label, normalization) ->
            cases.add(new Case(label, gated(normalization, 0), Shape.of(2, 3, 1), HEADS, true)));
    cases.add(
        new Case("dropout", gated(new Normalization.None(), 0.3), Shape.of(2, 3, 1), HEADS, true));
    return cases.build();
  }

  private static double[] gatedLayer(HostLayers host, String name, double... x) {
    double[] values = host.dense(name, x);
    double[] gates = host.dense(name + ".gate", x);
    for (int i = 0; i < values.length; i++) {
      values[i] /= 1 + Math.exp(-gates[i]);
    }
    return values;
  }

  @Test
  void agreesWithTheHost() {
    Case of = new Case("", gated(new Normalization.None(), 0), Shape.of(2, 3, 1), HEADS, true);
    try (Built built = new Built(of)) {
      HostLayers host = new HostLayers(built.parameters);
      Operand<TFloat32> input = built.input(3);
      float[] actual =
          built.harness.run(
              built.network.apply(built.harness.tf(), input, Pass.evaluation()).get(1));
      for (int row = 0; row < 3; row++) {
        double[] x = HostLayers.Image.of(2, 3, 1, built.harness.get(input), row).values();
        double[] hidden = gatedLayer(host, "net.hidden2", gatedLayer(host, "net.hidden1", x));
        double[] expected = host.dense("net.logits", hidden);
        for (int i = 0; i < 4; i++) {
          // Sums of a few terms of order 1 in 32-bit floats.
          assertEquals(expected[i], actual[row * 4 + i], 5e-6);
        }
      }
    }
  }
}

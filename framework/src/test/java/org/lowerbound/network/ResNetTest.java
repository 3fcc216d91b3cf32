package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowerbound.network.HostLayers.Image;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class ResNetTest extends ArchitectureContract {
  private static final Shape IMAGE = Shape.of(5, 6, 2);

  private static final ImmutableList<Head> VECTORS = ImmutableList.of(Head.ofSize("loc", 3));

  private static final ImmutableList<Head> IMAGES =
      ImmutableList.of(
          new Head("loc", IMAGE, Fill.of(0.7, 60)),
          new Head("logScale", Shape.of(1), Fill.of(-1, 1)));

  private static ResNet resNet(
      Normalization normalization, double dropout, int blocks, Upsampling upsampling) {
    return new ResNet(
        ImmutableList.of(3, 4),
        blocks,
        upsampling,
        ImmutableList.of(5),
        Activation.TANH,
        new LayerOptions(new GlorotUniform(), normalization, dropout));
  }

  @Override
  List<Case> cases() {
    ImmutableList.Builder<Case> cases = ImmutableList.builder();
    NORMALIZATIONS.forEach(
        (label, normalization) -> {
          ResNet net = resNet(normalization, 0, 1, Upsampling.NEAREST);
          cases.add(new Case(label + " encoder", net, IMAGE, VECTORS, true));
          cases.add(new Case(label + " decoder", net, Shape.of(3), IMAGES, true));
        });
    ResNet random = resNet(new Normalization.None(), 0.3, 2, Upsampling.TRANSPOSED);
    cases.add(new Case("encoder with dropout", random, IMAGE, VECTORS, true));
    cases.add(new Case("transposed decoder with dropout", random, Shape.of(3), IMAGES, true));
    return cases.build();
  }

  private static double[] tanh(double... x) {
    return Arrays.stream(x).map(Math::tanh).toArray();
  }

  private static void check(double[] expected, float[] actual, int row) {
    for (int i = 0; i < expected.length; i++) {
      // Eight layers of sums of some thirty terms of order 1 in 32-bit floats.
      assertEquals(expected[i], actual[row * expected.length + i], 5e-5);
    }
  }

  private static Image activated(HostLayers host, String name, Image x) {
    return x.plus(host.parameter(name + ".bias")).map(Math::tanh);
  }

  private static Image convolve(HostLayers host, String name, Image x, int k, int out, int stride) {
    return HostLayers.convolve(x, host.parameter(name + ".weights"), k, out, stride);
  }

  private static Image rest(HostLayers host, String name, Image shortcut, Image conv1) {
    Image conv2 =
        convolve(
            host,
            name + ".conv2",
            activated(host, name + ".conv2.input", conv1),
            3,
            conv1.channels(),
            1);
    return shortcut.plus(conv2);
  }

  @Test
  void theEncoderAgreesWithTheHost() {
    ResNet net = resNet(new Normalization.None(), 0, 2, Upsampling.NEAREST);
    try (Built built = new Built(new Case("", net, IMAGE, VECTORS, true))) {
      HostLayers host = new HostLayers(built.parameters);
      Operand<TFloat32> input = built.input(2);
      var outputs = built.network.apply(built.harness.tf(), input, Pass.evaluation());
      for (int row = 0; row < 2; row++) {
        Image x =
            convolve(host, "net.stem", Image.of(5, 6, 2, built.harness.get(input), row), 3, 3, 1);
        for (int level = 1; level <= 2; level++) {
          int channels = 2 + level;
          String first = "net.down" + level + ".block1";
          Image one =
              convolve(
                  host,
                  first + ".conv1",
                  activated(host, first + ".conv1.input", x),
                  3,
                  channels,
                  2);
          x = rest(host, first, convolve(host, first + ".shortcut", x, 1, channels, 2), one);
          String second = "net.down" + level + ".block2";
          Image same =
              convolve(
                  host,
                  second + ".conv1",
                  activated(host, second + ".conv1.input", x),
                  3,
                  channels,
                  1);
          x = rest(host, second, x, same);
        }
        double[] hidden =
            tanh(host.dense("net.hidden1", activated(host, "net.features", x).values()));
        check(host.dense("net.loc", hidden), built.harness.run(outputs.get(0)), row);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDecoderAgreesWithTheHost(Upsampling upsampling) {
    ResNet net = resNet(new Normalization.None(), 0, 1, upsampling);
    int[][] sizes = {{3, 3, 3}, {5, 6, 3}};
    try (Built built = new Built(new Case("", net, Shape.of(3), IMAGES, true))) {
      HostLayers host = new HostLayers(built.parameters);
      Operand<TFloat32> input = built.input(2);
      var outputs = built.network.apply(built.harness.tf(), input, Pass.evaluation());
      for (int row = 0; row < 2; row++) {
        double[] z = new double[3];
        for (int i = 0; i < 3; i++) {
          z[i] = built.harness.get(input)[row * 3 + i];
        }
        double[] hidden = tanh(host.dense("net.hidden1", z));
        Image x = new Image(2, 2, 4, tanh(host.dense("net.map", hidden)));
        for (int level = 1; level <= 2; level++) {
          String name = "net.up" + level + ".block1";
          int[] to = sizes[level - 1];
          Image before = activated(host, name + ".conv1.input", x);
          Image one =
              switch (upsampling) {
                case NEAREST ->
                    convolve(host, name + ".conv1", before.nearest(to[0], to[1]), 3, to[2], 1);
                case TRANSPOSED ->
                    HostLayers.spread(
                        before, host.parameter(name + ".conv1.weights"), 3, to[2], 2, to[0], to[1]);
              };
          Image repeated = x.nearest(to[0], to[1]);
          Image shortcut =
              level == 1 ? convolve(host, name + ".shortcut", repeated, 1, 3, 1) : repeated;
          x = rest(host, name, shortcut, one);
        }
        Image image =
            convolve(host, "net.loc", activated(host, "net.features", x), 3, 2, 1)
                .plus(host.parameter("net.loc.bias"));
        check(image.values(), built.harness.run(outputs.get(0)), row);
        check(host.dense("net.logScale", hidden), built.harness.run(outputs.get(1)), row);
      }
    }
  }

  @Test
  void settingsAndShapesAreChecked() {
    assertEquals(
        "blocks must be positive but is 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> resNet(new Normalization.None(), 0, 0, Upsampling.NEAREST))
            .getMessage());
    ResNet net = resNet(new Normalization.None(), 0, 1, Upsampling.NEAREST);
    assertEquals(
        "net: a convolution needs an image [height, width, channels], but its input is [9] and its"
            + " outputs are loc [3]; an mlp fits",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Built(new Case("", net, Shape.of(9), VECTORS, true)))
            .getMessage());
  }
}

package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lowerbound.network.HostLayers.Image;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class ConvTest extends ArchitectureContract {
  /** An odd and an even side, so that sizes are rounded up on the way. */
  private static final Shape IMAGE = Shape.of(5, 6, 2);

  private static final ImmutableList<Head> VECTORS =
      ImmutableList.of(Head.ofSize("loc", 3), new Head("logScale", Shape.of(2), Fill.of(0.4, 2)));

  private static final ImmutableList<Head> IMAGES =
      ImmutableList.of(
          new Head("loc", IMAGE, Fill.of(0.7, 60)),
          new Head("logits", Shape.of(5, 6, 1), new Zeros()),
          new Head("logScale", Shape.of(1), Fill.of(-1, 1)));

  private static Conv conv(Normalization normalization, double dropout, Integer... hidden) {
    return new Conv(
        ImmutableList.of(3, 4),
        3,
        2,
        ImmutableList.copyOf(hidden),
        Activation.TANH,
        new LayerOptions(new GlorotUniform(), normalization, dropout));
  }

  @Override
  List<Case> cases() {
    ImmutableList.Builder<Case> cases = ImmutableList.builder();
    NORMALIZATIONS.forEach(
        (label, normalization) -> {
          Conv conv = conv(normalization, 0, 5);
          cases.add(new Case(label + " encoder", conv, IMAGE, VECTORS, true));
          cases.add(new Case(label + " decoder", conv, Shape.of(3), IMAGES, true));
        });
    Conv random = conv(new Normalization.None(), 0.3, 7, 5);
    cases.add(new Case("encoder with dropout", random, IMAGE, VECTORS, true));
    cases.add(new Case("decoder with dropout", random, Shape.of(3), IMAGES, true));
    Conv bare = conv(new Normalization.None(), 0);
    cases.add(new Case("encoder without hidden layers", bare, IMAGE, VECTORS, true));
    cases.add(new Case("decoder without hidden layers", bare, Shape.of(3), IMAGES, true));
    cases.add(new Case("images to images", random, IMAGE, IMAGES, true));
    return cases.build();
  }

  private static void check(double[] expected, float[] actual, int row) {
    for (int i = 0; i < expected.length; i++) {
      // Sums of some fifty terms of order 1, three times on top of each other.
      assertEquals(expected[i], actual[row * expected.length + i], 2e-5);
    }
  }

  private static double[] tanh(double... x) {
    return Arrays.stream(x).map(Math::tanh).toArray();
  }

  @Test
  void theEncoderAgreesWithTheHost() {
    Conv conv = conv(new Normalization.None(), 0, 7, 5);
    try (Built built = new Built(new Case("", conv, IMAGE, VECTORS, true))) {
      HostLayers host = new HostLayers(built.parameters);
      Operand<TFloat32> input = built.input(2);
      var outputs = built.network.apply(built.harness.tf(), input, Pass.evaluation());
      for (int row = 0; row < 2; row++) {
        Image x = Image.of(5, 6, 2, built.harness.get(input), row);
        for (int i = 1; i <= 2; i++) {
          String name = "net.conv" + i;
          x =
              HostLayers.convolve(x, host.parameter(name + ".weights"), 3, 2 + i, 2)
                  .plus(host.parameter(name + ".bias"))
                  .map(Math::tanh);
        }
        double[] hidden =
            tanh(host.dense("net.hidden2", tanh(host.dense("net.hidden1", x.values()))));
        check(host.dense("net.loc", hidden), built.harness.run(outputs.get(0)), row);
        check(host.dense("net.logScale", hidden), built.harness.run(outputs.get(1)), row);
      }
    }
  }

  @Test
  void theDecoderAgreesWithTheHost() {
    Conv conv = conv(new Normalization.None(), 0, 7, 5);
    try (Built built = new Built(new Case("", conv, Shape.of(3), IMAGES, true))) {
      HostLayers host = new HostLayers(built.parameters);
      Operand<TFloat32> input = built.input(2);
      var outputs = built.network.apply(built.harness.tf(), input, Pass.evaluation());
      for (int row = 0; row < 2; row++) {
        double[] z = new double[3];
        for (int i = 0; i < 3; i++) {
          z[i] = built.harness.get(input)[row * 3 + i];
        }
        // The widths count from the image's side: 5, then 7.
        double[] below = tanh(host.dense("net.hidden1", z));
        assertEquals(5, below.length);
        double[] hidden = tanh(host.dense("net.hidden2", below));
        Image small = new Image(2, 2, 4, tanh(host.dense("net.map", hidden)));
        Image map =
            HostLayers.spread(small, host.parameter("net.deconv1.weights"), 3, 3, 2, 3, 3)
                .plus(host.parameter("net.deconv1.bias"))
                .map(Math::tanh);
        for (int h = 0; h < 2; h++) {
          String name = "net." + IMAGES.get(h).name();
          Image image =
              HostLayers.spread(map, host.parameter(name + ".weights"), 3, 2 - h, 2, 5, 6)
                  .plus(host.parameter(name + ".bias"));
          check(image.values(), built.harness.run(outputs.get(h)), row);
        }
        check(host.dense("net.logScale", hidden), built.harness.run(outputs.get(2)), row);
      }
    }
  }

  private static Map<String, Shape> shapes(
      Architecture architecture, Shape input, ImmutableList<Head> heads) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 1);
      architecture.build(parameters, "net", input, heads);
      parameters.byName().forEach((name, value) -> shapes.put(name, value.shape()));
    }
    return shapes;
  }

  @Test
  void mnistGoesThroughFourteenSevenAndFour() {
    Conv conv =
        new Conv(
            ImmutableList.of(2, 3, 4),
            4,
            2,
            ImmutableList.of(),
            Activation.RELU,
            new LayerOptions(new HeUniform(), new Normalization.None(), 0));
    Shape image = Shape.of(28, 28, 1);
    assertEquals(
        Shape.of(4 * 4 * 4, 6),
        shapes(conv, image, ImmutableList.of(Head.ofSize("loc", 6))).get("net.loc.weights"));
    Case decoder =
        new Case(
            "", conv, Shape.of(6), ImmutableList.of(new Head("logits", image, new Zeros())), false);
    try (Built built = new Built(decoder)) {
      assertEquals(
          Shape.of(2, 784),
          built.harness.shape(
              built.network.apply(built.harness.tf(), built.input(2), Pass.evaluation()).get(0)));
      assertEquals(784, built.parameters.values("net.logits.bias").length);
    }
  }

  @Test
  void normalizedLayersHaveNoBiasThatWouldDoNothing() {
    Map<String, Shape> shapes =
        shapes(conv(new Normalization.Batch(0.9, 1e-3), 0, 5), IMAGE, VECTORS);
    assertEquals(
        List.of(
            "net.conv1.weights",
            "net.conv1.scale",
            "net.conv1.offset",
            "net.conv2.weights",
            "net.conv2.scale",
            "net.conv2.offset",
            "net.hidden1.weights",
            "net.hidden1.scale",
            "net.hidden1.offset",
            "net.loc.weights",
            "net.loc.bias",
            "net.logScale.weights",
            "net.logScale.bias"),
        List.copyOf(shapes.keySet()));
    assertEquals(Shape.of(3), shapes.get("net.conv1.scale"));
  }

  private static String refusal(Architecture architecture, Shape input, Head... heads) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> shapes(architecture, input, ImmutableList.copyOf(heads)))
        .getMessage();
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    Conv conv = conv(new Normalization.None(), 0);
    assertEquals(
        "net: a convolution needs an image [height, width, channels], but its input is [784] and"
            + " its outputs are loc [3]; an mlp fits",
        refusal(conv, Shape.of(784), Head.ofSize("loc", 3)));
    assertEquals(
        "net.logits: an image [5, 4, 1] does not have the height and the width of loc, which is"
            + " [5, 6, 2]",
        refusal(
            conv,
            Shape.of(3),
            new Head("loc", IMAGE, new Zeros()),
            new Head("logits", Shape.of(5, 4, 1), new Zeros())));
    assertEquals(
        "net: a map of [1, 1, 3] is too small for a stride of 2, which makes [1, 1, 4] of it; images"
            + " [2, 1, 1] have room for 1 entries of channels [3, 4]",
        refusal(conv, Shape.of(2, 1, 1), Head.ofSize("loc", 3)));
  }

  @Test
  void settingsAreChecked() {
    assertEquals(
        "channels must not be empty",
        assertThrows(
                IllegalArgumentException.class, () -> FeatureMaps.checkChannels(ImmutableList.of()))
            .getMessage());
    assertEquals(
        "kernel must be at least the stride, or pixels are never seen, but is 2 with a stride of 3",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new Conv(
                        ImmutableList.of(3),
                        2,
                        3,
                        ImmutableList.of(),
                        Activation.RELU,
                        new LayerOptions(new HeUniform(), new Normalization.None(), 0)))
            .getMessage());
    assertEquals(
        "dropout must be in [0, 1) but is 1.0",
        assertThrows(IllegalArgumentException.class, () -> conv(new Normalization.None(), 1))
            .getMessage());
  }
}

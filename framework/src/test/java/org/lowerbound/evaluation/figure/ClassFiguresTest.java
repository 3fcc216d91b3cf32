package org.lowerbound.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.model.Model;
import org.lowerbound.network.Pass;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.picture.Raster;
import org.lowerbound.testing.ClassModelInGraph;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.ndarray.Shape;

/** Pictures of a model with the class among its latents, against its decoder by hand. */
final class ClassFiguresTest {
  private static final int CLASSES = ClassModelInGraph.CLASSES;
  private static final int D = 4;
  private static final double[][] X = {{1, 0, 0, 1}, {0, 1, 1, 1}, {0, 0, 1, 0}};
  private static final int[] OWN = {2, 0, 1};
  private static final ImageColors COLORS = new ImageColors(2, 2, 1, 0, 1);

  private static GraphHarness harness;
  private static ClassModelInGraph classes;

  @BeforeAll
  static void build() {
    harness = new GraphHarness();
    classes = ClassModelInGraph.ofBits(harness);
  }

  @AfterAll
  static void close() {
    harness.close();
  }

  private static float[] values(double[]... rows) {
    float[] values = new float[rows.length * D];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows[i / D][i % D];
    }
    return values;
  }

  private static Raster image(double... pixels) {
    return COLORS.image(values(pixels), 0);
  }

  /** Returns the images with labels, or without those of the training split. */
  private static Dataset images(boolean known) {
    Observations images = new Observations.Floats(values(X), X.length, D);
    int[] ofTraining = known ? OWN : new int[] {2, Labels.UNKNOWN, 1};
    return Dataset.of(
            "images",
            Shape.of(2, 2, 1),
            ValueKind.BINARY,
            FreshDraw.NOTHING,
            ImmutableMap.of(Split.TRAIN, images, Split.TEST, images),
            Optional.empty(),
            Optional.empty())
        .withLabels(new Labels(CLASSES, ImmutableMap.of(Split.TRAIN, ofTraining, Split.TEST, OWN)));
  }

  private static Evaluated evaluated(Model model) {
    return new Evaluated(
        harness, model, harness.input(Shape.of(X.length, D), values(X)), X.length, images(true));
  }

  private static Picture draw(Model model, Figure figure) {
    Evaluated evaluated = evaluated(model);
    return figure.build(harness.tf(), evaluated.graph()).draw(evaluated);
  }

  @Test
  void analogiesHaveOneCodeOnALineAndAClassInAColumn() {
    List<Integer> shown = List.of(2, 0);
    List<List<Raster>> lines = new ArrayList<>();
    for (int example : shown) {
      double[] z = classes.code(X[example], OWN[example]);
      List<Raster> line = new ArrayList<>(List.of(image(X[example])));
      for (int y = 0; y < CLASSES; y++) {
        line.add(image(classes.mean(y, z)));
      }
      assertNotEquals(line.get(1), line.get(2), "the label decides");
      lines.add(line);
    }
    PictureGrid expected =
        PictureGrid.of(lines)
            .withColumns(ImmutableList.of("input", "0", "1", "2"))
            .withColumnBreaks(ImmutableSet.of(1));
    Analogies figure = new Analogies(10, ImmutableList.copyOf(shown), "analogies");
    assertEquals(expected.draw(), draw(classes.model(), figure).raster());
    // A model that is given labels, as a conditional VAE is, is the same.
    assertEquals(expected.draw(), draw(classes.model().givenLabels(), figure).raster());
  }

  @Test
  void aLineOfSamplesIsOfItsLabelAndAColumnOfOneCode() {
    int draws = 3;
    float[] z =
        harness.run(
            classes
                .model()
                .givenLabels()
                .sampleCodes(
                    harness.tf(), harness.noise(1, "of-classes"), draws, Pass.evaluation()));
    List<List<Raster>> lines =
        IntStream.range(0, CLASSES)
            .<List<Raster>>mapToObj(
                y ->
                    IntStream.range(0, draws)
                        .mapToObj(i -> image(classes.mean(y, z[2 * i], z[2 * i + 1])))
                        .toList())
            .toList();
    assertNotEquals(lines.get(0), lines.get(1), "the label decides");
    assertEquals(
        PictureGrid.of(lines).withRows(ImmutableList.of("0", "1", "2")).draw(),
        draw(classes.model(), new ClassSamples(draws, true, "of-classes")).raster());
    // Draws are bits, and another picture.
    assertNotEquals(
        draw(classes.model(), new ClassSamples(draws, true, "of-classes")).raster(),
        draw(classes.model(), new ClassSamples(draws, false, "of-classes")).raster());
  }

  @Test
  void whatHasNoSuchPictureIsRefused() {
    try (IdentityModel blind = new IdentityModel(images(true), 1, values(X))) {
      assertEquals(
          "analogies need a decoder that looks at labels, p(x | z, y): that of a vae with"
              + " \"condition\": \"label\" or of semi-supervised-vae",
          message(() -> build(blind, new Analogies(1, ImmutableList.of(), "a"))));
      assertEquals(
          "class-samples needs a model that looks at labels, p(x | y): a vae with \"condition\":"
              + " \"label\" or with the prior conditional, autoregressive with \"conditional\":"
              + " true, per-class, semi-supervised-vae",
          message(() -> build(blind, new ClassSamples(1, true, "c"))));
    }
    Analogies all = new Analogies(10, ImmutableList.of(), "a");
    all.checkFits(images(false), Split.TEST);
    assertEquals(
        "analogies are of examples whose label is known, but that of example 1 of the train split"
            + " is not; the test split works",
        message(() -> all.checkFits(images(false), Split.TRAIN)));
    new Analogies(10, ImmutableList.of(2, 0), "a").checkFits(images(false), Split.TRAIN);
  }

  private static void build(IdentityModel model, Figure figure) {
    var unused = figure.build(model.harness().tf(), model.evaluated().graph());
  }

  private static String message(Runnable work) {
    return assertThrows(IllegalArgumentException.class, work::run).getMessage();
  }
}

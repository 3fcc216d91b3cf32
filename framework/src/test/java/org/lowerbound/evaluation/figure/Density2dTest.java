package org.lowerbound.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.picture.ColorMap;
import org.lowerbound.picture.Panel;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.Raster;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class Density2dTest {
  private static final int PIXELS = 40;

  private static LatentVariableModel model(float priorScale, float... priorMean) {
    int latents = priorMean.length;
    return new LatentVariableModel(
        latents,
        (tf, pass) ->
            new DiagonalNormal(
                tf.constant(priorMean), tf.constant((float) Math.log(priorScale)), latents),
        (tf, z, pass) -> new Bernoulli(z, latents),
        // z is the observation, with a little noise.
        (tf, x, pass) ->
            new DiagonalNormal(tf.identity(x), tf.constant((float) Math.log(0.05)), latents),
        ClosedFormKls.registry());
  }

  private static Evaluated evaluated(
      GraphHarness harness, LatentVariableModel model, float... observations) {
    int latents = model.latents();
    int count = observations.length / latents;
    Observations stored = new Observations.Floats(observations, count, latents);
    Dataset dataset =
        Dataset.of(
            "test-set",
            Shape.of(latents),
            ValueKind.REAL,
            FreshDraw.NOTHING,
            ImmutableMap.of(Split.TRAIN, stored, Split.TEST, stored),
            Optional.empty(),
            Optional.empty());
    Operand<TFloat32> x = harness.input(Shape.of(count, latents), observations);
    return new Evaluated(harness, model, x, count, dataset);
  }

  private static Picture picture(
      Density2d figure, LatentVariableModel model, float... observations) {
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, model, observations);
      return figure.build(harness.tf(), evaluated.graph()).draw(evaluated);
    }
  }

  /** The two panels, a pixel for each cell. */
  private record Panels(Raster left, Raster right) {}

  private static Panels draw(Density2d figure, LatentVariableModel model, float... observations) {
    Picture picture = picture(figure, model, observations);
    assertEquals(
        ImmutableList.of("p(z)", "q(z)"), picture.panels().stream().map(Panel::name).toList());
    return new Panels(
        small(picture.panels().get(0).of(picture.raster()), figure.pixels()),
        small(picture.panels().get(1).of(picture.raster()), figure.pixels()));
  }

  private static Raster small(Raster panel, int pixels) {
    int scale = panel.width() / pixels;
    int[] cells =
        IntStream.range(0, pixels * pixels)
            .map(i -> panel.at(i % pixels * scale, i / pixels * scale))
            .toArray();
    Raster small = new Raster(pixels, pixels, cells);
    assertEquals(panel, small.scaled(scale));
    return small;
  }

  /** Returns the column of the pixel that a coordinate is in, of a panel of [−4, 4]. */
  private static int pixel(double z) {
    return (int) Math.floor((z + 4) / (8.0 / PIXELS));
  }

  @Test
  void thePanelsPeakWhereTheirDensitiesDo() {
    // Two observations of four, one drawn as often as the other; the prior peaks elsewhere.
    Panels panels =
        draw(new Density2d(2000, PIXELS, 4), model(0.5f, 1.1f, 2.1f), -2.1f, 1.1f, 0.9f, -2.9f);
    Raster left = panels.left();
    Raster right = panels.right();
    int brightest = ColorMap.of(1);
    int dark = ColorMap.of(0);
    // z₂ = 2.1 is above the middle: rows count from the top.
    assertEquals(brightest, left.at(pixel(1.1), PIXELS - 1 - pixel(2.1)));
    assertEquals(dark, left.at(pixel(-2.1), PIXELS - 1 - pixel(1.1)));
    assertEquals(brightest, right.at(pixel(-2.1), PIXELS - 1 - pixel(1.1)));
    assertEquals(brightest, right.at(pixel(0.9), PIXELS - 1 - pixel(-2.9)));
    assertEquals(dark, right.at(pixel(1.1), PIXELS - 1 - pixel(2.1)));
    // All else is dark at the right: four pixels of σ each side hold all draws of one observation.
    long lit = IntStream.range(0, PIXELS * PIXELS).filter(i -> right.pixels()[i] != dark).count();
    assertTrue(lit >= 2 && lit <= 2 * 9, lit + " pixels are lit");
  }

  @Test
  void theLeftPanelIsTheDensity() {
    Raster left = draw(new Density2d(10, PIXELS, 4), model(0.9f, 0, 0), 0, 0).left();
    for (int row = 0; row < PIXELS; row++) {
      for (int column = 0; column < PIXELS; column++) {
        // Relative to the largest value among the pixels' centres, 0.1 from both axes.
        double z1 = -4 + (column + 0.5) * 0.2;
        double z2 = 4 - (row + 0.5) * 0.2;
        double exponent = -0.5 * (z1 * z1 + z2 * z2 - 2 * 0.1 * 0.1) / (0.9 * 0.9);
        int expected = ColorMap.of(Math.exp(exponent));
        int actual = left.at(column, row);
        for (int shift = 0; shift <= 16; shift += 8) {
          // 32-bit floats may round a colour's part the other way.
          assertEquals(expected >> shift & 0xFF, actual >> shift & 0xFF, 1);
        }
      }
    }
  }

  @Test
  void theRightPanelHasTheScaleOfTheLeft() {
    // With the posterior as wide as the prior, cells near the peak are as bright, within the
    // histogram's error: 0.159 · 0.16 · 100000 = 2546 draws in a cell, so 2 %.
    LatentVariableModel model =
        new LatentVariableModel(
            2,
            (tf, pass) ->
                new DiagonalNormal(tf.constant(new float[2]), tf.constant(new float[2]), 2),
            (tf, z, pass) -> new Bernoulli(z, 2),
            (tf, x, pass) -> new DiagonalNormal(x, tf.zerosLike(x), 2),
            ClosedFormKls.registry());
    int pixels = 20;
    Panels panels = draw(new Density2d(100_000, pixels, 4), model, 0, 0);
    for (int row = 0; row < pixels; row++) {
      for (int column = 0; column < pixels; column++) {
        int left = panels.left().at(column, row) >> 8 & 0xFF;
        int right = panels.right().at(column, row) >> 8 & 0xFF;
        // Green rises from 1 to 231; 4 standard errors of 2 % are 20 of it, and the mean density
        // over a cell is up to 2 % below that of its centre.
        assertEquals(left, right, 26, column + ", " + row);
      }
    }
  }

  @Test
  void everyDrawHasNoiseOfItsOwnAndEveryExampleItsTurn() {
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, model(1, 0, 0), 0, 0, 1, 1, 2, 2);
      new Density2d(2500, 8, 4).build(harness.tf(), evaluated.graph()).draw(evaluated);
      // One run for the prior, then 1000, 1000 and 500 draws.
      assertEquals(4, evaluated.draws().size());
      assertEquals(3, evaluated.draws().stream().distinct().count());
      assertEquals(3, evaluated.progress().get(evaluated.progress().size() - 1));
    }
  }

  @Test
  void theSameSeedGivesTheSamePixels() {
    Density2d figure = new Density2d(500, 8, 4);
    assertEquals(picture(figure, model(1, 0, 0), 0, 0), picture(figure, model(1, 0, 0), 0, 0));
  }

  @Test
  void aPriorThatIsElsewhereLeavesTheDrawsVisible() {
    Panels panels = draw(new Density2d(100, 8, 4), model(0.01f, 50, 50), 0.5f, 0.5f);
    assertEquals(ColorMap.of(1), panels.right().at(4, 3));
    assertEquals(ColorMap.of(0), panels.left().at(4, 3));
  }

  @Test
  void onlyAPlaneCanBeShown() {
    assertEquals(
        "density-2d shows a plane: it needs a model with 2 latents, but this one has 3",
        assertThrows(
                IllegalArgumentException.class,
                () -> draw(new Density2d(10, 8, 4), model(1, 0, 0, 0), 0, 0, 0))
            .getMessage());
  }

  @Test
  void badArgumentsAreNamed() {
    assertEquals(
        "draws must be positive but is 0",
        assertThrows(IllegalArgumentException.class, () -> new Density2d(0, 8, 4)).getMessage());
    assertEquals(
        "pixels must be 2 … 1024 but is 1025",
        assertThrows(IllegalArgumentException.class, () -> new Density2d(1, 1025, 4)).getMessage());
    assertEquals(
        "extent must be positive and finite but is 0.0",
        assertThrows(IllegalArgumentException.class, () -> new Density2d(1, 8, 0)).getMessage());
  }
}

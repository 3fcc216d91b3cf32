package org.lowerbound.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.sampler.StandardNormalSampler;
import org.lowerbound.picture.Palette;
import org.lowerbound.picture.Panel;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.picture.Raster;
import org.tensorflow.ndarray.Shape;

/** Pictures of a model whose code of an image is the image, so that every pixel is known. */
final class ImageFiguresTest {
  /** Three images of two pixels in red, green and blue: the six units of a code. */
  private static final int[][] IMAGES = {
    {0x0000ff, 0x204060}, {0xc80000, 0x808080}, {0xffffff, 0x0a140a}
  };

  private static IdentityModel model;

  @BeforeAll
  static void build() {
    float[] values = new float[18];
    for (int i = 0; i < values.length; i++) {
      values[i] = (IMAGES[i / 6][i / 3 % 2] >> (16 - 8 * (i % 3)) & 0xff) / 255f;
    }
    model = new IdentityModel(Shape.of(1, 2, 3), 1, values);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static Picture draw(Figure figure) {
    return figure.build(model.harness().tf(), model.evaluated().graph()).draw(model.evaluated());
  }

  private static Raster image(int... pixels) {
    return new Raster(2, 1, pixels);
  }

  private static Raster example(int number) {
    return image(IMAGES[number]);
  }

  private static double value(int example, int unit) {
    return (IMAGES[example][unit / 3] >> (16 - 8 * (unit % 3)) & 0xff) / 255.0;
  }

  /** Returns an example with one unit of its code changed. */
  private static Raster changed(int example, int unit, double value) {
    int[] pixels = IMAGES[example].clone();
    int shift = 16 - 8 * (unit % 3);
    int level = (int) Math.round(255 * Math.max(0, Math.min(1, value)));
    pixels[unit / 3] = (pixels[unit / 3] & ~(0xff << shift)) | (level << shift);
    return image(pixels);
  }

  @Test
  void reconstructionsStandUnderTheirExamples() {
    Picture picture =
        draw(new Reconstructions(10, ImmutableList.of(2, 0), 10, false, "reconstructions"));
    List<Raster> line = List.of(example(2), example(0));
    assertEquals(
        PictureGrid.of(ImmutableList.of(line, line))
            .withRows(ImmutableList.of("input", "mean"))
            .draw(),
        picture.raster());
    // A golden pixel, whatever the layout: blue is blue.
    Raster inputs = picture.panels().get(0).of(picture.raster());
    assertEquals(0xffffff, inputs.at(0, 0));
    assertTrue(
        Arrays.stream(inputs.pixels()).anyMatch(color -> color == 0x0000ff)
            && Arrays.stream(inputs.pixels()).noneMatch(color -> color == 0xff0000));
  }

  @Test
  void linesThatAreTooLongGoOnBelowAndHeadingsStandOnce() {
    assertEquals(
        PictureGrid.of(
                ImmutableList.of(
                    List.of(example(0), example(1)),
                    List.of(example(0), example(1)),
                    List.of(example(2)),
                    List.of(example(2))))
            .withRows(ImmutableList.of("input", "mean", "", ""))
            .withRowGroups(2)
            .draw(),
        draw(new Reconstructions(3, ImmutableList.of(), 2, false, "r")).raster());
  }

  @Test
  void drawsDifferFromMeans() {
    Picture picture = draw(new Reconstructions(3, ImmutableList.of(), 10, true, "r"));
    List<Raster> parts =
        picture.panels().stream().map(panel -> panel.of(picture.raster())).toList();
    assertEquals(
        List.of("input", "mean", "draw"), picture.panels().stream().map(Panel::name).toList());
    assertEquals(parts.get(0), parts.get(1));
    assertNotEquals(parts.get(1), parts.get(2));
  }

  @Test
  void interpolationsGoFromOneExampleToTheOther() {
    // Unit by unit: 00 00 ff 20 40 60 to c8 00 00 80 80 80, and back.
    Raster quarter = image(0x3200bf, 0x385068);
    Raster half = image(0x640080, 0x506070);
    Raster threeQuarters = image(0x960040, 0x687078);
    assertEquals(
        PictureGrid.of(
                ImmutableList.of(
                    List.of(
                        example(0),
                        example(0),
                        quarter,
                        half,
                        threeQuarters,
                        example(1),
                        example(1)),
                    List.of(
                        example(1),
                        example(1),
                        threeQuarters,
                        half,
                        quarter,
                        example(0),
                        example(0))))
            .withColumns(ImmutableList.of("input", "0", "0.25", "0.5", "0.75", "1", "input"))
            .draw(),
        draw(new Interpolations(6, ImmutableList.of(0, 1, 1, 0), 5, InterpolationPath.LINEAR, "i"))
            .raster());
  }

  /** KL(N(x, σ²) ‖ N(0, 1)), mean over the examples. */
  private static double kl(int unit) {
    double s = IdentityModel.posteriorScale(unit);
    return IntStream.range(0, 3)
        .mapToDouble(e -> 0.5 * (s * s + value(e, unit) * value(e, unit) - 1) - Math.log(s))
        .average()
        .orElseThrow();
  }

  private static List<Integer> byKl() {
    return IntStream.range(0, 6).boxed().sorted((a, b) -> Double.compare(kl(b), kl(a))).toList();
  }

  private static void checkTraversals(Spread spread, double[] middles, double[] deviations) {
    double range = 0.5;
    ImmutableList.Builder<List<Raster>> lines = ImmutableList.builder();
    ImmutableList.Builder<String> headings = ImmutableList.builder();
    for (int unit : byKl().subList(0, 4)) {
      lines.add(
          List.of(
              changed(1, unit, middles[unit] - range * deviations[unit]),
              changed(1, unit, middles[unit]),
              changed(1, unit, middles[unit] + range * deviations[unit])));
      headings.add("unit %d, KL %s nats".formatted(unit + 1, Numbers.hundredths(kl(unit))));
    }
    assertEquals(
        PictureGrid.of(lines.build())
            .withTitle(spread.words())
            .withRows(headings.build())
            .withColumns(ImmutableList.of("−0.5", "0", "0.5"))
            .draw(),
        draw(new Traversals(4, 3, range, spread, Traversals.Origin.EXAMPLE, 1, "t")).raster());
  }

  private static double[] ofUnits(IntToDoubleFunction number) {
    return IntStream.range(0, 6).mapToDouble(number).toArray();
  }

  private static double mean(int unit) {
    return (value(0, unit) + value(1, unit) + value(2, unit)) / 3;
  }

  @Test
  void unitsGoThroughThePriorFromTheOneWithTheLargestKl() {
    assertTrue(!byKl().equals(List.of(0, 1, 2, 3, 4, 5)), "the order says nothing");
    checkTraversals(Spread.PRIOR, new double[6], ofUnits(unit -> 1));
  }

  @Test
  void unitsGoThroughTheExamplesPosterior() {
    checkTraversals(
        Spread.POSTERIOR, ofUnits(unit -> value(1, unit)), ofUnits(IdentityModel::posteriorScale));
  }

  @Test
  void unitsGoThroughAllCodes() {
    checkTraversals(
        Spread.AGGREGATE,
        ofUnits(ImageFiguresTest::mean),
        ofUnits(
            unit -> {
              double variance = Math.pow(IdentityModel.posteriorScale(unit), 2);
              for (int e = 0; e < 3; e++) {
                variance += Math.pow(value(e, unit) - mean(unit), 2) / 3;
              }
              return Math.sqrt(variance);
            }));
  }

  @Test
  void otherUnitsMayStayAtThePriorsMean() {
    Picture picture = draw(new Traversals(1, 2, 1, Spread.PRIOR, Traversals.Origin.PRIOR, 0, "t"));
    int unit = byKl().get(0);
    int[] pixels = new int[2];
    pixels[unit / 3] = 0xff << (16 - 8 * (unit % 3));
    assertEquals(
        PictureGrid.of(ImmutableList.of(List.of(image(0, 0), image(pixels))))
            .withTitle(Spread.PRIOR.words())
            .withRows(
                List.of("unit %d, KL %s nats".formatted(unit + 1, Numbers.hundredths(kl(unit)))))
            .withColumns(List.of("−1", "1"))
            .draw(),
        picture.raster());
  }

  @Test
  void editsAddToUnits() {
    Edit one = new Edit(ImmutableList.of(2), ImmutableList.of(0.5));
    Edit two = new Edit(ImmutableList.of(1, 3), ImmutableList.of(0.25, -2.0));
    assertEquals(
        PictureGrid.of(
                ImmutableList.of(
                    List.of(
                        example(0),
                        example(0),
                        image(0x0080ff, 0x204060),
                        image(0x400000, 0x204060)),
                    List.of(
                        example(2),
                        example(2),
                        image(0xffffff, 0x0a140a),
                        image(0xffff00, 0x0a140a))))
            .withColumns(
                ImmutableList.of("input", "unchanged", "unit 2 + 0.5", "unit 1 + 0.25, unit 3 − 2"))
            .draw(),
        draw(new Edits(ImmutableList.of(one, two), 5, ImmutableList.of(0, 2), "e")).raster());
  }

  @Test
  void theDeviationOfDrawsIsThatOfTheModel() {
    Picture picture = draw(new Uncertainty(3, ImmutableList.of(), 400, true, "u"));
    List<Panel> panels = picture.panels();
    assertEquals(
        List.of("input", "at the mean code", "mean of 400 draws"),
        panels.stream().map(Panel::name).limit(3).toList());
    Raster inputs = panels.get(0).of(picture.raster());
    assertEquals(inputs, panels.get(1).of(picture.raster()));
    // The second pixel's channels have the scales 0.6, 0.5, 0.4: the root mean square is 0.507,
    // and the largest of three estimates, 3.5 % each, is less than 12 % off.
    double largest = Double.parseDouble(panels.get(3).name().replaceAll(".* to ", ""));
    assertEquals(Math.sqrt((0.16 + 0.25 + 0.36) / 3), largest, 0.06);
    // The mean is nearly the input: 0.6 / 20, four times, are 31 levels; halfway is not within it.
    Raster means = panels.get(2).of(picture.raster());
    for (int i = 0; i < inputs.pixels().length; i++) {
      for (int shift = 0; shift <= 16; shift += 8) {
        assertEquals(inputs.pixels()[i] >> shift & 0xff, means.pixels()[i] >> shift & 0xff, 31);
      }
    }
  }

  @Test
  void moreDrawsOfXHaveMoreDeviation() {
    PixelMoments moments = new PixelMoments(3);
    moments.add(new float[] {1, 0, 5, 3, 0, 1});
    moments.add(new float[] {5, 0, 3});
    assertEquals(3, moments.mean()[0]);
    assertEquals(3, moments.mean()[2]);
    // Variances 4, 0, 4 by n − 1.
    assertEquals(2, moments.deviations(1)[2], 1e-12);
    assertEquals(Math.sqrt(8 / 3.0), moments.deviations(3)[0], 1e-12);
  }

  private static SamplesFigure samples(int count, boolean means, String name) {
    return new SamplesFigure(count, 3, means, new StandardNormalSampler(), name);
  }

  @Test
  void samplesAreTheSameAgainAndOthersByAnotherName() {
    Raster first = draw(samples(7, true, "a")).raster();
    assertEquals(first, draw(samples(7, true, "a")).raster());
    assertNotEquals(first, draw(samples(7, true, "b")).raster());
    assertNotEquals(first, draw(samples(7, false, "a")).raster());
    // Seven on lines of three: the last line has one, and white beside it.
    assertEquals(
        PictureGrid.lines(Collections.nCopies(7, example(0)), 3).draw().height(), first.height());
  }

  @Test
  void everyKindOfPictureIsTheSameAgain() {
    for (Figure figure :
        List.of(
            new Uncertainty(2, ImmutableList.of(), 10, false, "u"),
            new Reconstructions(2, ImmutableList.of(), 2, true, "r"),
            new Refinement(
                2, 5, ImmutableList.of(0, 1, 3), false, new StandardNormalSampler(), "f"))) {
      assertEquals(draw(figure).raster(), draw(figure).raster(), figure.name());
    }
  }

  @Test
  void pointsOnThePlaneAreDots() {
    try (IdentityModel plane = new IdentityModel(Shape.of(2), 1, 0, 0, 1, 2, -3, 1)) {
      float[] points = {0, 0, 1, 2};
      Figure figure = new Reconstructions(2, ImmutableList.of(), 10, false, "r");
      figure.checkFits(plane.evaluated().graph().dataset());
      assertEquals(
          PlaneDots.draw(ImmutableMap.of("input", points, "mean", points)),
          figure
              .build(plane.harness().tf(), plane.evaluated().graph())
              .draw(plane.evaluated())
              .raster());
      Raster samples =
          samples(50, true, "s")
              .build(plane.harness().tf(), plane.evaluated().graph())
              .draw(plane.evaluated())
              .raster();
      // Dots in both colours: the data's and the samples'.
      for (int color : Palette.of(2)) {
        assertTrue(Arrays.stream(samples.pixels()).anyMatch(pixel -> pixel == color));
      }
    }
  }
}

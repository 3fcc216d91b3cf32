package org.lowerbound.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.continuous.FullNormal;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.KlHistory;
import org.lowerbound.evaluation.NormalCodes;
import org.lowerbound.picture.Palette;
import org.lowerbound.picture.Raster;
import org.lowerbound.picture.Series;
import org.lowerbound.testing.GraphHarness;

final class KlOverTrainingTest {
  private static final KlHistory HISTORY =
      KlHistory.NONE
          .with(1, ImmutableDoubleArray.of(0.5, 0.25, 2, 0.1))
          .with(3, ImmutableDoubleArray.of(0, 0.5, 3, 0.75));

  private static Raster draw(KlHistory history) {
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = NormalCodes.of(harness, 2, new float[4]).withKlHistory(history);
      return new KlOverTraining(2).build(harness.tf(), evaluated.graph()).draw(evaluated).raster();
    }
  }

  @Test
  void eachUnitIsALineAndThoseThatEndHighestHaveNames() {
    ImmutableList<Series> series = new KlOverTraining(2).series(HISTORY);
    assertEquals(
        ImmutableList.of("", "", "unit 3", "unit 4"), series.stream().map(Series::name).toList());
    assertEquals(ImmutableDoubleArray.of(0.25, 0.5), series.get(0).y());
    assertEquals(ImmutableDoubleArray.of(0.5, 0), series.get(1).y());
    assertEquals(ImmutableDoubleArray.of(2, 3), series.get(2).y());
    assertEquals(Palette.NONE, series.get(0).color());
    assertNotEquals(series.get(2).color(), series.get(3).color());
    for (Series one : series) {
      assertEquals(ImmutableDoubleArray.of(1, 3), one.x());
    }
    assertEquals(4, new KlOverTraining(20).series(HISTORY).size(), "no more than there are");
    assertEquals(ImmutableList.of(), new KlOverTraining(3).series(KlHistory.NONE));
  }

  @Test
  void thePictureShowsTheLines() {
    int unit3 = new KlOverTraining(2).series(HISTORY).get(2).color();
    Raster drawn = draw(HISTORY);
    assertTrue(count(drawn, unit3) > 100, "a line of its colour");
    assertEquals(0, count(draw(KlHistory.NONE), unit3), "none where nothing was seen");
  }

  private static long count(Raster picture, int color) {
    long count = 0;
    for (int row = 0; row < picture.height(); row++) {
      for (int column = 0; column < picture.width(); column++) {
        count += picture.at(column, row) == color ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void whatHasNoKlOfEachUnitOrNoValidationIsRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated =
          NormalCodes.of(
              harness,
              2,
              new float[4],
              (tf, rows, pass) ->
                  new FullNormal(
                      tf.slice(rows, tf.array(0, 0), tf.array(-1, 2)),
                      tf.constant(new float[][] {{0.5f, 0}, {0.25f, 0.5f}}),
                      2));
      assertThrows(
          IllegalArgumentException.class,
          () -> new KlOverTraining(2).build(harness.tf(), evaluated.graph()));
      assertEquals(
          "kl-over-training draws what a training saw of the validation split, but test-set has"
              + " none",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new KlOverTraining(2).checkFits(evaluated.graph().dataset()))
              .getMessage());
    }
  }
}

package org.lowerbound.tools;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.model.ObservedData;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.picture.Plot;
import org.lowerbound.picture.Raster;
import org.lowerbound.picture.Series;
import org.lowerbound.training.Matrix;

/**
 * The first examples of a split, as they are stored: images one by one, grey where bits are drawn
 * at each use, with their classes if there are any; vectors as points on planes.
 */
final class DataSheet {
  private final Dataset dataset;
  private final Split split;
  private final Observations observations;
  private final int count;

  /**
   * Prepares a sheet.
   *
   * @param most how many examples at the most
   */
  DataSheet(Dataset dataset, Split split, int most) {
    if (!dataset.splits().containsKey(split)) {
      throw new ResultException(
          "%s has no %s split; it has %s"
              .formatted(dataset.name(), split.label(), dataset.splits().keySet()));
    }
    this.dataset = dataset;
    this.split = split;
    this.observations = dataset.splits().get(split);
    this.count = Math.min(most, observations.count());
  }

  /** Says what is on it. */
  String describe() {
    return "the first %d of %d of the %s split of %s"
        .formatted(count, observations.count(), split.label(), dataset.name());
  }

  /** Draws it. */
  Raster draw() {
    try {
      return dataset.observationShape().numDimensions() == 3 ? images() : points();
    } catch (IllegalArgumentException e) {
      throw new ResultException(e.getMessage(), e);
    }
  }

  private Raster images() {
    ImageSheet sheet =
        new ImageSheet(
            new ObservedData(dataset.observationShape(), dataset.kind(), dataset.trainMean()));
    Matrix images = matrix();
    int columns = PictureGrid.squareColumns(count);
    PictureGrid grid = sheet.grid(images, columns);
    return dataset.labels().isEmpty()
        ? grid.draw()
        : grid.withCaptions(
                Lists.partition(
                    IntStream.range(0, count).mapToObj(this::caption).toList(), columns))
            .draw();
  }

  private String caption(int row) {
    int label = label(row);
    return label == Labels.UNKNOWN ? "?" : Integer.toString(label);
  }

  private int label(int row) {
    return dataset.labels().map(labels -> labels.numbers().get(split)[row]).orElse(Labels.UNKNOWN);
  }

  /** Draws the first three values against each other, or the two that there are. */
  private Raster points() {
    int dimension = observations.dimension();
    checkArgument(
        dimension >= 2,
        "a sheet shows images, or vectors of at least 2 values, but those of %s have %s",
        dataset.name(),
        dimension);
    Matrix points = matrix();
    int[] classes = IntStream.range(0, count).map(this::label).toArray();
    ImmutableList.Builder<Raster> plots = ImmutableList.builder();
    for (int across = 0; across < Math.min(3, dimension); across++) {
      for (int up = across + 1; up < Math.min(3, dimension); up++) {
        plots.add(
            Plot.ofPlane(
                    Series.byClass(column(points, across), column(points, up), classes),
                    name(across),
                    name(up))
                .draw());
      }
    }
    return PictureGrid.of(ImmutableList.of(plots.build())).withScale(1).draw();
  }

  private static double[] column(Matrix points, int column) {
    return IntStream.range(0, points.rows()).mapToDouble(row -> points.at(row, column)).toArray();
  }

  private static String name(int value) {
    return "x" + (char) ('₁' + value);
  }

  private Matrix matrix() {
    int dimension = observations.dimension();
    Observations shown = observations.read(IntStream.range(0, count).toArray());
    float[] values = new float[Math.multiplyExact(count, dimension)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) shown.value(dataset.kind(), i / dimension, i % dimension);
    }
    return new Matrix(values, count, dimension);
  }
}

package org.lowerbound.tools;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.ObservedData;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.picture.Raster;
import org.lowerbound.training.Matrix;

/** Observations that are images, on one sheet: lines of images, some lines a group. */
final class ImageSheet {
  private static final int MOST_IMAGES = 10_000;

  private final int height;
  private final int width;
  private final int channels;

  /**
   * Prepares a sheet.
   *
   * @param observed what the images are
   * @throws IllegalArgumentException if they are none
   */
  ImageSheet(ObservedData observed) {
    long[] shape = observed.shape().asArray();
    checkArgument(
        shape.length == 3 && (shape[2] == 1 || shape[2] == 3) && observed.kind() != ValueKind.REAL,
        "a .png shows images, grey ones or such in red, green and blue, with values on [0, 1]; these"
            + " observations have the shape %s and are %s. A .npz takes anything",
        Arrays.toString(shape),
        observed.kind().description());
    this.height = (int) shape[0];
    this.width = (int) shape[1];
    this.channels = (int) shape[2];
  }

  /** Returns images line by line, so many on a line. */
  PictureGrid grid(Matrix images, int columns) {
    return grid(ImmutableList.of(images), columns);
  }

  /**
   * Returns groups of lines: in each the first so many images of every matrix, one matrix below the
   * other.
   *
   * @param matrices with the same number of images each
   */
  PictureGrid grid(List<Matrix> matrices, int columns) {
    int count = matrices.get(0).rows();
    checkArgument(
        (long) count * matrices.size() <= MOST_IMAGES,
        "a sheet has room for %s images, but these are %s; a .npz takes more",
        MOST_IMAGES,
        (long) count * matrices.size());
    ImmutableList.Builder<List<Raster>> lines = ImmutableList.builder();
    for (List<Integer> line :
        Lists.partition(IntStream.range(0, count).boxed().toList(), columns)) {
      for (Matrix images : matrices) {
        lines.add(Lists.transform(line, row -> image(images, row)));
      }
    }
    PictureGrid grid = PictureGrid.of(lines.build());
    return matrices.size() > 1 ? grid.withRowGroups(matrices.size()) : grid;
  }

  private Raster image(Matrix images, int row) {
    return Raster.image(images.row(row), 0, height, width, channels);
  }
}

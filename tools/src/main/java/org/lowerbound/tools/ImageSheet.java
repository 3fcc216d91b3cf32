package org.lowerbound.tools;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.List;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.figure.ImageColors;
import org.lowerbound.model.ObservedData;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.picture.Raster;
import org.lowerbound.training.Matrix;

/** Observations that are images, on one sheet: lines of images, some lines a group. */
final class ImageSheet {
  private static final int MOST_IMAGES = 10_000;

  private final ImageColors colors;

  /**
   * Prepares a sheet.
   *
   * @param observed what the images are
   * @throws IllegalArgumentException if they are none
   */
  ImageSheet(ObservedData observed) {
    this.colors =
        ImageColors.of(observed.shape(), observed.kind(), "a .png", ". A .npz takes anything");
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
    return colors.image(images.row(row), 0);
  }
}

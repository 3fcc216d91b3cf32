package org.lowerbound.tools;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Raster;
import org.lowerbound.model.ObservedData;
import org.lowerbound.training.Matrix;

/** Observations that are images, on one sheet: lines of images, some lines a group. */
final class ImageSheet {
  /** Images that are lower are shown with several pixels for one. */
  private static final int LEAST_HEIGHT = 48;

  private static final int GAP = 2;
  private static final int GROUP_GAP = 8;
  private static final int WHITE = 0xFFFFFF;
  private static final int MOST_IMAGES = 10_000;

  private final int height;
  private final int width;
  private final int channels;
  private final int scale;

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
    this.scale = Math.max(1, (LEAST_HEIGHT + height - 1) / height);
  }

  /** Returns about as many columns as lines. */
  static int squareColumns(int count) {
    return (int) Math.ceil(Math.sqrt(count));
  }

  /**
   * Draws images, line by line.
   *
   * @param columns how many go on a line
   */
  Raster draw(Matrix images, int columns) {
    return draw(ImmutableList.of(images), columns);
  }

  /**
   * Draws groups of lines: in each the first so many images of every matrix, one matrix below the
   * other.
   *
   * @param matrices with the same number of images each
   */
  Raster draw(List<Matrix> matrices, int columns) {
    int count = matrices.get(0).rows();
    checkArgument(
        (long) count * matrices.size() <= MOST_IMAGES,
        "a sheet has room for %s images, but these are %s; a .npz takes more",
        MOST_IMAGES,
        (long) count * matrices.size());
    int across = Math.min(columns, count);
    int groups = (count + across - 1) / across;
    int group = matrices.size() * (height * scale + GAP) - GAP;
    int between = matrices.size() > 1 ? GROUP_GAP : GAP;
    Canvas canvas =
        new Canvas(
            2 * GAP + across * (width * scale + GAP) - GAP,
            2 * GAP + groups * (group + between) - between,
            WHITE);
    for (int i = 0; i < count; i++) {
      int left = GAP + i % across * (width * scale + GAP);
      int top = GAP + i / across * (group + between);
      for (int m = 0; m < matrices.size(); m++) {
        canvas.put(image(matrices.get(m), i), left, top + m * (height * scale + GAP));
      }
    }
    return canvas.raster();
  }

  private Raster image(Matrix images, int row) {
    int[] pixels = new int[height * scale * width * scale];
    for (int y = 0; y < height * scale; y++) {
      for (int x = 0; x < width * scale; x++) {
        int first = ((y / scale) * width + x / scale) * channels;
        int color = 0;
        for (int c = 0; c < 3; c++) {
          color = color << 8 | level(images.at(row, first + Math.min(c, channels - 1)));
        }
        pixels[y * width * scale + x] = color;
      }
    }
    return new Raster(width * scale, height * scale, pixels);
  }

  private static int level(float value) {
    return Math.round(255 * Math.max(0, Math.min(1, value)));
  }
}

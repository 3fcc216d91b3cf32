package org.lowerbound.data.named;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.lowerbound.data.Observations;
import org.lowerbound.data.file.IdxFile;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.RemoteFile;

/**
 * Grey images and their labels in the layout of MNIST.
 *
 * @param images {@code [count, height, width]}
 * @param labels {@code [count]}
 * @param numbering what the numbers in the label file mean
 * @param order how the images are stored
 */
record IdxPart(RemoteFile images, RemoteFile labels, Numbering numbering, PixelOrder order)
    implements ImagePart {
  private static final int IMAGE_RANK = 3;

  /**
   * How a label file numbers the classes.
   *
   * @param first the number of the first class
   * @param classes how many there are
   */
  record Numbering(int first, int classes) {}

  @Override
  public ImmutableList<RemoteFile> files() {
    return ImmutableList.of(images, labels);
  }

  @Override
  public void check(DataSource source, boolean withLabels) {
    source.check(images);
    if (withLabels) {
      source.check(labels);
    }
  }

  @Override
  public ImageLevels images(DataSource source) {
    IdxFile idx =
        source.read(images, (path, content) -> imagesOf(path, IdxFile.parse(path, content)));
    int height = idx.sizes().get(1);
    int width = idx.sizes().get(2);
    Observations.Bytes upright = order.rowByRow(idx.observations(), height, width);
    return new ImageLevels(order.shape(height, width), upright);
  }

  @Override
  public int[] labels(DataSource source, int count) {
    return source.read(
        labels, (path, content) -> labelsOf(path, IdxFile.parse(path, content), count));
  }

  private static IdxFile imagesOf(Path path, IdxFile idx) {
    if (idx.sizes().size() != IMAGE_RANK) {
      throw new DataException(
          String.format(
              "%s: has the sizes %s, but images have [count, height, width]", path, idx.sizes()));
    }
    return idx;
  }

  private int[] labelsOf(Path path, IdxFile idx, int count) {
    if (!idx.sizes().equals(ImmutableList.of(count))) {
      throw new DataException(
          String.format(
              "%s: has the sizes %s, but the labels of %d images have [%d]",
              path, idx.sizes(), count, count));
    }
    int[] classes =
        IntStream.range(0, count).map(i -> (idx.values()[i] & 0xFF) - numbering.first()).toArray();
    for (int i = 0; i < count; i++) {
      if (classes[i] < 0 || classes[i] >= numbering.classes()) {
        throw new DataException(
            String.format(
                "%s: label %d is %d, but labels are %d … %d",
                path,
                i,
                classes[i] + numbering.first(),
                numbering.first(),
                numbering.first() + numbering.classes() - 1));
      }
    }
    return classes;
  }
}

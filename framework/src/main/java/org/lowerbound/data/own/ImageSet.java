package org.lowerbound.data.own;

import java.util.stream.IntStream;
import org.lowerbound.data.Observations;
import org.lowerbound.data.file.ImageFile;
import org.lowerbound.data.source.DataException;
import org.tensorflow.ndarray.Shape;

/**
 * The images of a folder in memory.
 *
 * @param folder where they came from
 * @param size of each
 * @param values grey levels, or levels of red, green and blue
 */
record ImageSet(ImageFolder folder, ImageSize size, Observations.Bytes values) {
  /** What a training holds besides: a copy in its graph, and splits. */
  private static final int COPIES = 3;

  /**
   * Reads all images, some at a time.
   *
   * @throws DataException if one of them cannot be read, or they are too many for the memory; of
   *     several the first by name is reported
   */
  static ImageSet read(ImageFolder folder, ImageForm form) {
    int count = folder.images().size();
    ImageSize size = form.sizeOr(ImageFile.read(folder.path(0)));
    int dimension = size.height() * size.width() * form.channels();
    checkMemory(folder, size, form.channels());
    byte[] values = new byte[count * dimension];
    DataException[] failures = new DataException[count];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              try {
                form.put(
                    ImageFile.read(folder.path(i)),
                    folder.path(i),
                    folder.path(0),
                    size,
                    values,
                    i * dimension);
              } catch (DataException e) {
                failures[i] = e;
              }
            });
    for (DataException failure : failures) {
      if (failure != null) {
        throw failure;
      }
    }
    return new ImageSet(folder, size, new Observations.Bytes(values, count, dimension));
  }

  private static void checkMemory(ImageFolder folder, ImageSize size, int channels) {
    long bytes = (long) folder.images().size() * size.height() * size.width() * channels;
    long heap = Runtime.getRuntime().maxMemory();
    if (bytes > Integer.MAX_VALUE || COPIES * bytes > heap) {
      throw new DataException(
          String.format(
              "%s: %d images of %d x %d pixels and %d channels take %d MB, of which there can be at"
                  + " most %d; a smaller \"size\" or \"channels\": 1 works, and more memory by"
                  + " java -Xmx",
              folder.root(),
              folder.images().size(),
              size.height(),
              size.width(),
              channels,
              bytes >> 20,
              Math.min(Integer.MAX_VALUE, heap / COPIES) >> 20));
    }
  }

  /** Returns the shape of an image. */
  Shape shape(int channels) {
    return Shape.of(size.height(), size.width(), channels);
  }
}

package org.lowerbound.data.named;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.lowerbound.data.Observations;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.RemoteFile;
import org.tensorflow.ndarray.Shape;

/**
 * Images in the binary layout of CIFAR-10 (Krizhevsky 2009): one record after the other, each one
 * byte for the class, then the red values of 32 x 32 pixels row by row, the green ones, the blue
 * ones.
 *
 * @param files the batches, in order
 * @param perFile how many images each has
 */
record CifarPart(ImmutableList<RemoteFile> files, int perFile) implements ImagePart {
  /** The number of classes. */
  static final int CLASSES = 10;

  private static final int SIDE = 32;
  private static final int CHANNELS = 3;
  private static final int PLANE = SIDE * SIDE;
  private static final int DIMENSION = PLANE * CHANNELS;

  /** The bytes of one image with its class. */
  static final int RECORD = 1 + DIMENSION;

  /** The images of one file and their classes. */
  @SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
  private record Batch(byte[] levels, int[] classes) {}

  @Override
  public void check(DataSource source, boolean withLabels) {
    files.forEach(file -> source.check(file));
  }

  @Override
  public ImageLevels images(DataSource source) {
    byte[] levels = new byte[files.size() * perFile * DIMENSION];
    int first = 0;
    for (Batch batch : batches(source)) {
      System.arraycopy(batch.levels(), 0, levels, first, batch.levels().length);
      first += batch.levels().length;
    }
    return new ImageLevels(
        Shape.of(SIDE, SIDE, CHANNELS),
        new Observations.Bytes(levels, files.size() * perFile, DIMENSION));
  }

  @Override
  public int[] labels(DataSource source, int count) {
    int[] labels = new int[count];
    int first = 0;
    for (Batch batch : batches(source)) {
      System.arraycopy(batch.classes(), 0, labels, first, perFile);
      first += perFile;
    }
    return labels;
  }

  private ImmutableList<Batch> batches(DataSource source) {
    return files.stream().map(file -> source.read(file, this::read)).collect(toImmutableList());
  }

  private Batch read(Path path, InputStream content) {
    byte[] levels = new byte[perFile * DIMENSION];
    int[] classes = new int[perFile];
    byte[] stored = new byte[RECORD];
    for (int image = 0; image < perFile; image++) {
      int length = read(path, content, stored);
      if (length < RECORD) {
        throw new DataException(
            String.format(
                "%s: is truncated: it ends within image %d of %d", path, image + 1, perFile));
      }
      classes[image] = stored[0] & 0xFF;
      if (classes[image] >= CLASSES) {
        throw new DataException(
            String.format(
                "%s: image %d is of class %d, but classes are 0 … %d: it is not a CIFAR-10 file",
                path, image + 1, classes[image], CLASSES - 1));
      }
      for (int pixel = 0; pixel < PLANE; pixel++) {
        for (int channel = 0; channel < CHANNELS; channel++) {
          levels[image * DIMENSION + pixel * CHANNELS + channel] =
              stored[1 + channel * PLANE + pixel];
        }
      }
    }
    return new Batch(levels, classes);
  }

  private static int read(Path path, InputStream content, byte[] stored) {
    try {
      return content.readNBytes(stored, 0, RECORD);
    } catch (IOException e) {
      throw new DataException(path + ": is damaged: " + e.getMessage(), e);
    }
  }
}

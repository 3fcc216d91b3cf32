package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.picture.Raster;
import org.tensorflow.ndarray.Shape;

/**
 * How the values of an observation become the colours of an image. Values are raw ones, {@code
 * [height, width, channels]}, last index fastest: three channels are red, green and blue.
 *
 * @param height in pixels
 * @param width in pixels
 * @param channels 1 for grey, 3 for colour
 * @param least the value that is black
 * @param greatest the value that is white, or all there is of a colour
 */
public record ImageColors(int height, int width, int channels, double least, double greatest) {
  /** Checks the arguments. */
  public ImageColors {
    checkArgument(channels == 1 || channels == 3, "an image has 1 channel or 3, not %s", channels);
    checkArgument(
        least < greatest, "white must be more than black, but they are %s, %s", greatest, least);
  }

  /** Returns whether observations of a shape are images that can be shown. */
  public static boolean isImage(Shape shape) {
    long[] sizes = shape.asArray();
    return sizes.length == 3 && (sizes[2] == 1 || sizes[2] == 3);
  }

  /**
   * Returns the colours of images with values on [0, 1].
   *
   * @param what shows them, for the message
   * @param otherwise what works with other observations, for the message
   * @throws IllegalArgumentException if observations of the shape and the kind are none
   */
  public static ImageColors of(Shape shape, ValueKind kind, String what, String otherwise) {
    checkArgument(
        isImage(shape) && kind != ValueKind.REAL,
        "%s shows images, grey ones or such in red, green and blue, with values on [0, 1]; these"
            + " observations have the shape %s and are %s%s",
        what,
        Arrays.toString(shape.asArray()),
        kind.description(),
        otherwise);
    return of(shape, 0, 1);
  }

  /**
   * Returns the colours of a data set's images. Real values lie between the least and the greatest
   * one of the training split, unless all are on [0, 1].
   *
   * @param who shows them, by its type name
   * @throws IllegalArgumentException if the data are no images
   */
  public static ImageColors of(Dataset dataset, String who) {
    checkIsImage(dataset, who);
    if (dataset.kind() != ValueKind.REAL) {
      return of(dataset.observationShape(), 0, 1);
    }
    double least = 0;
    double greatest = 1;
    for (Observations part : dataset.splits().get(Split.TRAIN).parts()) {
      for (int row = 0; row < part.count(); row++) {
        for (int column = 0; column < dataset.dimension(); column++) {
          double value = dataset.rawValue(part, row, column);
          least = Math.min(least, value);
          greatest = Math.max(greatest, value);
        }
      }
    }
    return of(dataset.observationShape(), least, greatest);
  }

  /**
   * Checks that a data set's observations are images.
   *
   * @throws IllegalArgumentException if not
   */
  static void checkIsImage(Dataset dataset, String who) {
    checkArgument(
        isImage(dataset.observationShape()),
        "%s shows images, [height, width, 1] or [height, width, 3]; the observations of %s have the"
            + " shape %s",
        who,
        dataset.name(),
        Arrays.toString(dataset.observationShape().asArray()));
  }

  private static ImageColors of(Shape shape, double least, double greatest) {
    return new ImageColors(
        (int) shape.get(0), (int) shape.get(1), (int) shape.get(2), least, greatest);
  }

  /** Returns the value half way between black and white. */
  float middle() {
    return (float) (0.5 * (least + greatest));
  }

  /** Returns the number of values of an image. */
  int size() {
    return height * width * channels;
  }

  /**
   * Returns one of several images.
   *
   * @param values of all of them, one after the other
   * @param index which
   */
  public Raster image(float[] values, int index) {
    float[] shares = new float[size()];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (float) ((values[index * size() + i] - least) / (greatest - least));
    }
    return Raster.image(shares, 0, height, width, channels);
  }

  /** Returns all of several images. */
  Raster[] images(float[] values) {
    return IntStream.range(0, values.length / size())
        .mapToObj(i -> image(values, i))
        .toArray(Raster[]::new);
  }
}

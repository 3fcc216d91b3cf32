package org.lowerbound.tools.compress;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.lowerbound.compression.PngSize;
import org.lowerbound.compression.StreamSizes;
import org.tensorflow.ndarray.Shape;

/** What a code of images takes, beside a bound of it and the codes of other programs. */
public final class RateTable {
  private RateTable() {}

  /**
   * Returns the lines of the table.
   *
   * @param code the code
   * @param elbo the mean ELBO of the images, nats
   * @param shape of an image
   * @param bits whether values are 0 and 1
   */
  public static String of(ImageCode code, double elbo, Shape shape, boolean bits) {
    int[][] symbols = code.symbols();
    int count = symbols.length;
    PngSize png = new PngSize(shape, bits);
    StreamSizes sizes = StreamSizes.of(Arrays.asList(symbols), bits);
    Map<String, Double> perImage = new LinkedHashMap<>();
    perImage.put("bits back", code.netBits() / count);
    perImage.put("-ELBO", -elbo / Math.log(2));
    perImage.put("starting bits, not charged", (double) code.startingBits() / count);
    perImage.put("the file with all of it", code.fileBits() / count);
    perImage.put(
        "png, a file each",
        Arrays.stream(symbols).mapToInt(png::fileBytes).average().orElseThrow() * Byte.SIZE);
    perImage.put("gzip, one stream", (double) Byte.SIZE * sizes.gzip() / count);
    perImage.put("bzip2, one stream", (double) Byte.SIZE * sizes.bzip2() / count);
    perImage.put("xz, one stream", (double) Byte.SIZE * sizes.xz() / count);
    StringBuilder lines =
        new StringBuilder(
            String.format(Locale.ROOT, "%-28s%12s%12s%n", "", "bits/image", "bits/value"));
    perImage.forEach(
        (name, rate) ->
            lines.append(
                String.format(
                    Locale.ROOT, "%-28s%12.2f%12.4f%n", name, rate, rate / shape.size())));
    return lines.toString();
  }
}

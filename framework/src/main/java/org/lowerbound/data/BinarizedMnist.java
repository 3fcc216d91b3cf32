package org.lowerbound.data;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.net.URI;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * Statically binarised MNIST in the one draw that the literature shares: 50,000 training, 10,000
 * validation and 10,000 test images of 28 x 28 (Salakhutdinov and Murray 2008, "On the quantitative
 * analysis of deep belief networks"; files by H. Larochelle). There are no labels, and the order is
 * not that of MNIST.
 *
 * <p>A split may be in any of three forms with the same content: {@code
 * binarized_mnist_train-images-idx3-ubyte.gz}, {@code binarized_mnist_train.amat.gz}, and the
 * official {@code binarized_mnist_train.amat}, which is what is downloaded.
 */
public record BinarizedMnist() implements DatasetSpec {
  private static final String NAME = "binarized-mnist";
  private static final int SIDE = 28;

  private static final ImmutableMap<Split, Part> PARTS =
      ImmutableMap.of(
          Split.TRAIN,
          new Part(
              50_000,
              file(
                  "train-images-idx3-ubyte.gz",
                  1_844_294,
                  "29c9b0e88796ccc980a814814e1c510c28ec9591af9ee53de6f5b6f5e7d19992"),
              file(
                  "train.amat.gz",
                  2_197_797,
                  "877c7951e875c52ab7801f4ff16aeecb7816ebd697658231efeb2b640f01a3d8"),
              official(
                  "train.amat",
                  78_400_000,
                  "ad693b29f94c14277b095f5238ddefbbdaaae0939789dd2f4f0205278cee3e4d")),
          Split.VALIDATION,
          new Part(
              10_000,
              file(
                  "valid-images-idx3-ubyte.gz",
                  368_995,
                  "28dbb7038b093a1a7b05d5924828d5d992d9b61b780d40321a83edbfbaeba525"),
              file(
                  "valid.amat.gz",
                  439_811,
                  "aeb77ba9e35dc39d9e5034538273523e37ff578c97d723a59f7ee4345373abad"),
              official(
                  "valid.amat",
                  15_680_000,
                  "1de3d397c40fe8eeb33dafd4099a1f665ec01e96d9be234aaeeac8a34930e2e2")),
          Split.TEST,
          new Part(
              10_000,
              file(
                  "test-images-idx3-ubyte.gz",
                  349_419,
                  "2ec0710ee02fe07a3f8d2b6daec8e2aa068dced78b19a8cd6bc1cedf16247367"),
              file(
                  "test.amat.gz",
                  416_083,
                  "b70dc82f02d6c858f598dbd879445709c2e5070d9a9749588b9c3800efa44af1"),
              official(
                  "test.amat",
                  15_680_000,
                  "e6687bfea3f820c174f33b7865140b2a2dd2930ef786f35d45795fc193b5ab2c")));

  @Override
  public Dataset load(DataSource source) {
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    PARTS.forEach((split, part) -> splits.put(split, part.read(source)));
    return Dataset.of(
        NAME,
        Shape.of(SIDE, SIDE, 1),
        ValueKind.BINARY,
        FreshDraw.NOTHING,
        splits.buildOrThrow(),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public void check(DataSource source) {
    PARTS.values().forEach(part -> source.check(part.idx, part.packedText, part.text));
  }

  private static RemoteFile file(String ending, long size, String sha256) {
    return new RemoteFile(NAME, "binarized_mnist_" + ending, size, sha256, ImmutableList.of());
  }

  private static RemoteFile official(String ending, long size, String sha256) {
    String name = "binarized_mnist_" + ending;
    URI address =
        URI.create("http://www.cs.toronto.edu/~larocheh/public/datasets/binarized_mnist/" + name);
    return new RemoteFile(NAME, name, size, sha256, ImmutableList.of(address));
  }

  /** One split in its three forms. */
  private record Part(int count, RemoteFile idx, RemoteFile packedText, RemoteFile text) {
    Observations.Bytes read(DataSource source) {
      FileContent content = source.read(idx, packedText, text);
      Observations.Bytes images =
          content.file().equals(idx)
              ? IdxFile.parse(content.path(), content.bytes()).observations()
              : AmatFile.parse(content.path(), content.bytes(), SIDE * SIDE);
      if (images.count() != count) {
        throw new DataException(
            String.format("%s: has %d images and not %d", content.path(), images.count(), count));
      }
      return images;
    }
  }
}

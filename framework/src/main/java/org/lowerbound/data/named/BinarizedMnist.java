package org.lowerbound.data.named;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetNote;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.file.AmatFile;
import org.lowerbound.data.file.IdxFile;
import org.lowerbound.data.source.Checksum;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataFolders;
import org.lowerbound.data.source.DataForm;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.RemoteFile;
import org.tensorflow.ndarray.Shape;

/**
 * Statically binarised MNIST in the one draw that the literature shares: 50,000 training, 10,000
 * validation and 10,000 test images of 28 x 28 (Salakhutdinov and Murray 2008, "On the quantitative
 * analysis of deep belief networks"; files by H. Larochelle). There are no labels, and the order is
 * not that of MNIST.
 *
 * <p>A split may be in either of two forms, each plain or gzip-compressed: {@code
 * binarized_mnist_train-images-idx3-ubyte}, and the official {@code binarized_mnist_train.amat},
 * which is what is downloaded.
 */
public record BinarizedMnist() implements DescribedDataset {
  private static final String NAME = "binarized-mnist";
  private static final int SIDE = 28;

  private static final DataFolders FOLDERS = DataFolders.of(NAME, "binarized_mnist");

  private static final ImmutableList<String> WEB_FOLDERS =
      ImmutableList.of(
          "https://www.cs.toronto.edu/~larocheh/public/datasets/binarized_mnist/",
          "http://www.cs.toronto.edu/~larocheh/public/datasets/binarized_mnist/");

  private static final ImmutableMap<Split, Part> PARTS =
      ImmutableMap.of(
          Split.TRAIN,
          new Part(
              50_000,
              idx(
                  "train",
                  39_200_016,
                  "0eae7dff54784fdce12433da8ed5d8549d4676c91740d78aa0b18fa99a8b96f2"),
              text(
                  "train",
                  78_400_000,
                  "ad693b29f94c14277b095f5238ddefbbdaaae0939789dd2f4f0205278cee3e4d")),
          Split.VALIDATION,
          new Part(
              10_000,
              idx(
                  "valid",
                  7_840_016,
                  "1b017d51bf2733a6cbde62f26dd36be91c88ab4e95f8de9cdafadcb26fe9a852"),
              text(
                  "valid",
                  15_680_000,
                  "1de3d397c40fe8eeb33dafd4099a1f665ec01e96d9be234aaeeac8a34930e2e2")),
          Split.TEST,
          new Part(
              10_000,
              idx(
                  "test",
                  7_840_016,
                  "491785121c5ff9ffb073809cd7c755a241b9e04052f1cf2ec7c9608a9346e097"),
              text(
                  "test",
                  15_680_000,
                  "e6687bfea3f820c174f33b7865140b2a2dd2930ef786f35d45795fc193b5ab2c")));

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "MNIST in one fixed draw of bits",
        "50,000 + 10,000 + 10,000 of 28 x 28",
        "none stated; made from MNIST",
        "Salakhutdinov and Murray 2008, files by H. Larochelle, " + WEB_FOLDERS.get(0));
  }

  @Override
  public ImmutableList<ImmutableList<RemoteFile>> files() {
    return PARTS.values().stream()
        .map(part -> ImmutableList.of(part.idx, part.text))
        .collect(toImmutableList());
  }

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
    PARTS.values().forEach(part -> source.check(part.idx, part.text));
  }

  private static RemoteFile idx(String part, long size, String sha256) {
    return RemoteFile.local(
        FOLDERS, "binarized_mnist_" + part + "-images-idx3-ubyte", new Checksum(size, sha256));
  }

  private static RemoteFile text(String part, long size, String sha256) {
    return RemoteFile.plain(
        FOLDERS, "binarized_mnist_" + part + ".amat", new Checksum(size, sha256), WEB_FOLDERS);
  }

  /** One split in its two forms, the shorter first. */
  private record Part(int count, RemoteFile idx, RemoteFile text) {
    Observations.Bytes read(DataSource source) {
      Observations.Bytes images =
          source.read(
              ImmutableList.of(
                  new DataForm<>(
                      idx, (path, content) -> IdxFile.parse(path, content).observations()),
                  new DataForm<>(
                      text, (path, content) -> AmatFile.parse(path, content, SIDE * SIDE))));
      if (images.count() != count) {
        throw new DataException(
            String.format("%s: has %d images and not %d", text.name(), images.count(), count));
      }
      return images;
    }
  }
}

package org.lowerbound.data.named;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetNote;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.Checksum;
import org.lowerbound.data.source.DataFolders;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.RemoteFile;
import org.lowerbound.spec.Default;
import org.tensorflow.ndarray.Shape;

/**
 * Caltech-101 Silhouettes: binary 28 x 28 outlines of things of 101 classes, 4,100 for training,
 * 2,264 for validation and 2,307 for test, which is their split 1 (Marlin, Swersky, Chen and de
 * Freitas 2010, "Inductive principles for restricted Boltzmann machine learning").
 *
 * <p>The files are split 1 of {@code caltech101_silhouettes_28_split1.mat} in the layout of MNIST,
 * upright. There, and here unless told else, 0 is the thing and 1 what is around it; some papers
 * train on 1 - x. Labels, 1 … 101 in the files, are 0 … 100 here.
 *
 * @param invert whether observations are 1 - x, so that the thing is 1
 * @param labels which of the images' classes are given
 */
public record CaltechSilhouettes(
    @Default("false") boolean invert, @Default("false") LabelChoice labels)
    implements DescribedDataset {
  private static final String NAME = "caltech101-silhouettes";
  private static final int CLASSES = 101;
  private static final int SIDE = 28;
  private static final DataFolders FOLDERS = DataFolders.of(NAME);
  private static final IdxPart.Numbering NUMBERING = new IdxPart.Numbering(1, CLASSES);

  private static final ImmutableMap<Split, IdxPart> PARTS =
      ImmutableMap.of(
          Split.TRAIN,
          part(
              "train",
              new Checksum(
                  3_214_416, "4726df30ed85d53b6530d6371760464606e8c297a8bb5302cb097bac2064708e"),
              new Checksum(
                  4_108, "5ceab0e66416366baabb89602dc51489e32dc572085ccf1bdab11499348c3f95")),
          Split.VALIDATION,
          part(
              "valid",
              new Checksum(
                  1_774_992, "79c46f895724e4a515f9fd38352a27fe6f9825b431a93c55fd7a7d02886f59a2"),
              new Checksum(
                  2_272, "b272c283962136c57b09f5709f7bff6c1367b1ac6bfb4e125f88f1c8a754d91f")),
          Split.TEST,
          part(
              "test",
              new Checksum(
                  1_808_704, "c7acbba938f7f249273457bb7a46df1cc5ac69157b9836bf6a39f8e7648ebf41"),
              new Checksum(
                  2_315, "dbdce792e5bc219dcc55090447c3cdc859a847a526c94938448f07dacd9dc5f5")));

  /** Checks the number of known labels. */
  public CaltechSilhouettes {
    labels.checkClasses(CLASSES);
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "silhouettes of things of 101 classes, binary",
        "4,100 + 2,264 + 2,307 of 28 x 28",
        "none stated; made from Caltech-101 (CC BY 4.0)",
        "Marlin, Swersky, Chen and de Freitas 2010,"
            + " https://people.cs.umass.edu/~marlin/data.shtml",
        "0 is the thing and 1 what is around it; \"invert\": true gives 1 - x");
  }

  @Override
  public ImmutableList<ImmutableList<RemoteFile>> files() {
    return PARTS.values().stream()
        .flatMap(part -> part.files().stream())
        .map(ImmutableList::of)
        .collect(toImmutableList());
  }

  @Override
  public Dataset load(DataSource source) {
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    ImmutableMap.Builder<Split, int[]> numbers = ImmutableMap.builder();
    PARTS.forEach(
        (split, part) -> {
          Observations.Bytes images = part.images(source).levels();
          splits.put(split, invert ? inverted(images) : images);
          if (labels.given()) {
            numbers.put(split, part.labels(source, images.count()));
          }
        });
    Dataset dataset =
        Dataset.of(
            NAME,
            Shape.of(SIDE, SIDE, 1),
            ValueKind.BINARY,
            FreshDraw.NOTHING,
            splits.buildOrThrow(),
            Optional.empty(),
            Optional.empty());
    return labels.given()
        ? dataset.withLabels(labels.known(new Labels(CLASSES, numbers.buildOrThrow())))
        : dataset;
  }

  @Override
  public void check(DataSource source) {
    PARTS.values().forEach(part -> part.check(source, labels.given()));
  }

  private static Observations.Bytes inverted(Observations.Bytes images) {
    byte[] bits = images.values().clone();
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (byte) (1 - bits[i]);
    }
    return new Observations.Bytes(bits, images.count(), images.dimension());
  }

  private static IdxPart part(String part, Checksum images, Checksum labels) {
    String prefix = "split1-" + part;
    return new IdxPart(
        RemoteFile.local(FOLDERS, prefix + "-images-idx3-ubyte", images),
        RemoteFile.local(FOLDERS, prefix + "-labels-idx1-ubyte", labels),
        NUMBERING,
        PixelOrder.ROW_BY_ROW);
  }
}

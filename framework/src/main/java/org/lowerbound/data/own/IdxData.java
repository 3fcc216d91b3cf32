package org.lowerbound.data.own;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Split;
import org.lowerbound.data.file.IdxFile;
import org.lowerbound.data.file.NumericArray;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.spec.Flat;

/**
 * Observations in files of MNIST's layout, plain or gzip-compressed.
 *
 * @param images the file {@code [N, height, width]} of the observations; other sizes work, too
 * @param labels the file {@code [N]} of the classes
 * @param factors the file {@code [N, factors]} of the generative factors' classes
 * @param options how they are split and observed
 */
public record IdxData(
    String images, Optional<OwnLabels> labels, Optional<String> factors, @Flat OwnOptions options)
    implements DatasetSpec {
  private static final String NAME = "idx";

  /** Checks that held-out examples have all files. */
  public IdxData {
    boolean labelled = labels.isPresent();
    boolean factored = factors.isPresent();
    HeldOutParts.of(options)
        .forEach(
            (split, part) ->
                checkArgument(
                    part.path().isPresent()
                        && part.key().isEmpty()
                        && part.labels().isPresent() == labelled
                        && part.factors().isPresent() == factored,
                    "%s is a share or {\"path\": IMAGES} with the files of \"labels\" and"
                        + " \"factors\" where the data set has them",
                    split.label()));
  }

  @Override
  public void check(DataSource source) {
    Stream.concat(
            Stream.of(Optional.of(images), labels.map(OwnLabels::from), factors),
            HeldOutParts.of(options).values().stream()
                .flatMap(part -> Stream.of(part.path(), part.labels(), part.factors())))
        .flatMap(Optional::stream)
        .forEach(file -> OwnFile.find(source, file));
  }

  @Override
  public Dataset load(DataSource source) {
    ImmutableMap.Builder<Split, OwnPart> others = ImmutableMap.builder();
    HeldOutParts.of(options)
        .forEach(
            (split, part) ->
                others.put(
                    split, part(source, part.path().orElseThrow(), part.labels(), part.factors())));
    return new OwnData(
            NAME,
            Layout.CHANNELS_LAST,
            column -> "value " + column,
            labels.map(OwnLabels::choice).orElse(new LabelChoice.Whole(false)),
            part(source, images, labels.map(OwnLabels::from), factors),
            others.buildOrThrow(),
            options)
        .make();
  }

  private static OwnPart part(
      DataSource source, String ofImages, Optional<String> ofLabels, Optional<String> ofFactors) {
    NumericArray values = read(source, ofImages);
    int examples = values.shape().get(0);
    return new OwnPart(
        values,
        ofLabels.map(file -> RowTexts.classes(read(source, file), examples, "labels")),
        ofFactors
            .map(file -> ArrayData.factors(read(source, file), examples, ImmutableList.of()))
            .orElse(ImmutableMap.of()),
        Optional.empty());
  }

  private static NumericArray read(DataSource source, String path) {
    Path file = OwnFile.find(source, path);
    if (Files.isDirectory(file)) {
      throw new DataException(file + ": is a folder, but a file is needed");
    }
    return IdxFile.read(file).array();
  }
}

package org.lowerbound.data.own;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Split;
import org.lowerbound.data.file.ArrayFile;
import org.lowerbound.data.file.NumericArray;
import org.lowerbound.data.file.StoredArray;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;

/**
 * Observations in an array of numbers: {@code .npy}, {@code .npz} or HDF5. The first dimension
 * counts the examples; {@code [N]} and {@code [N, D]} are vectors, {@code [N, H, W]} and {@code [N,
 * H, W, C]} images.
 *
 * @param path the file
 * @param key which of its arrays has the observations; may be left out where it is the only one
 * @param labels the key of the array {@code [N]} of classes, or {@code [N, classes]}, one-hot
 * @param factors the key of the array {@code [N, factors]} of the generative factors' classes
 * @param split the key of the array {@code [N]} that says for each example its split
 * @param layout in which order {@code [N, …]} has the channels of images
 * @param options how they are split and observed
 */
public record ArrayData(
    String path,
    Optional<String> key,
    Optional<OwnLabels> labels,
    Optional<OwnFactors> factors,
    Optional<String> split,
    @Default("\"channels-last\"") Layout layout,
    @Flat OwnOptions options)
    implements DatasetSpec {
  private static final String NAME = "array";

  /** Checks that splits come from one place. */
  public ArrayData {
    checkSplit(split, options);
  }

  /** Checks that splits which are named in a file are drawn from nowhere else. */
  static void checkSplit(Optional<String> split, OwnOptions options) {
    checkArgument(
        split.isEmpty() || (options.validation().isEmpty() && options.test().isEmpty()),
        "\"split\" says which examples are for validation and test; \"validation\" and \"test\""
            + " must be left out with it");
  }

  @Override
  public void check(DataSource source) {
    OwnFile.find(source, path);
    HeldOutParts.of(options).values().stream()
        .flatMap(part -> part.path().stream())
        .forEach(other -> OwnFile.find(source, other));
  }

  @Override
  public Dataset load(DataSource source) {
    OwnPart main =
        read(source, path, key, labels.map(OwnLabels::from), factors.map(OwnFactors::key), split);
    ImmutableMap.Builder<Split, OwnPart> others = ImmutableMap.builder();
    HeldOutParts.of(options)
        .forEach(
            (ofSplit, part) ->
                others.put(
                    ofSplit,
                    read(
                        source,
                        part.path().orElse(path),
                        part.key().or(() -> key),
                        HeldOutParts.own(
                            ofSplit, part, "labels", part.labels(), labels.map(OwnLabels::from)),
                        HeldOutParts.own(
                            ofSplit, part, "factors", part.factors(), factors.map(OwnFactors::key)),
                        Optional.empty())));
    return new OwnData(
            NAME,
            layout,
            column -> "value " + column,
            labels.map(OwnLabels::choice).orElse(new LabelChoice.Whole(false)),
            main,
            others.buildOrThrow(),
            options)
        .make();
  }

  private OwnPart read(
      DataSource source,
      String file,
      Optional<String> values,
      Optional<String> ofLabels,
      Optional<String> ofFactors,
      Optional<String> ofSplits) {
    try (ArrayFile arrays = ArrayFile.open(OwnFile.find(source, file), source.mapFrom())) {
      NumericArray array = arrays.read(values).numbers();
      int examples = array.shape().isEmpty() ? 0 : array.shape().get(0);
      return new OwnPart(
          array,
          ofLabels.map(
              labelKey -> RowTexts.classes(arrays.read(Optional.of(labelKey)), examples, "labels")),
          ofFactors
              .map(factorKey -> factors(arrays.read(Optional.of(factorKey)), examples))
              .orElse(ImmutableMap.of()),
          ofSplits.map(
              splitKey ->
                  RowTexts.classes(arrays.read(Optional.of(splitKey)), examples, "splits")));
    }
  }

  private ImmutableMap<String, ImmutableList<String>> factors(StoredArray array, int examples) {
    return factors(array, examples, factors.map(OwnFactors::names).orElse(ImmutableList.of()));
  }

  /** Returns the columns of an array {@code [N, factors]} by their names, or by their numbers. */
  static ImmutableMap<String, ImmutableList<String>> factors(
      StoredArray array, int examples, List<String> names) {
    RowTexts.checkExamples(array, examples, "factors");
    int columns = RowTexts.columns(array);
    if (!names.isEmpty() && names.size() != columns) {
      throw new DataException(
          String.format(
              "%s: has %d factors, but \"names\" has %d", array.place(), columns, names.size()));
    }
    ImmutableMap.Builder<String, ImmutableList<String>> factors = ImmutableMap.builder();
    for (int i = 0; i < columns; i++) {
      factors.put(
          names.isEmpty() ? Integer.toString(i) : names.get(i),
          RowTexts.column(array, columns, i, "factors"));
    }
    return factors.buildOrThrow();
  }
}

package org.lowerbound.data.own;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Split;
import org.lowerbound.data.file.CsvColumns;
import org.lowerbound.data.file.CsvFile;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;

/**
 * Observations in a table as text, one a row; its first line has the columns' names.
 *
 * @param path the file
 * @param label the column of the classes, text or whole numbers
 * @param columns those of the values; all that are nothing else if there are none
 * @param ignore columns that are left out
 * @param factors columns of the generative factors' classes
 * @param split the column that says for each row its split
 * @param delimiter what is between fields; found out if there is none
 * @param options how they are split and observed
 */
public record CsvData(
    String path,
    Optional<OwnLabels> label,
    @Default("[]") List<String> columns,
    @Default("[]") List<String> ignore,
    @Default("[]") List<String> factors,
    Optional<String> split,
    Optional<String> delimiter,
    @Flat OwnOptions options)
    implements DatasetSpec {
  private static final String NAME = "csv";

  /** Checks the delimiter, and that splits and columns come from one place. */
  public CsvData {
    ArrayData.checkSplit(split, options);
    checkArgument(
        delimiter.map(String::length).orElse(1) == 1,
        "delimiter must be one character but is \"%s\"",
        delimiter.orElse(""));
    checkArgument(
        columns.isEmpty() || ignore.isEmpty(),
        "\"columns\" says what is taken, \"ignore\" what is not; one of them works");
    checkOnce("columns", columns);
    checkOnce("factors", factors);
    HeldOutParts.of(options)
        .forEach(
            (ofSplit, part) ->
                checkArgument(
                    part.path().isPresent()
                        && part.key().isEmpty()
                        && part.labels().isEmpty()
                        && part.factors().isEmpty(),
                    "%s of a table is a share or {\"path\": …} with the same columns",
                    ofSplit.label()));
  }

  private static void checkOnce(String key, List<String> names) {
    for (String name : names) {
      checkArgument(
          Collections.frequency(names, name) == 1, "\"%s\" names '%s' more than once", key, name);
    }
  }

  @Override
  public void check(DataSource source) {
    OwnFile.find(source, path);
    HeldOutParts.of(options)
        .values()
        .forEach(part -> OwnFile.find(source, part.path().orElseThrow()));
  }

  @Override
  public Dataset load(DataSource source) {
    CsvFile file = open(source, path);
    ImmutableList<String> values = values(file, split);
    ImmutableMap.Builder<Split, OwnPart> others = ImmutableMap.builder();
    HeldOutParts.of(options)
        .forEach(
            (ofSplit, part) -> {
              CsvFile other = open(source, part.path().orElseThrow());
              others.put(ofSplit, read(other, values, Optional.empty()));
            });
    return new OwnData(
            NAME,
            Layout.CHANNELS_LAST,
            column -> "column '" + values.get(column) + "'",
            label.map(OwnLabels::choice).orElse(new LabelChoice.Whole(false)),
            read(file, values, split),
            others.buildOrThrow(),
            options)
        .make();
  }

  private CsvFile open(DataSource source, String file) {
    return CsvFile.open(OwnFile.find(source, file), delimiter.map(text -> text.charAt(0)));
  }

  private ImmutableList<String> values(CsvFile file, Optional<String> ofSplits) {
    List<String> named = new ArrayList<>(ignore);
    label.ifPresent(from -> named.add(from.from()));
    named.addAll(factors);
    ofSplits.ifPresent(named::add);
    named.addAll(columns);
    checkThere(file, named);
    if (!columns.isEmpty()) {
      return ImmutableList.copyOf(columns);
    }
    ImmutableList<String> values =
        file.names().stream()
            .filter(name -> !named.contains(name))
            .collect(ImmutableList.toImmutableList());
    if (values.isEmpty()) {
      throw new DataException(file.path() + ": no column is left for the values");
    } else if (values.contains("")) {
      throw new DataException(
          String.format(
              "%s: column %d has no name; if it is an index, \"ignore\": [\"\"] leaves it out",
              file.path(), file.names().indexOf("") + 1));
    }
    return values;
  }

  private static void checkThere(CsvFile file, List<String> named) {
    for (String name : named) {
      if (!file.names().contains(name)) {
        throw new DataException(
            String.format(
                "%s: has no column '%s'; there are %s",
                file.path(), name, String.join(", ", file.names())));
      }
    }
  }

  private OwnPart read(CsvFile file, ImmutableList<String> values, Optional<String> ofSplits) {
    List<String> texts = new ArrayList<>(factors);
    label.ifPresent(from -> texts.add(from.from()));
    ofSplits.ifPresent(texts::add);
    checkThere(file, values);
    checkThere(file, texts);
    CsvColumns read = file.read(values, texts);
    if (read.numbers().size() == 0) {
      throw new DataException(
          file.path() + ": has no row below the columns' names; an example is needed");
    }
    ImmutableMap.Builder<String, ImmutableList<String>> ofFactors = ImmutableMap.builder();
    for (int i = 0; i < factors.size(); i++) {
      ofFactors.put(factors.get(i), read.texts().get(i).values());
    }
    return new OwnPart(
        read.numbers(),
        label.map(from -> read.texts().get(factors.size()).values()),
        ofFactors.buildOrThrow(),
        ofSplits.map(from -> read.texts().get(texts.size() - 1).values()));
  }
}

package org.lowerbound.data.own;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Factors;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.Standardization;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.file.NumericArray;
import org.lowerbound.data.source.DataException;
import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

/**
 * Makes a data set of what was read of files.
 *
 * @param name the type name of the data set
 * @param layout in which order the values of an image are
 * @param valueName what messages call a value of an observation
 * @param labels which labels are given, of those that were read
 * @param main the examples that splits are made of
 * @param others the examples of splits that have their own
 * @param options how they are split and observed
 */
public record OwnData(
    String name,
    Layout layout,
    IntFunction<String> valueName,
    LabelChoice labels,
    OwnPart main,
    ImmutableMap<Split, OwnPart> others,
    OwnOptions options) {
  /** The rows of a part that a split has; all, in their order, if none are named. */
  private record Rows(OwnPart part, Optional<int[]> chosen) {
    Observations of(Observations all) {
      return chosen.map(all::select).orElse(all);
    }

    int[] of(ImmutableList<String> words, ClassNumbers numbers) {
      int[] all = words.stream().mapToInt(numbers::of).toArray();
      return chosen.map(rows -> pick(all, rows)).orElse(all);
    }

    private static int[] pick(int[] all, int[] rows) {
      int[] picked = new int[rows.length];
      for (int i = 0; i < rows.length; i++) {
        picked[i] = all[rows[i]];
      }
      return picked;
    }
  }

  /**
   * Makes the data set.
   *
   * @throws DataException if the files do not fit each other or the options
   */
  public Dataset make() {
    try {
      return assemble();
    } catch (IllegalArgumentException e) {
      throw new DataException(main.values().place() + ": " + e.getMessage(), e);
    }
  }

  private Dataset assemble() {
    others.values().forEach(this::checkSameSizes);
    List<NumericArray> arrays = new ArrayList<>();
    parts().forEach(part -> arrays.add(part.values()));
    Storing storing = options.values().storing(arrays);
    options.checkFits(storing.kind());
    if (storing.kind() == ValueKind.REAL && !options.standardize()) {
      int[] order = layout.order(main.sizes());
      arrays.forEach(array -> FloatDigits.check(array, order, valueName));
    }
    Map<Split, Rows> rows = rows();
    IdentityHashMap<OwnPart, Observations> stored = stored(storing);
    ImmutableMap<Split, Observations> splits =
        map(rows, ofSplit -> ofSplit.of(stored.get(ofSplit.part())));
    Optional<Standardization> standardization =
        options.standardize() ? Optional.of(standardization(rows)) : Optional.empty();
    if (standardization.isPresent()) {
      splits = map(rows, ofSplit -> standardized(standardization.get(), ofSplit));
    }
    Shape shape = layout.shape(main.sizes());
    ValueKind kind =
        storing.kind() == ValueKind.GREY ? options.binarization().storedKind() : storing.kind();
    Dataset dataset =
        Dataset.of(name, shape, kind, options.freshDraw(), splits, Optional.empty(), factors(rows));
    if (standardization.isPresent()) {
      dataset = dataset.withStandardization(standardization.get());
    }
    return main.labels().isPresent() ? dataset.withLabels(labels.known(allLabels(rows))) : dataset;
  }

  private List<OwnPart> parts() {
    return ImmutableList.<OwnPart>builder().add(main).addAll(others.values()).build();
  }

  private void checkSameSizes(OwnPart part) {
    if (!part.sizes().equals(main.sizes())) {
      throw new DataException(
          String.format(
              "%s: has examples of the sizes %s, but those of %s have %s",
              part.values().place(), part.sizes(), main.values().place(), main.sizes()));
    }
  }

  private Map<Split, Rows> rows() {
    Map<Split, Rows> rows = new EnumMap<>(Split.class);
    OwnSplits.rows(main.values().place(), main, others.keySet(), options)
        .forEach((split, chosen) -> rows.put(split, new Rows(main, Optional.of(chosen))));
    others.forEach((split, part) -> rows.put(split, new Rows(part, Optional.empty())));
    return rows;
  }

  /** Binarised before they are split: so an example keeps its draw whatever the splits. */
  private IdentityHashMap<OwnPart, Observations> stored(Storing storing) {
    IdentityHashMap<OwnPart, Observations> stored = new IdentityHashMap<>();
    stored.put(main, stored(main, Split.TRAIN, storing));
    others.forEach((split, part) -> stored.put(part, stored(part, split, storing)));
    return stored;
  }

  private Observations stored(OwnPart part, Split split, Storing storing) {
    Observations observations = storing.store(part.values(), layout.order(main.sizes()));
    return storing.kind() == ValueKind.GREY
        ? options
            .binarization()
            .apply(
                observations, new RandomStream(options.seed(), "own.binarization." + split.label()))
        : observations;
  }

  private Standardization standardization(Map<Split, Rows> rows) {
    Rows train = rows.get(Split.TRAIN);
    return Standardization.of(count(train), dimension(), raw(train), valueName);
  }

  private Observations standardized(Standardization standardization, Rows rows) {
    Standardization.RawValues raw = raw(rows);
    return rows.part().values().isMapped()
        ? new Observations.Mapped(
            count(rows),
            dimension(),
            read -> standardization.apply(read.length, (row, column) -> raw.at(read[row], column)))
        : standardization.apply(count(rows), raw);
  }

  private int dimension() {
    return (int) (main.values().size() / main.count());
  }

  private static int count(Rows rows) {
    return rows.chosen().map(chosen -> chosen.length).orElse(rows.part().count());
  }

  private Standardization.RawValues raw(Rows rows) {
    NumericArray values = rows.part().values();
    int[] order = layout.order(main.sizes());
    int[] chosen = rows.chosen().orElseGet(() -> IntStream.range(0, count(rows)).toArray());
    return (row, column) -> values.value((long) chosen[row] * order.length + order[column]);
  }

  private Labels allLabels(Map<Split, Rows> rows) {
    ClassNumbers numbers =
        new ClassNumbers(parts().stream().map(part -> part.labels().orElseThrow()).toList());
    return new Labels(
        numbers.count(),
        map(rows, ofSplit -> ofSplit.of(ofSplit.part().labels().orElseThrow(), numbers)));
  }

  private Optional<Factors> factors(Map<Split, Rows> rows) {
    if (main.factors().isEmpty()) {
      return Optional.empty();
    }
    ImmutableList<String> names = main.factors().keySet().asList();
    List<ClassNumbers> numbers =
        names.stream()
            .map(
                factor ->
                    new ClassNumbers(
                        parts().stream().map(part -> part.factors().get(factor)).toList()))
            .toList();
    return Optional.of(
        new Factors(
            names,
            numbers.stream().map(ClassNumbers::count).collect(ImmutableList.toImmutableList()),
            map(rows, ofSplit -> classes(ofSplit, names, numbers))));
  }

  private static int[][] classes(Rows rows, List<String> names, List<ClassNumbers> numbers) {
    int[][] classes = new int[count(rows)][names.size()];
    for (int factor = 0; factor < names.size(); factor++) {
      int[] column = rows.of(rows.part().factors().get(names.get(factor)), numbers.get(factor));
      for (int row = 0; row < classes.length; row++) {
        classes[row][factor] = column[row];
      }
    }
    return classes;
  }

  private static <T> ImmutableMap<Split, T> map(Map<Split, Rows> rows, Function<Rows, T> function) {
    ImmutableMap.Builder<Split, T> mapped = ImmutableMap.builder();
    rows.forEach((split, ofSplit) -> mapped.put(split, function.apply(ofSplit)));
    return mapped.buildOrThrow();
  }
}

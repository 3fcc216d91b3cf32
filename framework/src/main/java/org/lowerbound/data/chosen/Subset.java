package org.lowerbound.data.chosen;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.data.BalancedChoice;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * A part of a labelled data set: the examples of some classes, or few training examples, the same
 * number of each class. All of them have labels.
 *
 * @param of the data set, with labels
 * @param classes those that are kept, which are numbered anew in this order; all if there are none
 * @param train how many training examples are kept, all by default; other splits keep all of theirs
 * @param seed decides which; more of them with the same seed are the same and others
 */
public record Subset(
    DatasetSpec of,
    @Default("[]") @Interval(min = 0) ImmutableList<Integer> classes,
    @Interval(min = 1) Optional<Integer> train,
    @Default("0") long seed)
    implements DatasetSpec {
  /** Checks the arguments. */
  public Subset {
    checkArgument(
        ImmutableSet.copyOf(classes).size() == classes.size(), "classes repeat: %s", classes);
    for (int label : classes) {
      checkArgument(label >= 0, "classes are numbered from 0, but one is %s", label);
    }
    train.ifPresent(count -> checkArgument(count > 0, "train must be positive but is %s", count));
  }

  @Override
  public void check(DataSource source) {
    of.check(source);
  }

  @Override
  public Dataset load(DataSource source) {
    Dataset whole = of.load(source);
    checkArgument(
        whole.labels().isPresent(),
        "a subset is one by labels, but %s gives none; \"labels\": true in \"of\" gives them, where"
            + " the data set has that key",
        whole.name());
    Dataset ofClasses =
        classes.isEmpty() ? whole : rows(whole, ofClasses(whole.labels().orElseThrow()));
    return train
        .map(count -> rows(ofClasses, fewer(ofClasses.labels().orElseThrow(), count)))
        .orElseGet(() -> known(ofClasses));
  }

  /** Returns the examples whose label is known, which mostly are all. */
  private Dataset known(Dataset whole) {
    ImmutableMap<Split, int[]> numbers = whole.labels().orElseThrow().numbers();
    return Ints.contains(numbers.get(Split.TRAIN), Labels.UNKNOWN) ? rows(whole, numbers) : whole;
  }

  /** Returns all labels, numbered anew; those of other classes are unknown. */
  private ImmutableMap<Split, int[]> ofClasses(Labels labels) {
    for (int label : classes) {
      checkArgument(
          label < labels.classes(),
          "there is no class %s: they are 0 … %s",
          label,
          labels.classes() - 1);
    }
    ImmutableMap.Builder<Split, int[]> numbers = ImmutableMap.builder();
    labels
        .numbers()
        .forEach(
            (split, ofSplit) ->
                numbers.put(split, Arrays.stream(ofSplit).map(classes::indexOf).toArray()));
    return numbers.buildOrThrow();
  }

  private ImmutableMap<Split, int[]> fewer(Labels labels, int count) {
    return BalancedChoice.of("train", count, seed, labels).numbers();
  }

  /** Returns the examples whose label is known. */
  private Dataset rows(Dataset whole, ImmutableMap<Split, int[]> labels) {
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    ImmutableMap.Builder<Split, int[]> numbers = ImmutableMap.builder();
    labels.forEach(
        (split, ofSplit) -> {
          int[] rows =
              IntStream.range(0, ofSplit.length)
                  .filter(row -> ofSplit[row] != Labels.UNKNOWN)
                  .toArray();
          checkArgument(rows.length > 0, "the %s split has no example that is kept", split.label());
          splits.put(split, whole.splits().get(split).select(rows));
          numbers.put(split, Arrays.stream(rows).map(row -> ofSplit[row]).toArray());
        });
    Dataset part =
        Dataset.of(
            whole.name(),
            whole.observationShape(),
            whole.kind(),
            whole.freshDraw(),
            splits.buildOrThrow(),
            Optional.empty(),
            Optional.empty());
    int count = classes.isEmpty() ? whole.labels().orElseThrow().classes() : classes.size();
    Dataset labelled = part.withLabels(new Labels(count, numbers.buildOrThrow()));
    return whole.standardization().map(labelled::withStandardization).orElse(labelled);
  }
}

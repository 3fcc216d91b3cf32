package org.lowerbound.tools.compare;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.statistics.Bootstrap;
import org.lowerbound.experiment.statistics.MeanDifference;
import org.lowerbound.experiment.statistics.MeanDifference.Mean;
import org.lowerbound.tools.compare.Pairing.By;

/**
 * Compares one number of two rows.
 *
 * <p>Over the pairs of trials if there are two of them at least: the error then covers training as
 * a whole. Over the examples of the only pair, if both trials have kept a value of each: the error
 * then says nothing of other seeds. Else the two means are taken to have nothing to do with each
 * other.
 *
 * @param bootstrap how intervals are made
 */
record NumberComparer(Bootstrap bootstrap) {
  ComparedNumber compare(SideRow a, SideRow b, Column column, TrialPairs partners) {
    String name = column.name();
    ImmutableList<TrialPairs.Pair> pairs =
        partners.pairs().stream()
            .filter(
                pair -> pair.a().values().containsKey(name) && pair.b().values().containsKey(name))
            .collect(toImmutableList());
    if (pairs.size() > 1) {
      double[] first = values(pairs, pair -> pair.a().values().get(name));
      double[] second = values(pairs, pair -> pair.b().values().get(name));
      return paired(column, first, second, Pairing.of(By.TRIALS, pairs.size()));
    }
    if (pairs.isEmpty()) {
      String why =
          partners.why().isEmpty()
              ? "it is not known which trials have the number"
              : partners.why();
      return unpaired(column, a.mean(name), b.mean(name), isEqual(a, b, name), why);
    }
    SideTrial one = pairs.get(0).a();
    SideTrial other = pairs.get(0).b();
    Optional<double[]> first = one.examples(name);
    Optional<double[]> second = other.examples(name);
    if (first.isPresent()
        && second.isPresent()
        && first.get().length == second.get().length
        && first.get().length > 1) {
      return paired(column, first.get(), second.get(), Pairing.of(By.EXAMPLES, first.get().length));
    }
    Mean mean = mean(a, one, name);
    Mean otherMean = mean(b, other, name);
    return unpaired(
        column,
        mean,
        otherMean,
        mean.value() == otherMean.value(),
        "there is one trial of each, and not both have kept a value of each example");
  }

  /** Returns the number of a trial, with the error that its table has if it is all of a row. */
  private static Mean mean(SideRow row, SideTrial trial, String name) {
    return row.numbers().get(name).size() == 1 ? row.mean(name) : trial.mean(name);
  }

  private ComparedNumber paired(Column column, double[] a, double[] b, Pairing pairing) {
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> b[i] - a[i]);
    MeanDifference difference = MeanDifference.ofPairs(differences, bootstrap);
    Function<double[], Double> mean = values -> Mean.of(values).value();
    return new ComparedNumber(
        column,
        mean.apply(a),
        mean.apply(b),
        difference,
        pairing,
        Verdict.of(difference, Arrays.stream(differences).allMatch(d -> d == 0), column.better()));
  }

  private ComparedNumber unpaired(Column column, Mean a, Mean b, boolean equal, String why) {
    MeanDifference difference = MeanDifference.ofMeans(a, b, bootstrap.level());
    return new ComparedNumber(
        column,
        a.value(),
        b.value(),
        difference,
        Pairing.none(why),
        Verdict.of(difference, equal, column.better()));
  }

  private static boolean isEqual(SideRow a, SideRow b, String name) {
    return a.numbers().get(name).equals(b.numbers().get(name));
  }

  private static double[] values(
      ImmutableList<TrialPairs.Pair> pairs, ToDoubleFunction<TrialPairs.Pair> value) {
    return pairs.stream().mapToDouble(value).toArray();
  }
}

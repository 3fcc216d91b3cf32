package org.lowerbound.evaluation.representation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;

/**
 * The accuracy of a classifier that is shown n labels, the same number of each class, for several n
 * (as in Kingma, Rezende, Mohamed and Welling 2014, table 1, who take 100, 600, 1000 and 3000 of
 * MNIST): the mean over draws of the labelled examples, and how far one draw is from it.
 *
 * @param labels the numbers n
 * @param draws of the labelled examples, for each n
 */
record LabelCurve(ImmutableList<Integer> labels, int draws) {
  /** Checks the arguments. */
  LabelCurve {
    for (int n : labels) {
      Counts.checkPositive("labels", n, Counts.MOST_DRAWS);
    }
    checkArgument(labels.stream().distinct().count() == labels.size(), "labels repeat: %s", labels);
    Counts.checkPositive("draws", draws, Counts.MOST_UNITS);
  }

  /**
   * Returns the columns of a classifier: for each n the accuracy and, of several draws, its
   * standard deviation over draws.
   *
   * @param name what their names begin with
   * @param what describes the accuracy
   */
  ImmutableList<Column> columns(String name, String what) {
    ImmutableList.Builder<Column> columns = ImmutableList.builder();
    for (int n : labels) {
      columns.add(
          new Column(
              accuracy(name, n),
              "",
              Better.HIGHER,
              "%s, of %d labels, mean of %d draws".formatted(what, n, draws)));
      if (draws > 1) {
        columns.add(
            new Column(
                spread(name, n),
                "",
                Better.NEITHER,
                "Standard deviation of %s over draws of the labelled examples"
                    .formatted(accuracy(name, n))));
      }
    }
    return columns.build();
  }

  private static String accuracy(String name, int n) {
    return name + "-" + n;
  }

  private static String spread(String name, int n) {
    return accuracy(name, n) + "-spread";
  }

  /**
   * Checks that the training split has enough examples of each class.
   *
   * @throws IllegalArgumentException if not; the message says which class has too few
   */
  void checkFits(Labels all) {
    for (int n : labels) {
      BalancedSubset.check(all.numbers().get(Split.TRAIN), all.classes(), n, "labels");
    }
  }

  /** One draw of labelled examples: which number of it, from 0, and of which rows. */
  record Draw(int number, ImmutableIntArray rows) {}

  /**
   * Returns the numbers of {@link #columns}.
   *
   * @param all the classes; the draws are of the training split
   * @param chance what the accuracy would be without the observations
   * @param stream decides the draws; smaller n and further draws leave those of others as they are
   * @param accuracies of the classifiers by the beginning of their columns' names, with the
   *     standard error over the evaluated examples, from a number n and a draw of so many rows
   */
  ImmutableMap<String, Estimate> measure(
      Labels all,
      Chance chance,
      RandomStream stream,
      BiFunction<Integer, Draw, ImmutableMap<String, Estimate>> accuracies) {
    long key = stream.nextLong();
    ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
    for (int n : labels) {
      ImmutableList.Builder<ImmutableMap<String, Estimate>> ofDraws = ImmutableList.builder();
      for (int draw = 0; draw < draws; draw++) {
        ImmutableIntArray rows =
            BalancedSubset.of(
                all.numbers().get(Split.TRAIN),
                all.classes(),
                n,
                new RandomStream(key, n + "/" + draw));
        ofDraws.add(accuracies.apply(n, new Draw(draw, rows)));
      }
      ImmutableList<ImmutableMap<String, Estimate>> each = ofDraws.build();
      for (String name : each.get(0).keySet()) {
        Estimate[] one = each.stream().map(ofDraw -> ofDraw.get(name)).toArray(Estimate[]::new);
        numbers.put(accuracy(name, n), mean(one).by(chance));
        if (draws > 1) {
          numbers.put(spread(name, n), Estimate.exact(spread(one), draws));
        }
      }
    }
    return numbers.buildOrThrow();
  }

  /**
   * Returns the mean over draws. Its error is that of the draws and that of the evaluated examples,
   * which all draws share and of which a mean of draws knows nothing.
   */
  private static Estimate mean(Estimate... ofDraws) {
    double mean = Arrays.stream(ofDraws).mapToDouble(Estimate::value).average().orElseThrow();
    double ofExamples =
        Arrays.stream(ofDraws)
            .mapToDouble(one -> one.standardError().orElse(0))
            .average()
            .orElseThrow();
    double variance = ofExamples * ofExamples;
    if (ofDraws.length > 1) {
      double deviation = spread(ofDraws);
      variance += deviation * deviation / ofDraws.length;
    }
    return new Estimate(mean, OptionalDouble.of(Math.sqrt(variance)), ofDraws[0].n());
  }

  private static double spread(Estimate... ofDraws) {
    double mean = Arrays.stream(ofDraws).mapToDouble(Estimate::value).average().orElseThrow();
    double squares =
        Arrays.stream(ofDraws)
            .mapToDouble(one -> (one.value() - mean) * (one.value() - mean))
            .sum();
    return Math.sqrt(squares / (ofDraws.length - 1));
  }
}

package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Factors;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;

/** What a classifier is to tell of an example: its class, or a factor behind it. */
public final class Target {
  private Target() {}

  /**
   * Returns the classes that are to be told.
   *
   * @param target the name of a factor; the data's labels where there is none
   * @param who asks, by its type name
   * @throws IllegalArgumentException if the data have no such thing, or it does not vary; the
   *     message says what would work
   */
  public static Labels of(Dataset dataset, Optional<String> target, String who) {
    Labels labels =
        target.map(name -> factor(dataset, name, who)).orElseGet(() -> labels(dataset, who));
    checkArgument(
        labels.classes() > 1,
        "%s needs two classes at least, but %s of %s has one",
        who,
        target.orElse("the label"),
        dataset.name());
    return labels;
  }

  /**
   * Checks that the label of each example of a split is known, without which there is no accuracy.
   *
   * @throws IllegalArgumentException if not; the message says what would work
   */
  public static void checkLabelsKnown(Dataset dataset, Split split) {
    int[] labels = dataset.labels().orElseThrow().numbers().get(split);
    long known = Arrays.stream(labels).filter(label -> label != Labels.UNKNOWN).count();
    checkArgument(
        known == labels.length,
        "an accuracy on the %s split needs all its labels, but of %s examples %s have one; other"
            + " splits work, and \"labels\" without \"known\"",
        split.label(),
        labels.length,
        known);
  }

  /** Returns a column's name for what is told: two factors have two columns. */
  public static String named(String name, Optional<String> target) {
    return target.map(factor -> name + "-" + factor).orElse(name);
  }

  private static Labels labels(Dataset dataset, String who) {
    checkArgument(
        dataset.labels().isPresent(),
        "%s needs labels, but %s gives none; %s",
        who,
        dataset.name(),
        dataset
            .factors()
            .map(factors -> "\"target\" may be a factor: " + String.join(", ", factors.names()))
            .orElse("\"labels\": true in \"dataset\" gives them, where the data set has that key"));
    return dataset.labels().orElseThrow();
  }

  private static Labels factor(Dataset dataset, String name, String who) {
    checkArgument(
        dataset.factors().isPresent(),
        "%s is to tell the factor %s, but those of %s are not known; without \"target\" it tells"
            + " labels",
        who,
        name,
        dataset.name());
    Factors factors = dataset.factors().orElseThrow();
    checkArgument(
        factors.names().contains(name),
        "%s has no factor %s; it has %s",
        dataset.name(),
        name,
        String.join(", ", factors.names()));
    return factors.labels(name);
  }
}

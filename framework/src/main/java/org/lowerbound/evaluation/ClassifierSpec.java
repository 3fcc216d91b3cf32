package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Mlp;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;

/**
 * A classifier that is trained on the labels of the training split, by cross-entropy. Numbers that
 * are made with one depend on it, and are not to be compared with those of another: it is named
 * beside them.
 *
 * @param network the network below the softmax
 * @param optimizer what moves its parameters
 * @param epochs the passes over the training split
 * @param batchSize the examples of a step
 * @param seed of first values and of the order of the examples; the trial's has no part in it
 */
public record ClassifierSpec(
    @Default("\"mlp\"") Architecture network,
    @Default("\"adam\"") Optimizer optimizer,
    @Default("5") @Interval(min = 1, max = 100_000) int epochs,
    @Default("100") @Interval(min = 1, max = 1_000_000) int batchSize,
    @Default("1") long seed) {
  /** Checks the arguments. */
  public ClassifierSpec {
    checkArgument(
        epochs > 0 && epochs <= 100_000, "epochs must lie in 1 ... 100000 but is %s", epochs);
    checkArgument(
        batchSize > 0 && batchSize <= 1_000_000,
        "batchSize must lie in 1 ... 1000000 but is %s",
        batchSize);
  }

  /** Returns what tables call it: {@code mlp 200-200, 5 epochs}. */
  public String description() {
    String widths =
        network instanceof Mlp mlp
            ? mlp.hidden().stream().map(String::valueOf).collect(Collectors.joining("-", " ", ""))
            : "";
    return "%s%s, %d epoch%s"
        .formatted(TypeNames.of(network), widths.stripTrailing(), epochs, epochs == 1 ? "" : "s");
  }

  /**
   * Returns what it is called once it is trained: {@code mlp 200-200, 5 epochs, accuracy 97.6 %}.
   */
  public String description(Estimate accuracy) {
    return String.format(
        Locale.ROOT, "%s, accuracy %.1f %%", description(), 100 * accuracy.value());
  }

  /**
   * Prepares the classifier, which is trained when a measurement asks for it; several that ask for
   * the same one wait for one training.
   *
   * @param labels the classes of the examples of all splits
   * @throws IllegalArgumentException if there is no such network on the observations; the message
   *     says why
   */
  public Function<SplitRunner, TrainedClassifier> prepare(EvaluationScope graph, Labels labels) {
    ClassifierTraining training = graph.classifiers().of(network, labels);
    int[] known = labels.numbers().get(Split.TRAIN);
    ImmutableIntArray rows =
        ImmutableIntArray.copyOf(
            IntStream.range(0, known.length).filter(row -> known[row] != Labels.UNKNOWN));
    int size = Math.min(batchSize, rows.length());
    ClassifierCourse course =
        new ClassifierCourse(rows, optimizer, size, (long) epochs * (rows.length() / size), seed);
    return runner -> training.train(runner, course);
  }
}

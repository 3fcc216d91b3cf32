package org.lowerbound.evaluation.representation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.HostNoise;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.ReadsLabels;
import org.lowerbound.evaluation.ReadsSplits;
import org.lowerbound.evaluation.Target;
import org.lowerbound.evaluation.boosting.GradientBoosting;
import org.lowerbound.evaluation.boosting.SortedFeatures;
import org.lowerbound.evaluation.code.Codes;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * What codes, posterior means, tell of an attribute s that they should not tell of. Two probes are
 * fitted to codes of the training split: logistic regression, and boosted trees, for what a linear
 * probe cannot see is there all the same. Of each, on the evaluated split:
 *
 * <ul>
 *   <li>the accuracy for s, against the part of the most frequent s;
 *   <li>the area under the curve, one s against the rest, against ½;
 *   <li>H(s) less the cross-entropy, a lower bound on the mutual information of code and s.
 * </ul>
 *
 * <p>At best they are what they would be if there were nothing to tell.
 *
 * <p>Besides, the squared maximum mean discrepancy of codes of different s, with the p of a
 * permutation test; and what the code is still good for: the accuracy of both probes for another
 * target, the task, and by how much the linear one's answers depend on s.
 *
 * @param target the factor that s is; the label by default
 * @param task the factor that the codes are to tell, or {@code label}; none by default
 * @param examples the most examples of the training split that probes are fitted to
 * @param trees the stages of boosting, each with a tree for each class
 * @param compared the most examples whose discrepancy is taken
 * @param permutations of the test
 */
public record Leakage(
    Optional<String> target,
    Optional<String> task,
    @Default("10000") @Interval(min = 2, max = 10_000_000) int examples,
    @Default("100") @Interval(min = 1, max = 10_000) int trees,
    @Default("500") @Interval(min = 4, max = 10_000) int compared,
    @Default("199") @Interval(min = 1, max = 100_000) int permutations)
    implements Metric, ReadsSplits, ReadsLabels {
  private static final String NAME = "leakage";
  private static final String LABEL = "label";
  private static final double COST = 1;

  /** Checks the arguments. */
  public Leakage {
    Counts.checkAtLeast("examples", examples, 2, 10_000_000);
    Counts.checkPositive("trees", trees, 10_000);
    Counts.checkAtLeast("compared", compared, 4, 10_000);
    Counts.checkPositive("permutations", permutations, 100_000);
    checkArgument(
        task.isEmpty() || !task.get().equals(target.orElse(LABEL)),
        "task and target are both %s: what codes should tell, and what they should not",
        target.orElse(LABEL));
  }

  @Override
  public boolean readsLabels() {
    return target.isEmpty() || task.filter(LABEL::equals).isPresent();
  }

  @Override
  public ImmutableSet<Split> alsoReads() {
    return ImmutableSet.of(Split.TRAIN);
  }

  private String column(String part) {
    return Target.named(NAME, target) + "-" + part;
  }

  @Override
  public ImmutableList<Column> columns() {
    String what = target.orElse("the label");
    ImmutableList.Builder<Column> columns = ImmutableList.builder();
    for (String probe : ImmutableList.of("linear", "trees")) {
      String by = probe.equals("linear") ? "logistic regression" : trees + " boosted trees";
      columns.add(
          new Column(column(probe), "", Better.LOWER, "Accuracy of %s for %s".formatted(by, what)),
          new Column(
              column(probe + "-auroc"),
              "",
              Better.LOWER,
              "Area under the curve of %s for %s".formatted(by, what)),
          new Column(
              column(probe + "-mi"),
              "nats",
              Better.LOWER,
              "Entropy of %s less the cross-entropy of %s".formatted(what, by)));
    }
    columns.add(
        new Column(
            column("mmd"),
            "",
            Better.LOWER,
            "Squared maximum mean discrepancy of codes of different %s".formatted(what)),
        new Column(
            column("mmd-p"),
            "",
            Better.HIGHER,
            "p of that discrepancy by %d permutations".formatted(permutations)));
    task.ifPresent(
        name ->
            columns.add(
                new Column(
                    column("task-linear"),
                    "",
                    Better.HIGHER,
                    "Accuracy of logistic regression for %s".formatted(name)),
                new Column(
                    column("task-trees"),
                    "",
                    Better.HIGHER,
                    "Accuracy of %d boosted trees for %s".formatted(trees, name)),
                new Column(
                    column("task-discrimination"),
                    "",
                    Better.LOWER,
                    "Largest total variation between what is told of %s for different %s"
                        .formatted(name, what))));
    return columns.build();
  }

  @Override
  public void checkFits(Dataset dataset) {
    String who = TypeNames.of(this);
    Target.of(dataset, target, who);
    taskOf(dataset, who);
  }

  private Optional<Labels> taskOf(Dataset dataset, String who) {
    return task.map(
        name -> Target.of(dataset, Optional.of(name).filter(one -> !one.equals(LABEL)), who));
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    Labels attribute = Target.of(graph.dataset(), target, who);
    Optional<Labels> useful = taskOf(graph.dataset(), who);
    Codes codes = new Codes(tf, graph, who);
    HostNoise noise = new HostNoise(tf, graph, column("probes"));
    return runner ->
        numbers(
            codes.of(runner.of(Split.TRAIN)),
            codes.of(runner),
            attribute,
            useful,
            runner.split(),
            noise.stream(runner, NAME));
  }

  /**
   * Computes the numbers.
   *
   * @param known codes of the training split
   * @param asked codes of the evaluated split
   * @param attribute s
   * @param useful the task, if there is one
   * @param stream decides which examples are learnt from, ties, and permutations
   */
  ImmutableMap<String, Estimate> numbers(
      double[][] known,
      double[][] asked,
      Labels attribute,
      Optional<Labels> useful,
      Split split,
      RandomStream stream) {
    if (!finite(asked) || !finite(known)) {
      return columns().stream()
          .collect(
              ImmutableMap.toImmutableMap(
                  Column::name, column -> Estimate.exact(Double.NaN, asked.length)));
    }
    Probes probes = new Probes(known, asked, split, stream.nextLong());
    int[] right = attribute.numbers().get(split);
    ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
    put(numbers, "linear", probes.linear(attribute));
    put(numbers, "trees", probes.boosted(attribute));
    discrepancy(numbers, asked, right, attribute, stream);
    useful.ifPresent(
        labels -> {
          ToldClasses linear = probes.linear(labels);
          numbers
              .put(column("task-linear"), linear.accuracy().by(linear.chance()))
              .put(column("task-trees"), probes.boosted(labels).accuracy().by(linear.chance()))
              .put(
                  column("task-discrimination"),
                  Estimate.exact(linear.discrimination(right, attribute.classes()), asked.length));
        });
    return numbers.buildOrThrow();
  }

  private void put(ImmutableMap.Builder<String, Estimate> numbers, String probe, ToldClasses told) {
    numbers
        .put(column(probe), told.accuracy().ofIdeal(told.chance().mean()))
        .put(
            column(probe + "-auroc"), Estimate.exact(told.area(), told.right().length).ofIdeal(0.5))
        .put(column(probe + "-mi"), told.information().ofIdeal(0));
  }

  private void discrepancy(
      ImmutableMap.Builder<String, Estimate> numbers,
      double[][] asked,
      int[] right,
      Labels attribute,
      RandomStream stream) {
    int[] rows = Batches.spread(asked.length, compared);
    int[] group = Arrays.stream(rows).map(row -> right[row]).toArray();
    GroupDiscrepancy discrepancy =
        new GroupDiscrepancy(
            Arrays.stream(rows).mapToObj(row -> asked[row]).toArray(double[][]::new),
            attribute.classes());
    numbers
        .put(column("mmd"), Estimate.exact(discrepancy.of(group), rows.length).ofIdeal(0))
        .put(
            column("mmd-p"),
            Estimate.exact(discrepancy.p(group, permutations, stream), rows.length));
  }

  private static boolean finite(double[][] codes) {
    return Arrays.stream(codes).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
  }

  /** Fits probes to codes of the training split. */
  private final class Probes {
    private final double[][] known;
    private final double[][] asked;
    private final Split split;
    private final long seed;

    private Probes(double[][] known, double[][] asked, Split split, long seed) {
      this.known = known;
      this.asked = asked;
      this.split = split;
      this.seed = seed;
    }

    private ToldClasses linear(Labels labels) {
      ImmutableIntArray rows = rows(labels);
      return new ToldClasses(
          new LogisticRegression(COST)
              .logProbabilities(codes(rows), classes(labels, rows), asked, labels.classes()),
          labels.numbers().get(split));
    }

    private ToldClasses boosted(Labels labels) {
      ImmutableIntArray rows = rows(labels);
      GradientBoosting.Settings standard = GradientBoosting.Settings.STANDARD;
      GradientBoosting boosting =
          GradientBoosting.fit(
              new SortedFeatures(codes(rows)),
              classes(labels, rows),
              new GradientBoosting.Settings(trees, standard.depth(), standard.learningRate()),
              new RandomStream(seed, "ties"));
      return new ToldClasses(
          Arrays.stream(asked)
              .map(code -> boosting.logProbabilities(code, labels.classes()))
              .toArray(double[][]::new),
          labels.numbers().get(split));
    }

    /** Returns the examples of known class: all, or as many as probes may have, at random. */
    private ImmutableIntArray rows(Labels labels) {
      return KnownRows.of(
          labels.numbers().get(Split.TRAIN), examples, new RandomStream(seed, "rows"));
    }

    private double[][] codes(ImmutableIntArray rows) {
      return rows.stream().mapToObj(row -> known[row]).toArray(double[][]::new);
    }

    private int[] classes(Labels labels, ImmutableIntArray rows) {
      int[] all = labels.numbers().get(Split.TRAIN);
      return rows.stream().map(row -> all[row]).toArray();
    }
  }
}

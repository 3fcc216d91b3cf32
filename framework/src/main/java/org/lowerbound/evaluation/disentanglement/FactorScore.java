package org.lowerbound.evaluation.disentanglement;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.ChecksSplit;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * A metric that is a function of codes, factors and random numbers on the host. It is computed for
 * the codes, for the same codes handed out to other examples, and for the factors as codes.
 */
interface FactorScore extends CodeMetric, ChecksSplit {
  /** Returns what all scores have in common. */
  ScoreOptions options();

  /** Returns the least that the score asks for, and how often it is computed by chance. */
  Needs needs();

  /**
   * Computes the numbers.
   *
   * @param codes {@code [count][latents]}, finite
   * @param factors of the same examples
   * @param stream decides which examples are drawn
   * @return the numbers by the names of the metric's columns
   */
  ImmutableMap<String, Double> numbers(
      double[][] codes, VaryingFactors factors, RandomStream stream);

  /**
   * What a score asks for.
   *
   * @param factors the fewest factors that vary
   * @param units the fewest latent units
   * @param examples the fewest examples of a split
   * @param shared whether it fixes factors: each must have a value that two examples share
   * @param shuffles of how many random orders the number by chance is a mean
   */
  record Needs(int factors, int units, int examples, boolean shared, int shuffles) {}

  @Override
  default Representation representation() {
    return options().representation();
  }

  @Override
  default void checkFits(Dataset dataset, Split split) {
    String who = TypeNames.of(this);
    VaryingFactors factors = VaryingFactors.of(VaryingFactors.known(dataset, who), split);
    int count = dataset.splits().get(split).count();
    checkArgument(
        factors.count() >= needs().factors(),
        "%s needs factors that vary, at least %s, and the %s split of %s has %s",
        who,
        needs().factors(),
        split.label(),
        dataset.name(),
        factors.count());
    checkArgument(
        count >= needs().examples(),
        "%s needs %s examples, and the %s split of %s has %s",
        who,
        needs().examples(),
        split.label(),
        dataset.name(),
        count);
    if (needs().shared()) {
      String alone = String.join(", ", SharedValues.factorsWithout(factors));
      checkArgument(
          alone.isEmpty(),
          "%s compares examples with the same value of a factor, and no two in the %s split of %s"
              + " have the same %s",
          who,
          split.label(),
          dataset.name(),
          alone);
    }
  }

  @Override
  default OnCodes on(Ops tf, EvaluationScope graph, int latents) {
    String who = TypeNames.of(this);
    checkArgument(
        latents >= needs().units(), "%s compares latent units, and this model has only one", who);
    var known = VaryingFactors.known(graph.dataset(), who);
    return (codes, runner) -> estimates(codes, VaryingFactors.of(known, runner.split()), runner);
  }

  private ImmutableMap<String, Estimate> estimates(
      double[][] codes, VaryingFactors factors, SplitRunner runner) {
    String who = TypeNames.of(this);
    int steps = 2 + needs().shuffles();
    ImmutableMap<String, Double> values =
        numbers(codes, factors, new RandomStream(options().seed(), who));
    runner.progress(runner.count() / steps);
    ImmutableMap<String, Double> ideal =
        numbers(factors.asCodes(), factors, new RandomStream(options().seed(), who + ".ideal"));
    List<ImmutableMap<String, Double>> byChance = new ArrayList<>();
    for (int s = 0; s < needs().shuffles(); s++) {
      runner.progress((int) ((long) runner.count() * (2 + s) / steps));
      RandomStream stream = new RandomStream(options().seed(), who + ".chance." + s);
      double[][] shuffled =
          Arrays.stream(stream.permutation(codes.length))
              .mapToObj(i -> codes[i])
              .toArray(double[][]::new);
      byChance.add(numbers(shuffled, factors, stream));
    }
    runner.progress(runner.count());
    ImmutableMap.Builder<String, Estimate> estimates = ImmutableMap.builder();
    for (Column column : columns()) {
      String name = column.name();
      Estimate estimate = Estimate.exact(values.get(name), runner.count());
      estimates.put(
          name,
          column.better() == Better.NEITHER // A count of units has nothing to do with the factors.
              ? estimate
              : estimate
                  .by(Chance.of(byChance.stream().mapToDouble(n -> n.get(name)).toArray()))
                  .ofIdeal(ideal.get(name)));
    }
    return estimates.buildOrThrow();
  }
}

package org.lowerbound.evaluation.gradient;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import com.google.common.collect.Streams;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.ClosedForm;
import org.lowerbound.objective.Objective;
import org.lowerbound.spec.ChosenNames;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How good a gradient estimator is: mean, variance, signal-to-noise ratio and bias of an
 * objective's gradient over repeated draws of its noise, on one fixed batch, for each group of the
 * model's parameters. The gradient is of what is minimised, per example, in nats per unit of a
 * parameter.
 *
 * <ul>
 *   <li>{@code norm}: the length of the expected gradient. The part of the squared length that is
 *       noise of the mean is taken off.
 *   <li>{@code variance}: the variance over draws, mean over the group's parameters.
 *   <li>{@code snr}: |mean| / standard deviation over draws, mean over the group's parameters
 *       (Rainforth et al. 2018, section 3; Tucker et al. 2019). Parameters whose gradient never
 *       varies are left out: an infinite ratio would drown all others. The mean is itself
 *       estimated: with R draws a parameter without any signal shows √(2/(πR)), which is 0.056 for
 *       200 draws. Ratios near this floor say nothing; the estimate knows it as its {@link Chance}.
 *   <li>{@code bias} and {@code bias-t}, if there is a reference: the difference of the two mean
 *       gradients along the reference's, as a part of the reference's (−0.1: a tenth too short),
 *       and in units of its standard error. Below 3 or so it cannot be told from noise. The
 *       direction is the mean of further draws of the reference, half as many, which are in no
 *       difference; both gradients take the same draws of z if they take equally many. A bias at
 *       right angles to the reference is not seen.
 * </ul>
 *
 * <p>Columns go by name, number and group, like {@code gradient-snr-encoder}. Those of a group
 * without parameters, as most priors are, or that the objective does not move, are left empty.
 *
 * @param objective whose gradient is measured; if empty, what the trial trains with
 * @param reference an objective with a trusted gradient, against which bias is measured
 * @param draws R, the number of times that the noise is drawn
 * @param examples the size of the batch, the first so many of the split, or all if it has fewer
 * @param name what the columns' names begin with, to tell several in one trial apart
 */
public record GradientStatistics(
    Optional<Objective> objective,
    Optional<Objective> reference,
    @Default("200") @Interval(min = 2, max = Counts.MOST_UNITS) int draws,
    @Default("100") @Interval(min = 1, max = Counts.MOST_UNITS) int examples,
    @Default("\"gradient\"") String name)
    implements Metric {
  /** Checks the arguments. */
  public GradientStatistics {
    Counts.checkAtLeast("draws", draws, 2, Counts.MOST_UNITS);
    Counts.checkPositive("examples", examples, Counts.MOST_UNITS);
    ChosenNames.check(name);
  }

  private String column(String number, ParameterGroup group) {
    return name + "-" + number + "-" + group.label();
  }

  @Override
  public ImmutableList<Column> columns() {
    ImmutableList.Builder<Column> columns = ImmutableList.builder();
    for (ParameterGroup group : ParameterGroup.MODEL) {
      String of = " of the gradient by the " + group.label() + "'s parameters over draws";
      columns.add(
          Column.optional(
              column("norm", group),
              "nats/unit",
              Better.NEITHER,
              "Length of the mean"
                  + of
                  + ", per example and unit of a parameter; what %d draws leave of noise is taken off"
                      .formatted(draws)),
          Column.optional(
              column("variance", group),
              "nats^2/unit^2",
              Better.LOWER,
              "Variance%s, mean over parameters; by %d draws, so to %.2g of itself at worst"
                  .formatted(of, draws, Math.sqrt(2.0 / (draws - 1)))),
          Column.optional(
              column("snr", group),
              "",
              Better.HIGHER,
              "Signal-to-noise ratio |mean| / standard deviation%s, mean over parameters; %.2g if"
                      .formatted(of, noSignal().mean())
                  + " there is no signal"));
      if (reference.isPresent()) {
        columns.add(
            Column.optional(
                column("bias", group),
                "",
                Better.NEITHER,
                "Bias of the mean" + of + " along the reference's, as a part of the reference's"),
            Column.optional(
                column("bias-t", group),
                "",
                Better.NEITHER,
                "Bias of the mean" + of + " along the reference's, in standard errors"));
      }
    }
    return columns.build();
  }

  /**
   * Returns the signal-to-noise ratio where there is no signal: |mean| / standard deviation of R
   * draws is √(2/(πR)) on average, by √((1 − 2/π)/R) for one parameter; the mean over parameters
   * may vary as much, since their gradients are of the same draws.
   */
  private Chance noSignal() {
    return new Chance(Math.sqrt(2 / (Math.PI * draws)), Math.sqrt((1 - 2 / Math.PI) / draws));
  }

  @Override
  public void checkFits(Dataset dataset) {
    Stream.concat(objective.stream(), reference.stream())
        .forEach(
            measured -> {
              int ofEach = BoundObjective.drawsOf(measured);
              checkArgument(
                  (long) ofEach * examples * dataset.dimension() <= Integer.MAX_VALUE,
                  "%s draws for each of %s examples of %s values are too much for one run; fewer"
                      + " samples or examples work",
                  ofEach,
                  examples,
                  dataset.dimension());
            });
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    ImmutableList.Builder<Objective> objectives = ImmutableList.builder();
    objectives.add(withGradient("objective", objective.orElse(graph.objective())));
    reference.ifPresent(trusted -> objectives.add(withGradient("reference", trusted)));
    ImmutableList<ImmutableMap<ParameterGroup, Operand<TFloat32>>> gradients =
        graph.gradients().gradients(objectives.build(), name);
    return runner -> numbers(runner, gradients);
  }

  /** Returns an objective, unless it has no gradient. */
  private static Objective withGradient(String key, Objective objective) {
    if (objective instanceof ClosedForm closed) {
      throw new IllegalArgumentException(
          "%s is solved in closed form, without a gradient that could be measured; \"%s\": \"%s\" works"
              .formatted(TypeNames.of(objective), key, TypeNames.of(closed.byGradient())));
    }
    return objective;
  }

  private ImmutableMap<String, Estimate> numbers(
      SplitRunner runner,
      ImmutableList<ImmutableMap<ParameterGroup, Operand<TFloat32>>> gradients) {
    Batch batch = new Batch(runner, Math.min(examples, runner.count()), totalDraws());
    ImmutableMap<ParameterGroup, Operand<TFloat32>> measured = gradients.get(0);
    ImmutableMap<ParameterGroup, Operand<TFloat32>> trusted =
        reference.isPresent() ? gradients.get(1) : ImmutableMap.of();

    // Draws behind those that are compared, so that a reference changes no other number.
    Map<ParameterGroup, VectorMoments> directions = new EnumMap<>(ParameterGroup.class);
    for (int draw = draws; draw < totalDraws(); draw++) {
      addTo(directions, batch.run(draw, trusted));
      batch.done();
    }
    Map<ParameterGroup, ProjectedBias> biases = new EnumMap<>(ParameterGroup.class);
    Sets.intersection(directions.keySet(), measured.keySet())
        .forEach(group -> biases.put(group, new ProjectedBias(directions.get(group).direction())));

    Map<ParameterGroup, VectorMoments> moments = new EnumMap<>(ParameterGroup.class);
    for (int draw = 0; draw < draws; draw++) {
      ImmutableMap<ParameterGroup, float[]> gradient = batch.run(draw, measured);
      addTo(moments, gradient);
      if (!biases.isEmpty()) {
        ImmutableMap<ParameterGroup, float[]> ofReference = batch.run(draw, trusted);
        biases.forEach((group, bias) -> bias.add(gradient.get(group), ofReference.get(group)));
      }
      batch.done();
    }

    ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
    moments.forEach(
        (group, ofGroup) -> {
          numbers.put(column("norm", group), batch.number(ofGroup.norm()));
          numbers.put(column("variance", group), batch.number(ofGroup.meanVariance()));
          ofGroup
              .signalToNoise()
              .ifPresent(
                  ratio -> numbers.put(column("snr", group), batch.number(ratio).by(noSignal())));
        });
    biases.forEach(
        (group, bias) -> {
          bias.relative().ifPresent(b -> numbers.put(column("bias", group), batch.number(b)));
          bias.tValue().ifPresent(t -> numbers.put(column("bias-t", group), batch.number(t)));
        });
    return numbers.buildOrThrow();
  }

  private int totalDraws() {
    return draws + (reference.isPresent() ? (draws + 1) / 2 : 0);
  }

  private static void addTo(
      Map<ParameterGroup, VectorMoments> moments, Map<ParameterGroup, float[]> gradients) {
    gradients.forEach(
        (group, gradient) ->
            moments.computeIfAbsent(group, g -> new VectorMoments()).add(gradient));
  }

  /** The fixed batch, on which noise is drawn again and again. */
  private static final class Batch {
    private final SplitRunner runner;
    private final int[] rows;
    private final int draws;
    private int done;

    Batch(SplitRunner runner, int size, int draws) {
      this.runner = runner;
      this.rows = IntStream.range(0, size).toArray();
      this.draws = draws;
    }

    ImmutableMap<ParameterGroup, float[]> run(
        long draw, ImmutableMap<ParameterGroup, Operand<TFloat32>> nodes) {
      ImmutableList<float[]> values = runner.run(rows, draw, nodes.values().asList());
      ImmutableMap.Builder<ParameterGroup, float[]> byGroup = ImmutableMap.builder();
      Streams.forEachPair(nodes.keySet().stream(), values.stream(), byGroup::put);
      return byGroup.buildOrThrow();
    }

    /** Counts a draw; progress is told in examples, of which a draw takes its share. */
    void done() {
      runner.progress((int) ((long) runner.count() * ++done / draws));
    }

    Estimate number(double value) {
      return Estimate.exact(value, rows.length);
    }
  }
}

package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.ChecksSplit;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.picture.Raster;
import org.lowerbound.spec.ChosenNames;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What each unit does (Higgins et al. 2017, figure 1): a line for each, from the one with the
 * largest KL down, with E[x | z] as the unit goes through its range and all others stay. Where the
 * KL is no sum over units, or there is none, units go by the variance of their posterior mean over
 * the split.
 *
 * @param units how many units at the most
 * @param steps how many values each unit takes
 * @param range how far they go to both sides, in standard deviations
 * @param spread which standard deviations, and around which value
 * @param from where the other units stay
 * @param example the number of the example, from 0
 * @param name of the picture, to tell several in one trial apart
 */
public record Traversals(
    @Default("10") @Interval(min = 1, max = MOST) int units,
    @Default("13") @Interval(min = 2, max = MOST) int steps,
    @Default("3") @Interval(above = 0) double range,
    @Default("\"prior\"") Spread spread,
    @Default("\"example\"") Origin from,
    @Default("0") @Interval(min = 0) int example,
    @Default("\"traversals\"") String name)
    implements Figure, ChecksSplit {
  private static final int MOST = 1000;

  /** Where the units stay that a line does not move. */
  public enum Origin {
    /** The mean of q(z | x) of an example. */
    EXAMPLE,
    /** The mean of the prior. */
    PRIOR
  }

  /** Checks the arguments. */
  public Traversals {
    Counts.checkPositive("units", units, MOST);
    Counts.checkAtLeast("steps", steps, 2, MOST);
    checkArgument(
        range > 0 && range <= Float.MAX_VALUE,
        "range must be positive and finite but is %s",
        range);
    ChosenExamples.check(ImmutableList.of(example));
    ChosenNames.check(name);
  }

  @Override
  public void checkFits(Dataset dataset) {
    ImageColors.checkIsImage(dataset, TypeNames.of(this));
    ChosenExamples.checkFits(ImmutableList.of(example), dataset);
  }

  @Override
  public void checkFits(Dataset dataset, Split split) {
    ChosenExamples.checkFits(ImmutableList.of(example), dataset, split);
  }

  /** What is in the graph. */
  private record Nodes(
      CodeNodes codes,
      Optional<Operand<TFloat32>> variance,
      UnitNodes units,
      Optional<PriorUnits> prior,
      Decoder decoder,
      ImageColors colors) {}

  @Override
  public Drawing build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    CodeNodes codes = new CodeNodes(tf, graph, who, name);
    Optional<Operand<TFloat32>> variance = codes.variance();
    checkArgument(
        spread != Spread.POSTERIOR || variance.isPresent(),
        "%s: this posterior has no standard deviations in closed form; \"spread\": \"aggregate\""
            + " works",
        who);
    Nodes nodes =
        new Nodes(
            codes,
            variance,
            new UnitNodes(tf, graph, codes, who, name),
            spread == Spread.PRIOR || from == Origin.PRIOR
                ? Optional.of(new PriorUnits(tf, graph, who, name))
                : Optional.empty(),
            new Decoder(tf, graph, who),
            ImageColors.of(graph.dataset(), who));
    return runner -> draw(runner, nodes);
  }

  private Picture draw(SplitRunner runner, Nodes nodes) {
    int latents = nodes.codes().latents;
    int row = ChosenExamples.of(runner, ImmutableList.of(example), 1)[0];
    int[] rows = {row};
    RowRuns runs = new RowRuns(runner);
    UnitStatistics statistics = nodes.units().of(runner);
    Optional<PriorUnits.Values> prior = nodes.prior().map(units -> units.of(runner, row));
    double[] own = CodesToDecode.split(runs.of(rows, nodes.codes().best, latents), latents)[0];
    double[] base = from == Origin.EXAMPLE ? own : prior.orElseThrow().mean().toArray();
    float[] variance =
        spread == Spread.POSTERIOR
            ? runs.of(rows, nodes.variance().orElseThrow(), latents)
            : new float[latents];
    List<Integer> shown = statistics.order().subList(0, Math.min(units, latents));
    CodesToDecode codes = new CodesToDecode();
    for (int unit : shown) {
      double middle;
      double deviation;
      switch (spread) {
        case PRIOR -> {
          middle = prior.orElseThrow().mean().get(unit);
          deviation = prior.orElseThrow().deviation().get(unit);
        }
        case AGGREGATE -> {
          middle = statistics.mean().get(unit);
          deviation = statistics.deviation(unit);
        }
        default -> {
          middle = own[unit];
          deviation = Math.sqrt(variance[unit]);
        }
      }
      for (int step = 0; step < steps; step++) {
        double[] code = base.clone();
        code[unit] = middle + place(step) * deviation;
        codes.add(row, code);
      }
    }
    Raster[] decoded =
        nodes.colors().images(nodes.decoder().means(runs, codes.rows(), codes.values()));
    ImmutableList.Builder<List<Raster>> lines = ImmutableList.builder();
    for (int i = 0; i < shown.size(); i++) {
      lines.add(Arrays.asList(decoded).subList(i * steps, (i + 1) * steps));
    }
    ImmutableList.Builder<String> columns = ImmutableList.builder();
    for (int step = 0; step < steps; step++) {
      columns.add(Numbers.of(place(step)));
    }
    return PictureGrid.of(lines.build())
        .withTitle(spread.words())
        .withRows(shown.stream().map(statistics::heading).toList())
        .withColumns(columns.build())
        .drawRows();
  }

  /** Returns how many standard deviations a step is from the middle. */
  private double place(int step) {
    return range * (2 * step - (steps - 1)) / (steps - 1);
  }
}

package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.KlHistory;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.picture.Palette;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.Plot;
import org.lowerbound.picture.Series;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.op.Ops;

/**
 * The KL of each latent unit over the training, a line a unit: the mean over examples of the
 * validation split after each epoch that was looked at, up to the epoch of the model that is
 * evaluated. It shows which units a training gives up, and when.
 *
 * <p>The units that end with the largest KL have a colour each and are in the legend; all others
 * are grey. A training that did not look at them, or one of a version that did not keep what it
 * saw, has a plot without lines, which says so.
 *
 * @param named how many units have a colour of their own
 */
public record KlOverTraining(@Default("8") @Interval(min = 0, max = 20) int named)
    implements Figure {
  private static final int MOST_NAMED = 20;

  /** Checks the argument. */
  public KlOverTraining {
    Counts.checkNotNegative("named", named, MOST_NAMED);
  }

  @Override
  public String name() {
    return "kl-over-training";
  }

  @Override
  public void checkFits(Dataset dataset) {
    checkArgument(
        dataset.splits().containsKey(Split.VALIDATION),
        "%s draws what a training saw of the validation split, but %s has none",
        name(),
        dataset.name());
  }

  @Override
  public Drawing build(Ops tf, EvaluationScope graph) {
    // Refused in words where there is no such KL; no node of it is run.
    KlEstimator.CLOSED_FORM.klPerLatent(tf, graph.terms(tf, name(), name(), 1));
    return runner -> draw(runner.klHistory());
  }

  private Picture draw(KlHistory history) {
    Plot plot = Plot.of(series(history), "epoch", "mean KL of a unit (nats)");
    return (history.looks().isEmpty()
            ? plot.withTitle("The training kept no KL of its units.")
            : plot)
        .draw();
  }

  /** Returns a line for each unit: those without a name first, so that they lie below. */
  ImmutableList<Series> series(KlHistory history) {
    double[] epochs = history.looks().stream().mapToDouble(look -> (double) look.epoch()).toArray();
    List<Integer> byLast =
        IntStream.range(0, history.units())
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    (Integer u) -> -history.looks().get(epochs.length - 1).kls().get(u)))
            .toList();
    int colored = Math.min(named, byLast.size());
    ImmutableList.Builder<Series> series = ImmutableList.builder();
    byLast.stream()
        .skip(colored)
        .forEach(u -> series.add(line("", epochs, history, u, Palette.NONE)));
    ImmutableList<Integer> colors = Palette.of(Math.max(1, colored));
    for (int i = 0; i < colored; i++) {
      int unit = byLast.get(i);
      series.add(line("unit " + (unit + 1), epochs, history, unit, colors.get(i)));
    }
    return series.build();
  }

  private static Series line(String name, double[] epochs, KlHistory history, int unit, int color) {
    return Series.line(
        name,
        epochs,
        history.looks().stream().mapToDouble(look -> look.kls().get(unit)).toArray(),
        color);
  }
}

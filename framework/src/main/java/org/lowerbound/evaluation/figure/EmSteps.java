package org.lowerbound.evaluation.figure;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.HostNoise;
import org.lowerbound.evaluation.ReadsSplits;
import org.lowerbound.model.Ability;
import org.lowerbound.model.ExpectationMaximization;
import org.lowerbound.picture.AxisStyle;
import org.lowerbound.picture.Look;
import org.lowerbound.picture.Palette;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.Plot;
import org.lowerbound.picture.Raster;
import org.lowerbound.picture.Series;
import org.lowerbound.picture.Series.Mark;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.op.Ops;

/**
 * How EM climbs: log p(x), the bound after each E and each M step, and below them the KL between
 * the two, which the M step opens and the next E step closes (Neal and Hinton 1998). All are means
 * over the training split.
 *
 * <p>The iterations are the figure's own, of the model's E and M steps from loadings that are drawn
 * from N(0, 1) and scales of 1, whatever the trial was trained by.
 *
 * @param iterations how many
 */
public record EmSteps(@Default("8") @Interval(min = 1, max = 1000) int iterations)
    implements Figure, ReadsSplits {
  private static final int MOST_ITERATIONS = 1000;
  private static final int HEIGHT = 200;
  private static final int WIDTH = 560;

  /** Checks the argument. */
  public EmSteps {
    Counts.checkPositive("iterations", iterations, MOST_ITERATIONS);
  }

  @Override
  public String name() {
    return "em-steps";
  }

  @Override
  public ImmutableSet<Split> alsoReads() {
    return ImmutableSet.of(Split.TRAIN);
  }

  @Override
  public Drawing build(Ops tf, EvaluationScope graph) {
    if (!(graph.model() instanceof ExpectationMaximization model)
        || !Ability.LINEAR_DECODING.isOf(graph.model())) {
      throw new IllegalArgumentException(
          name()
              + " makes iterations of EM of its own, of a model with both steps in closed form and"
              + " normal latents; ppca and factor-analysis work, whatever their objective is, and"
              + " what em and lagging did with another model is in the trial's curve");
    }
    EmClimb climb =
        new EmClimb(tf, graph, model, name(), graph.dataset().splits().get(Split.TRAIN).count());
    HostNoise noise = new HostNoise(tf, graph, name());
    return runner ->
        draw(climb.run(runner.of(Split.TRAIN), noise.stream(runner, name()), iterations));
  }

  /** Draws iterations, of which the first is what there is before any. */
  static Picture draw(List<EmClimb.Iteration> climbed) {
    int count = climbed.size();
    double[] number = new double[count];
    double[] evidence = new double[count];
    double[] afterM = new double[count];
    double[] kl = new double[count];
    double[] pathX = new double[2 * count];
    double[] pathY = new double[2 * count];
    for (int i = 0; i < count; i++) {
      EmClimb.Iteration one = climbed.get(i);
      number[i] = i;
      evidence[i] = one.logEvidence();
      kl[i] = i == 0 ? Double.NaN : one.kl();
      afterM[i] = i == 0 ? Double.NaN : one.logEvidence() - one.kl();
      pathX[2 * i] = i;
      pathX[2 * i + 1] = i;
      pathY[2 * i] = afterM[i]; // Nothing before the first E step.
      pathY[2 * i + 1] = evidence[i];
    }
    ImmutableList<Integer> colors = Palette.of(3);
    Raster climb =
        Plot.of(
                ImmutableList.of(
                    Series.line("log p(x)", number, evidence, colors.get(0)),
                    Series.line("bound", pathX, pathY, colors.get(1)),
                    Series.of(
                        "after an E step", number, evidence, Look.of(Mark.POINTS, colors.get(1))),
                    Series.of(
                        "after an M step",
                        number,
                        afterM,
                        Look.of(Mark.POINTS, colors.get(1)).withHollow())),
                "iteration of EM",
                "nats per example")
            .draw();
    Raster gap =
        Plot.of(
                ImmutableList.of(
                    Series.of(
                        "KL after an M step",
                        number,
                        kl,
                        Look.of(Mark.POINTS_ON_LINE, colors.get(2)))),
                AxisStyle.of("iteration of EM"),
                AxisStyle.logarithmic("KL(q || p(z|x)) (nats)"))
            .withSize(WIDTH, HEIGHT)
            .draw();
    return above(climb, gap);
  }

  /** Returns one picture above another. */
  private static Raster above(Raster top, Raster bottom) {
    int width = Math.max(top.width(), bottom.width());
    int[] pixels = Raster.blank(width, top.height() + bottom.height(), 0xFFFFFF).pixels().clone();
    for (int row = 0; row < top.height(); row++) {
      System.arraycopy(top.pixels(), row * top.width(), pixels, row * width, top.width());
    }
    for (int row = 0; row < bottom.height(); row++) {
      System.arraycopy(
          bottom.pixels(),
          row * bottom.width(),
          pixels,
          (top.height() + row) * width,
          bottom.width());
    }
    return new Raster(width, top.height() + bottom.height(), pixels);
  }
}

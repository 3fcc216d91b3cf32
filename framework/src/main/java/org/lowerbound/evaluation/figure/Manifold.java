package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.lowerbound.data.Dataset;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.picture.Canvas;
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
 * The learned manifold of a model with two latents (Kingma and Welling 2014, figure 4): E[x | z]
 * for z on a square grid, each coordinate the standard normal quantile of (i + ½) / steps, so that
 * each image stands for the same share of the prior. z₁ grows to the right, z₂ upwards; the images
 * touch.
 *
 * @param steps how many images a side
 * @param name of the picture, to tell several in one trial apart
 */
public record Manifold(
    @Default("20") @Interval(min = 2, max = MOST) int steps, @Default("\"manifold\"") String name)
    implements Figure {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final int MOST = 100;

  /** Images are shown so large that the picture is about so wide. */
  private static final int WIDTH = 1200;

  /** Checks the arguments. */
  public Manifold {
    Counts.checkAtLeast("steps", steps, 2, MOST);
    ChosenNames.check(name);
  }

  @Override
  public void checkFits(Dataset dataset) {
    ImageColors.checkIsImage(dataset, TypeNames.of(this));
  }

  @Override
  public Drawing build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    Distribution prior = graph.terms(tf, who, name, 1).prior();
    checkArgument(
        prior.dimension() == 2,
        "%s shows a plane: it needs a model with 2 latents, but this one has %s",
        who,
        prior.dimension());
    checkArgument(
        prior instanceof DiagonalNormal normal
            && isConstant(normal.loc())
            && isConstant(normal.logScale()),
        "%s goes through the quantiles of the prior \"standard-normal\"; another one, as here %s,"
            + " has others",
        who,
        TypeNames.of(prior));
    ImmutableList<Operand<TFloat32>> moments =
        ImmutableList.of(((DiagonalNormal) prior).loc(), ((DiagonalNormal) prior).logScale());
    Decoder decoder = new Decoder(tf, graph, who);
    ImageColors colors = ImageColors.of(graph.dataset(), who);
    return runner -> {
      for (float[] values : runner.run(new int[] {0}, 0, moments)) {
        for (float value : values) {
          checkState(value == 0, "the prior is no standard normal");
        }
      }
      return draw(runner, decoder, colors);
    };
  }

  private static boolean isConstant(Operand<TFloat32> node) {
    return node.op().type().equals("Const");
  }

  private Raster draw(SplitRunner runner, Decoder decoder, ImageColors colors) {
    float[] codes = new float[2 * steps * steps];
    for (int row = 0; row < steps; row++) {
      for (int column = 0; column < steps; column++) {
        int at = 2 * (row * steps + column);
        codes[at] = (float) NORMAL.inverseCumulativeProbability((column + 0.5) / steps);
        codes[at + 1] =
            (float) NORMAL.inverseCumulativeProbability((steps - 1 - row + 0.5) / steps);
      }
    }
    RowRuns runs = new RowRuns(runner);
    Raster[] images = colors.images(decoder.means(runs, runs.turns(steps * steps), codes));
    int scale = Math.max(1, Math.round(WIDTH / (float) (steps * colors.width())));
    Canvas canvas =
        new Canvas(steps * colors.width() * scale, steps * colors.height() * scale, /* color= */ 0);
    for (int i = 0; i < images.length; i++) {
      canvas.put(
          images[i].scaled(scale),
          i % steps * colors.width() * scale,
          i / steps * colors.height() * scale);
    }
    return canvas.raster();
  }
}

package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.SplitRunner;
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
 * Between pairs of examples: a line for each pair, with the two examples at its ends and E[x | z]
 * between them, for z on the way from the one's mean of q(z | x) to the other's. Labels, for a
 * decoder that looks at them, are those of the example that is nearer.
 *
 * @param count how many pairs of the split's first examples: 0 and 1, 2 and 3, and so on
 * @param examples the examples by their numbers, from 0, two for each pair; if there are none, the
 *     first ones
 * @param steps how many codes, those of the two examples among them
 * @param path the way
 * @param name of the picture, to tell several in one trial apart
 */
public record Interpolations(
    @Default("6") @Interval(min = 1, max = MOST) int count,
    @Default("[]") ImmutableList<Integer> examples,
    @Default("11") @Interval(min = 2, max = MOST) int steps,
    @Default("\"linear\"") InterpolationPath path,
    @Default("\"interpolations\"") String name)
    implements ShowsExamples {
  private static final int MOST = 100;

  /** Checks the arguments. */
  public Interpolations {
    Counts.checkPositive("count", count, MOST);
    Counts.checkAtLeast("steps", steps, 2, MOST);
    ChosenExamples.check(examples);
    checkArgument(
        examples.size() % 2 == 0, "examples come in pairs, but these are %s", examples.size());
    ChosenNames.check(name);
  }

  @Override
  public Drawing build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    CodeNodes codes = new CodeNodes(tf, graph, who, name);
    Decoder decoder = new Decoder(tf, graph, who);
    Operand<TFloat32> observed = new ImageNodes(tf, graph).observed();
    ImageColors colors = ImageColors.of(graph.dataset(), who);
    return runner -> draw(runner, codes, decoder, observed, colors);
  }

  private Raster draw(
      SplitRunner runner,
      CodeNodes codes,
      Decoder decoder,
      Operand<TFloat32> observed,
      ImageColors colors) {
    int[] rows = ChosenExamples.of(runner, examples, 2 * count);
    checkArgument(rows.length > 1, "there is no pair among %s examples", rows.length);
    RowRuns runs = new RowRuns(runner);
    double[][] ends = CodesToDecode.split(runs.of(rows, codes.best, codes.latents), codes.latents);
    Raster[] inputs = colors.images(runs.of(rows, observed, colors.size()));
    CodesToDecode between = new CodesToDecode();
    int pairs = rows.length / 2;
    for (int pair = 0; pair < pairs; pair++) {
      for (int step = 0; step < steps; step++) {
        double t = step / (steps - 1.0);
        between.add(
            rows[2 * pair + (t <= 0.5 ? 0 : 1)], path.at(ends[2 * pair], ends[2 * pair + 1], t));
      }
    }
    Raster[] decoded = colors.images(decoder.means(runs, between.rows(), between.values()));
    ImmutableList.Builder<ImmutableList<Raster>> lines = ImmutableList.builder();
    for (int pair = 0; pair < pairs; pair++) {
      ImmutableList.Builder<Raster> line = ImmutableList.builder();
      line.add(inputs[2 * pair]);
      for (int step = 0; step < steps; step++) {
        line.add(decoded[pair * steps + step]);
      }
      lines.add(line.add(inputs[2 * pair + 1]).build());
    }
    ImmutableList.Builder<String> headings = ImmutableList.builder();
    headings.add("input");
    for (int step = 0; step < steps; step++) {
      headings.add(Numbers.of(step / (steps - 1.0)));
    }
    return PictureGrid.of(lines.build()).withColumns(headings.add("input").build()).draw();
  }
}

package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.List;
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
 * Examples whose codes are changed: a line for each example, with the example, E[x | z] at the mean
 * of q(z | x), and E[x | z] after each of the changes.
 *
 * @param changes what is changed, a column each
 * @param count how many of the split's first examples, or all if it has less
 * @param examples the examples by their numbers, from 0; if there are none, the first ones
 * @param name of the picture, to tell several in one trial apart
 */
public record Edits(
    ImmutableList<Edit> changes,
    @Default("5") @Interval(min = 1, max = MOST) int count,
    @Default("[]") @Interval(min = 0) ImmutableList<Integer> examples,
    @Default("\"edits\"") String name)
    implements ShowsExamples {
  private static final int MOST = 100;

  /** Checks the arguments. */
  public Edits {
    checkArgument(
        !changes.isEmpty() && changes.size() <= MOST,
        "changes must be 1 … %s but are %s",
        MOST,
        changes.size());
    Counts.checkPositive("count", count, MOST);
    ChosenExamples.check(examples);
    ChosenNames.check(name);
  }

  @Override
  public Drawing build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    CodeNodes codes = new CodeNodes(tf, graph, who, name);
    changes.forEach(change -> change.checkFits(codes.latents));
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
    ImmutableList<Edit> all =
        ImmutableList.<Edit>builder()
            .add(new Edit(ImmutableList.of(), ImmutableList.of()))
            .addAll(changes)
            .build();
    int[] rows = ChosenExamples.of(runner, examples, count);
    RowRuns runs = new RowRuns(runner);
    double[][] own = CodesToDecode.split(runs.of(rows, codes.best, codes.latents), codes.latents);
    CodesToDecode changed = new CodesToDecode();
    for (int i = 0; i < rows.length; i++) {
      for (Edit edit : all) {
        changed.add(rows[i], edit.apply(own[i]));
      }
    }
    Raster[] inputs = colors.images(runs.of(rows, observed, colors.size()));
    Raster[] decoded = colors.images(decoder.means(runs, changed.rows(), changed.values()));
    ImmutableList.Builder<List<Raster>> lines = ImmutableList.builder();
    for (int i = 0; i < rows.length; i++) {
      ImmutableList.Builder<Raster> line = ImmutableList.builder();
      line.add(inputs[i]);
      for (int e = 0; e < all.size(); e++) {
        line.add(decoded[i * all.size() + e]);
      }
      lines.add(line.build());
    }
    return PictureGrid.of(lines.build())
        .withColumns(
            ImmutableList.<String>builder()
                .add("input")
                .addAll(Lists.transform(all, Edit::heading))
                .build())
        .draw();
  }
}

package org.lowerbound.evaluation.figure;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.ChosenLabels;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.CodeGenerating;
import org.lowerbound.model.Decoded;
import org.lowerbound.model.Generating;
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
 * Draws from p(x | y), a line for each label y. All draws of a column are made of the same noise,
 * so that of a model with latents they have the same z, or the same distance from the mean of p(z |
 * y): what is kept along a column does not depend on the label (Kingma, Rezende, Mohamed and
 * Welling 2014, figure 1).
 *
 * @param draws how many for each label
 * @param means whether means of p(x | z, y) stand for its draws
 * @param name of the picture, to tell several in one trial apart
 */
public record ClassSamples(
    @Default("10") @Interval(min = 1, max = SamplesFigure.MOST_IMAGES) int draws,
    @Default("false") boolean means,
    @Default("\"class-samples\"") String name)
    implements Figure {
  /** Checks the arguments. */
  public ClassSamples {
    Counts.checkPositive("draws", draws, SamplesFigure.MOST_IMAGES);
    ChosenNames.check(name);
  }

  @Override
  public void checkFits(Dataset dataset) {
    ImageColors.checkIsImage(dataset, TypeNames.of(this));
  }

  @Override
  public Drawing build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    ChosenLabels labels = ChosenLabels.of(tf, graph, who);
    Operand<TFloat32> images =
        new ImageNodes(tf, graph).raw(drawn(tf, graph, labels, who)); // [draws, D]
    labels.checkLookedAt(who, ", semi-supervised-vae");
    ImageColors colors = ImageColors.of(graph.dataset(), who);
    return runner -> draw(runner, labels, colors, images);
  }

  private Operand<TFloat32> drawn(Ops tf, EvaluationScope graph, ChosenLabels labels, String who) {
    if (!means) {
      Generating model = graph.modelGivenLabels(Ability.GENERATING, who);
      return model.sample(tf, graph.noise().apply(name), draws, labels.pass());
    }
    CodeGenerating model = graph.modelGivenLabels(Ability.CODE_GENERATING, who);
    Operand<TFloat32> codes =
        model.sampleCodes(tf, graph.noise().apply(name), draws, labels.pass());
    return Decoded.of(tf, model, codes, labels.pass()).mean(tf);
  }

  private Picture draw(
      SplitRunner runner, ChosenLabels labels, ImageColors colors, Operand<TFloat32> images) {
    int[] rows = IntStream.range(0, draws).map(i -> i % runner.count()).toArray();
    ImmutableList.Builder<List<Raster>> lines = ImmutableList.builder();
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (int label = 0; label < labels.classes(); label++) {
      float[] values =
          labels
              .giving(runner, label)
              .run(rows, 0, ImmutableList.of(), ImmutableList.of(images), RowRunner.Portion.ALL)
              .get(0);
      lines.add(Arrays.asList(colors.images(values)));
      names.add(Integer.toString(label));
    }
    return PictureGrid.of(lines.build()).withRows(names.build()).draw();
  }
}

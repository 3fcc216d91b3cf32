package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.ChecksSplit;
import org.lowerbound.evaluation.ChosenLabels;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Decoded;
import org.lowerbound.network.Pass;
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
 * Examples, each with what it would be in every class: E[x | z, y] for all y, at one z, the mean of
 * q(z | x, y) for the example's own label, or a draw if that has no mean (Kingma, Rezende, Mohamed
 * and Welling 2014, figure 1). What is alike along a line is what z has kept.
 *
 * @param count how many of the split's first examples, or all if it has less
 * @param examples the examples by their numbers, from 0; if there are none, the first ones
 * @param name of the picture, to tell several in one trial apart
 */
public record Analogies(
    @Default("10") @Interval(min = 1, max = SamplesFigure.MOST_IMAGES) int count,
    @Default("[]") @Interval(min = 0) ImmutableList<Integer> examples,
    @Default("\"analogies\"") String name)
    implements Figure, ChecksSplit {
  /** Checks the arguments. */
  public Analogies {
    Counts.checkPositive("count", count, SamplesFigure.MOST_IMAGES);
    ChosenExamples.check(examples);
    ChosenNames.check(name);
  }

  @Override
  public void checkFits(Dataset dataset) {
    ImageColors.checkIsImage(dataset, TypeNames.of(this));
    ChosenExamples.checkFits(examples, dataset);
  }

  @Override
  public void checkFits(Dataset dataset, Split split) {
    ChosenExamples.checkFits(examples, dataset, split);
    dataset
        .labels()
        .map(labels -> labels.numbers().get(split))
        .ifPresent(
            own -> {
              for (int row : ChosenExamples.of(own.length, examples, count)) {
                checkArgument(
                    own[row] != Labels.UNKNOWN,
                    "%s are of examples whose label is known, but that of example %s of the %s"
                        + " split is not; the test split works",
                    TypeNames.of(this),
                    row,
                    split.label());
              }
            });
  }

  /**
   * What is run.
   *
   * @param labels those that encoder and decoder are given
   * @param codes z of each row, {@code [B, latents]}, given its own label; then any z is given
   * @param latents the dimension of z
   * @param observed the row, raw values {@code [B, D]}
   * @param decoded E[x | z, y], raw values {@code [B, D]}
   */
  private record Nodes(
      ChosenLabels labels,
      Operand<TFloat32> codes,
      int latents,
      Operand<TFloat32> observed,
      Operand<TFloat32> decoded) {}

  @Override
  public Drawing build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    ChosenLabels labels = ChosenLabels.of(tf, graph, who);
    CodeNodes codes =
        new CodeNodes(
            tf, graph, graph.modelGivenLabels(Ability.ENCODING, who), labels.pass(), name);
    Pass ofDecoder = labels.pass().unasked();
    Decoded decoded =
        Decoded.of(tf, graph.modelGivenLabels(Ability.DECODING, who), codes.best, ofDecoder);
    checkArgument(
        ofDecoder.usesLabels(),
        "%s need a decoder that looks at labels, p(x | z, y): that of a vae with \"condition\":"
            + " \"label\" or of semi-supervised-vae",
        who);
    ImageNodes images = new ImageNodes(tf, graph);
    Nodes nodes =
        new Nodes(
            labels, codes.best, codes.latents, images.observed(), images.raw(decoded.mean(tf)));
    ImageColors colors = ImageColors.of(graph.dataset(), who);
    int[] noLabels = {};
    return runner ->
        draw(
            runner,
            nodes,
            graph.dataset().labels().orElseThrow().numbers().getOrDefault(runner.split(), noLabels),
            colors);
  }

  /**
   * Draws the picture.
   *
   * @param own the label of each row
   */
  private Picture draw(SplitRunner runner, Nodes nodes, int[] own, ImageColors colors) {
    int[] rows = ChosenExamples.of(runner, examples, count);
    int size = colors.size();
    float[] codes =
        new RowRuns(nodes.labels().giving(runner, row -> own[row]))
            .of(rows, nodes.codes(), nodes.latents());
    ImmutableList.Builder<Raster[]> columns = ImmutableList.builder();
    ImmutableList.Builder<String> headings = ImmutableList.builder();
    columns.add(colors.images(new RowRuns(runner).of(rows, nodes.observed(), size)));
    headings.add("input");
    for (int label = 0; label < nodes.labels().classes(); label++) {
      RowRuns ofLabel = new RowRuns(nodes.labels().giving(runner, label));
      columns.add(colors.images(ofLabel.of(rows, nodes.decoded(), size, nodes.codes(), codes)));
      headings.add(Integer.toString(label));
    }
    ImmutableList<Raster[]> all = columns.build();
    return PictureGrid.of(
            IntStream.range(0, rows.length)
                .<List<Raster>>mapToObj(i -> all.stream().map(column -> column[i]).toList())
                .toList())
        .withColumns(headings.build())
        .withColumnBreaks(ImmutableSet.of(1))
        .draw();
  }
}

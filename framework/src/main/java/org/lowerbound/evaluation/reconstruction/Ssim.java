package org.lowerbound.evaluation.reconstruction;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The structural similarity of an image and its reconstruction E[x | z] at the posterior mean of z:
 * {@link StructuralSimilarity}.
 */
public record Ssim() implements Metric {
  private static final String NAME = "ssim";

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            NAME,
            "",
            Better.HIGHER,
            "Structural similarity of x and E[x|z] at z = E_q[z|x], Gaussian windows of 11 x 11"));
  }

  @Override
  public void checkFits(Dataset dataset) {
    Shape shape = dataset.observationShape();
    checkArgument(
        shape.numDimensions() == 3,
        "ssim compares images, but observations of %s are vectors of %s values;"
            + " reconstruction-error works",
        dataset.name(),
        dataset.dimension());
    checkArgument(
        dataset.observedKind() != ValueKind.REAL,
        "ssim compares pixels on [0, 1], but the values of %s are real; reconstruction-error works",
        dataset.name());
    int window = StructuralSimilarity.WINDOW;
    checkArgument(
        shape.get(0) >= window && shape.get(1) >= window,
        "ssim looks through windows of %s x %s pixels, but the images of %s have %s x %s;"
            + " reconstruction-error works",
        window,
        window,
        dataset.name(),
        shape.get(0),
        shape.get(1));
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    checkFits(graph.dataset());
    Operand<TFloat32> reconstructed = MeanReconstruction.of(tf, graph, TypeNames.of(this));
    Shape shape = graph.dataset().observationShape();
    StructuralSimilarity similarity =
        new StructuralSimilarity((int) shape.get(0), (int) shape.get(1), (int) shape.get(2));
    int dimension = graph.dataset().dimension();
    return runner -> {
      double[] similarities = new double[runner.count()];
      Batches.forEach(
          runner,
          1,
          (index, rows) -> {
            ImmutableList<float[]> values =
                runner.run(rows, 0, ImmutableList.of(graph.observations(), reconstructed));
            for (int b = 0; b < rows.length; b++) {
              similarities[rows[b]] = similarity.of(values.get(0), values.get(1), b * dimension);
            }
          });
      runner.keep(NAME, similarities);
      return ImmutableMap.of(NAME, Estimate.meanOf(similarities));
    };
  }
}

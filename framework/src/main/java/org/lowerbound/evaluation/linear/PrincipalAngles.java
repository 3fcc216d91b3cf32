package org.lowerbound.evaluation.linear;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.ReadsSplits;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * How far the space that a linear decoder reaches is from that of the leading principal components
 * of the training split, whatever its axes are: the largest of the angles between the two (Björck
 * and Golub 1973), and the part of the variance that the best space of that dimension holds which
 * is in the decoder's. Where eigenvalues are nearly equal the angle says little, and the variance
 * tells.
 *
 * <p>A decoder whose columns depend on each other reaches a smaller space: the angle is 90 degrees.
 */
public record PrincipalAngles() implements Metric, ReadsSplits {
  private static final String ANGLE = "principal-angle";
  private static final String VARIANCE = "explained-variance";

  @Override
  public ImmutableSet<Split> alsoReads() {
    return ImmutableSet.of(Split.TRAIN);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            ANGLE,
            "degrees",
            Better.LOWER,
            "Largest angle between the columns of the linear decoder and the leading principal"
                + " components of the training split"),
        new Column(
            VARIANCE,
            "",
            Better.HIGHER,
            "Variance of the training split in the space of the decoder's columns, as a part of"
                + " what as many principal components have"));
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    HostMap.Nodes nodes = new HostMap.Nodes(tf, graph, who);
    int dimension = graph.dataset().dimension();
    checkArgument(
        nodes.latents() <= dimension,
        "%s compares the decoder's columns with as many principal components, but there are %s"
            + " columns and an observation has %s values; at most so many latents work",
        who,
        nodes.latents(),
        dimension);
    TrainingCovariance covariance = new TrainingCovariance(tf, graph);
    return runner -> {
      HostMap map = nodes.run(runner);
      SubspaceComparison found =
          SubspaceComparison.of(map.loadings(), covariance.run(runner.of(Split.TRAIN)));
      long n = runner.of(Split.TRAIN).count();
      return ImmutableMap.of(
          ANGLE,
          Estimate.exact(Math.toDegrees(found.angle()), n),
          VARIANCE,
          Estimate.exact(found.explained(), n));
    };
  }
}

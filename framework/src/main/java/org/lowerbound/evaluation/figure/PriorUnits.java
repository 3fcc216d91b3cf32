package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.WithVariance;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Mean and standard deviation of each unit under p(z): exact where they have a closed form, else of
 * draws. Of a prior given labels they are those for the labels of one example.
 */
final class PriorUnits {
  private static final int DRAWS = 10_000;

  private final int latents;
  private final ImmutableList<Operand<TFloat32>> exact; // mean and variance, [..., latents] each
  private final ImmutableList<Operand<TFloat32>> draws; // [DRAWS, ..., latents]

  /**
   * The numbers of each unit.
   *
   * @param mean of p(z_u)
   * @param deviation of p(z_u)
   */
  record Values(ImmutableDoubleArray mean, ImmutableDoubleArray deviation) {}

  /**
   * Adds the nodes.
   *
   * @param who asks, by its type name
   * @throws IllegalArgumentException if the model has no prior that tells them
   */
  PriorUnits(Ops tf, EvaluationScope graph, String who, String stream) {
    checkArgument(
        Ability.LATENT_VARIABLES.isOf(graph.model()),
        "%s: this model has no prior that its units could be told in standard deviations of;"
            + " \"spread\": \"aggregate\" works",
        who);
    Distribution prior = graph.terms(tf, who, stream + ".terms", 1).prior();
    this.latents = prior.dimension();
    if (prior instanceof WithVariance moments) {
      this.exact = ImmutableList.of(moments.mean(tf), moments.variance(tf));
      this.draws = ImmutableList.of();
      return;
    }
    checkArgument(
        prior instanceof Sampleable,
        "%s: the prior %s has no standard deviations, and no draws to take them of; \"spread\":"
            + " \"aggregate\" works",
        who,
        TypeNames.of(prior));
    this.exact = ImmutableList.of();
    this.draws =
        ImmutableList.of(
            ((Sampleable) prior).draw(tf, graph.noise().apply(stream + ".prior"), DRAWS));
  }

  /**
   * Returns the numbers.
   *
   * @param row the example whose labels are taken
   */
  Values of(SplitRunner runner, int row) {
    int[] rows = {row};
    if (!exact.isEmpty()) {
      ImmutableList<float[]> values = runner.run(rows, 0, exact);
      return new Values(
          numbers(unit -> values.get(0)[unit]), numbers(unit -> Math.sqrt(values.get(1)[unit])));
    }
    float[] z = runner.run(rows, 0, draws).get(0);
    double[] mean = new double[latents];
    double[] squares = new double[latents];
    double count = z.length / (double) latents;
    for (int i = 0; i < z.length; i++) {
      mean[i % latents] += z[i] / count;
    }
    for (int i = 0; i < z.length; i++) {
      squares[i % latents] += Math.pow(z[i] - mean[i % latents], 2) / count;
    }
    return new Values(
        ImmutableDoubleArray.copyOf(mean),
        ImmutableDoubleArray.copyOf(Arrays.stream(squares).map(Math::sqrt)));
  }

  private ImmutableDoubleArray numbers(IntToDoubleFunction ofUnit) {
    return ImmutableDoubleArray.copyOf(IntStream.range(0, latents).mapToDouble(ofUnit));
  }
}

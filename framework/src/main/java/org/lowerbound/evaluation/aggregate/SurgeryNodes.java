package org.lowerbound.evaluation.aggregate;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import org.lowerbound.distribution.Factorized;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.model.BoundTerms;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What a {@link Surgery} takes of the graph: draws with their densities, and all pairs. */
public final class SurgeryNodes {
  private static final int EXAMPLES_PER_RUN = 1000;

  private final int latents;
  private final PairDensities pairs;
  private final ImmutableList<Operand<TFloat32>> drawn;

  /**
   * Adds the nodes.
   *
   * @param who asks, by its type name
   * @param terms with one draw for each example that is run
   * @throws IllegalArgumentException if the posterior has no density of codes that are given, or if
   *     the prior is not one for all examples; the message says what would work
   */
  public SurgeryNodes(Ops tf, EvaluationScope graph, String who, BoundTerms terms) {
    checkArgument(
        !(graph.pass().knowsEveryLabel() && !graph.pass().ignoresLabels()),
        "%s holds the codes of all examples against one prior, but this model's depends on their"
            + " labels; a prior that is not conditional works",
        who);
    this.latents = terms.posterior().dimension();
    this.pairs = new PairDensities(tf, graph, terms);
    ImmutableList.Builder<Operand<TFloat32>> nodes = ImmutableList.builder();
    nodes.add(terms.latents()); // [1, B, D]
    nodes.add(terms.logPosterior()); // [1, B]
    nodes.add(terms.logPrior()); // [1, B]
    if (terms.posterior() instanceof Factorized independent) {
      nodes.add(independent.logProbPerComponent(tf, terms.latents())); // [1, B, D]
    }
    this.drawn = nodes.build();
  }

  /**
   * Draws a code for some examples, and takes their rates apart.
   *
   * @param examples those that q(z) is of
   * @param draws those of them that are drawn for, each once
   */
  public Surgery run(RowRunner runner, int[] examples, int[] draws) {
    float[] codes = new float[draws.length * latents];
    double[] conditional = new double[draws.length];
    double[] prior = new double[draws.length];
    double[][] perUnit = new double[pairs.areIndependent() ? latents : 0][draws.length];
    for (int first = 0; first < draws.length; first += EXAMPLES_PER_RUN) {
      int[] rows =
          Arrays.copyOfRange(draws, first, Math.min(draws.length, first + EXAMPLES_PER_RUN));
      ImmutableList<float[]> values = runner.run(rows, first / EXAMPLES_PER_RUN, drawn);
      System.arraycopy(values.get(0), 0, codes, first * latents, values.get(0).length);
      for (int i = 0; i < rows.length; i++) {
        conditional[first + i] = values.get(1)[i];
        prior[first + i] = values.get(2)[i];
        for (int u = 0; u < perUnit.length; u++) {
          perUnit[u][first + i] = values.get(3)[i * latents + u];
        }
      }
    }
    PairDensities.Logs aggregate = pairs.at(runner, examples, codes);
    return new Surgery(conditional, prior, aggregate.joint(), perUnit, aggregate.perUnit());
  }
}

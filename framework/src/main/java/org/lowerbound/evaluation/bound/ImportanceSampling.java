package org.lowerbound.evaluation.bound;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.function.Function;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Evidence;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Means of powers of the importance weights w_k = p(x, z_k) / q(z_k | x), z_k ~ q(z | x), for each
 * example of a split.
 *
 * <p>The K draws are made in chunks, the last one smaller if need be: none is dropped. The sums
 * over draws are in double precision.
 */
public final class ImportanceSampling {
  private final boolean exact;
  private final int samples;
  private final int chunk;
  private final Operand<TFloat32> fullChunk;
  private final Operand<TFloat32> lastChunk;

  /**
   * Adds the nodes.
   *
   * @param metric asks
   * @param name the noise stream
   * @param samples K
   * @param chunk the draws of one run
   * @throws IllegalArgumentException if the model has no likelihood
   */
  ImportanceSampling(
      Ops tf, EvaluationScope graph, Metric metric, String name, int samples, int chunk) {
    this(
        tf,
        new Weights(
            graph.modelWith(Ability.EVIDENCE, TypeNames.of(metric)),
            graph.observations(),
            graph.noise(),
            graph.pass()),
        name,
        samples,
        chunk);
  }

  /**
   * Adds the nodes.
   *
   * @param weights what is averaged
   * @param name the noise stream
   * @param samples K
   * @param chunk the draws of one run
   */
  public ImportanceSampling(Ops tf, Weights weights, String name, int samples, int chunk) {
    Counts.checkPositive("samples", samples, Counts.MOST_DRAWS);
    Counts.checkPositive("chunk", chunk, Counts.MOST_DRAWS);
    this.exact = Ability.EXACT_EVIDENCE.isOf(weights.model());
    this.samples = exact ? 1 : samples;
    this.chunk = Math.min(this.samples, chunk);
    this.fullChunk = weights.log(tf, name, this.chunk);
    int rest = this.samples % this.chunk;
    this.lastChunk = rest == 0 ? fullChunk : weights.log(tf, name + ".last", rest);
  }

  /**
   * The weights of a model's draws.
   *
   * @param model gives them
   * @param observations of the rows that are run, {@code [B, D]}
   * @param noise opens a noise stream by name
   * @param pass how networks are run
   */
  public record Weights(
      Evidence model,
      Operand<TFloat32> observations,
      Function<String, NoiseSource> noise,
      Pass pass) {
    /**
     * Returns log w in nats, {@code [draws, B]}; of an exact model log p(x), {@code [1, B]}.
     *
     * @param name the noise stream
     */
    public Operand<TFloat32> log(Ops tf, String name, int draws) {
      return model.logWeight(tf, observations, noise.apply(name), draws, pass);
    }
  }

  /** Returns whether the model computes p(x): a weight is then p(x), and one is enough. */
  public boolean isExact() {
    return exact;
  }

  /**
   * Returns log (1/K) Σ w_k in nats for each example: a lower bound on log p(x) that rises with K
   * towards it (Burda et al. 2016, theorem 1).
   */
  public double[] logEvidence(RowRunner runner) {
    return powers(runner, 1).get(0).logMeans();
  }

  /** Returns the means of powers of the weights of the same draws. */
  ImmutableList<PowerMeans> powers(RowRunner runner, int... powers) {
    ImmutableList<PowerMeans> result =
        Arrays.stream(powers)
            .mapToObj(power -> new PowerMeans(runner.count(), samples))
            .collect(ImmutableList.toImmutableList());
    int chunks = (samples + chunk - 1) / chunk;
    Batches.forEach(
        runner,
        chunk,
        (index, rows) -> {
          PowerSum[][] sums = new PowerSum[powers.length][rows.length];
          for (PowerSum[] ofPower : sums) {
            Arrays.setAll(ofPower, b -> new PowerSum(samples));
          }
          for (int c = 0; c < chunks; c++) {
            Operand<TFloat32> node = c == chunks - 1 ? lastChunk : fullChunk;
            long draw = (long) index * chunks + c;
            float[] logWeights = runner.run(rows, draw, ImmutableList.of(node)).get(0);
            for (int i = 0; i < logWeights.length; i++) {
              for (int p = 0; p < powers.length; p++) {
                // In double: a product in 32 bits would round what differences are made of.
                sums[p][i % rows.length].add((double) powers[p] * logWeights[i]);
              }
            }
          }
          for (int p = 0; p < powers.length; p++) {
            for (int b = 0; b < rows.length; b++) {
              result.get(p).set(rows[b], sums[p][b]);
            }
          }
        });
    return result;
  }
}

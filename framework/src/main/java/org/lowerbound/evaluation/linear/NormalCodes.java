package org.lowerbound.evaluation.linear;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.lowerbound.distribution.Code;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.continuous.FullNormal;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Encoding;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Posteriors q(z | x) that are normal, as numbers. */
final class NormalCodes {
  private final int latents;
  private final boolean diagonal;
  private final Operand<TFloat32> mean; // [B, k]
  private final Operand<TFloat32> factor; // log of it [B, k] if diagonal, else [B, k, k] or [k, k]

  /**
   * Adds the nodes.
   *
   * @param who asks, by its type name
   * @throws IllegalArgumentException if the posterior is not normal
   */
  NormalCodes(Ops tf, EvaluationScope graph, String who) {
    Encoding encoding = graph.modelWith(Ability.ENCODING, who);
    this.latents = encoding.latents();
    Code code = encoding.encode(tf, graph.observations(), graph.pass());
    if (code instanceof DiagonalNormal normal) {
      this.diagonal = true;
      this.mean = normal.loc();
      this.factor = tf.math.add(normal.logScale(), tf.zerosLike(normal.loc()));
    } else if (code instanceof FullNormal normal) {
      this.diagonal = false;
      this.mean = normal.loc();
      this.factor = normal.scaleTril();
    } else {
      throw new IllegalArgumentException(
          "%s needs a normal posterior, but it is %s; diagonal-normal and full-normal work"
              .formatted(who, TypeNames.of(code)));
    }
  }

  ImmutableList<Operand<TFloat32>> nodes() {
    return ImmutableList.of(mean, factor);
  }

  /**
   * N(m, LLᵀ).
   *
   * @param mean m, {@code [k]}
   * @param factor L, {@code [k][k]}, lower triangular
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody writes to them.
  record Posterior(double[] mean, double[][] factor) {
    /** Returns tr(A LLᵀ) for a symmetric A, {@code [k][k]}. */
    double traceWith(double[][] a) {
      double sum = 0;
      for (int u = 0; u < mean.length; u++) {
        for (int v = 0; v < mean.length; v++) {
          double covariance = 0;
          for (int c = 0; c <= Math.min(u, v); c++) {
            covariance += factor[u][c] * factor[v][c];
          }
          sum += a[u][v] * covariance;
        }
      }
      return sum;
    }

    /** Returns KL(N(m, LLᵀ) ‖ N(0, I)) in nats. */
    double klFromPrior() {
      double sum = 0;
      for (int u = 0; u < mean.length; u++) {
        sum += mean[u] * mean[u] - 1 - 2 * Math.log(factor[u][u]);
        for (int c = 0; c <= u; c++) {
          sum += factor[u][c] * factor[u][c];
        }
      }
      return 0.5 * sum;
    }
  }

  /**
   * Returns the posterior of one of the rows that were run.
   *
   * @param values of the nodes
   * @param row its place in the run
   */
  Posterior of(List<float[]> values, int row) {
    double[] m = new double[latents];
    double[][] l = new double[latents][latents];
    float[] factors = values.get(1);
    int first = !diagonal && factors.length > latents * latents ? row * latents * latents : 0;
    for (int u = 0; u < latents; u++) {
      m[u] = values.get(0)[row * latents + u];
      if (diagonal) {
        l[u][u] = Math.exp(factors[row * latents + u]);
      } else {
        for (int v = 0; v <= u; v++) {
          l[u][v] = factors[first + u * latents + v];
        }
      }
    }
    return new Posterior(m, l);
  }
}

package org.lowerbound.evaluation.linear;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.LinearMap;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A linear decoder as numbers, in the values that the model sees. */
final class HostMap {
  private final double[][] loadings;
  private final double[] offset;
  private final Optional<double[]> scale;

  /**
   * Makes one.
   *
   * @param loadings W, {@code [D][k]}
   * @param offset b, {@code [D]}
   * @param scale σ of each value, {@code [D]}, if the noise is normal and the same for all z
   */
  HostMap(double[][] loadings, double[] offset, Optional<double[]> scale) {
    this.loadings = loadings;
    this.offset = offset;
    this.scale = scale;
  }

  /** The nodes of a decoder. */
  static final class Nodes {
    private final LinearMap map;
    private final int latents;

    /**
     * Adds the nodes.
     *
     * @param who asks, by its type name
     * @throws IllegalArgumentException if the model's decoder is not linear
     */
    Nodes(Ops tf, EvaluationScope graph, String who) {
      var model = graph.modelWith(Ability.LINEAR_DECODING, who);
      LinearMap nodes = model.decoderMap(tf, graph.pass());
      this.map = // Of their own: what is given to a run cannot be asked of it.
          new LinearMap(
              tf.identity(nodes.loadings()),
              tf.identity(nodes.offset()),
              nodes.logScale().map(tf::identity));
      this.latents = model.latents();
    }

    /** Returns k. */
    int latents() {
      return latents;
    }

    /** Returns whether the noise is normal and the same for all z. */
    boolean hasScale() {
      return map.logScale().isPresent();
    }

    /** Returns the numbers. */
    HostMap run(RowRunner runner) {
      ImmutableList.Builder<Operand<TFloat32>> nodes = ImmutableList.builder();
      nodes.add(map.loadings()).add(map.offset());
      map.logScale().ifPresent(nodes::add);
      ImmutableList<float[]> values = runner.run(new int[] {0}, 0, nodes.build());
      int dimension = values.get(1).length;
      double[][] w = new double[dimension][latents];
      double[] b = new double[dimension];
      for (int i = 0; i < dimension; i++) {
        b[i] = values.get(1)[i];
        for (int u = 0; u < latents; u++) {
          w[i][u] = values.get(0)[i * latents + u];
        }
      }
      if (!hasScale()) {
        return new HostMap(w, b, Optional.empty());
      }
      float[] logScale = values.get(2);
      double[] scale = new double[dimension];
      for (int i = 0; i < dimension; i++) {
        scale[i] = Math.exp(logScale[i % logScale.length]);
      }
      return new HostMap(w, b, Optional.of(scale));
    }
  }

  /** Returns W, {@code [D][k]}. */
  double[][] loadings() {
    return loadings;
  }

  /** Returns b, {@code [D]}. */
  double[] offset() {
    return offset;
  }

  /** Returns σ of each value, {@code [D]}, if the noise is normal and the same for all z. */
  Optional<double[]> scale() {
    return scale;
  }

  /** Returns D. */
  int dimension() {
    return offset.length;
  }

  /** Returns k. */
  int latents() {
    return loadings[0].length;
  }

  /** Returns WᵀW, {@code [k][k]}. */
  double[][] gram() {
    int k = latents();
    double[][] gram = new double[k][k];
    for (double[] row : loadings) {
      for (int u = 0; u < k; u++) {
        for (int v = 0; v < k; v++) {
          gram[u][v] += row[u] * row[v];
        }
      }
    }
    return gram;
  }
}

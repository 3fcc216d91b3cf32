package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lowerbound.distribution.continuous.FullNormal;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.ExpectationMaximization;
import org.lowerbound.random.RandomStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Iterations of EM with a model's own E and M steps, at parameters that are given to its nodes for
 * each run: those of the trial stay as they are.
 */
final class EmClimb {
  private static final int ROWS = 1000;

  private final ImmutableMap<String, Operand<TFloat32>> parameters;
  private final ImmutableList<Sum> sums;
  private final ImmutableMap<String, Operand<TFloat32>> maximum;
  private final Operand<TFloat32> logEvidence; // [B]
  private final Operand<TFloat32> means; // [B, k]
  private final Operand<TFloat32> factor; // [k, k], one for all x
  private final int latents;

  /**
   * A statistic as two 32-bit floats, which the graph gives of a batch and is given of all
   * examples.
   */
  private record Sum(
      Operand<TFloat32> high,
      Operand<TFloat32> low,
      Operand<TFloat32> givenHigh,
      Operand<TFloat32> givenLow,
      Shape shape) {}

  /**
   * What an iteration comes to.
   *
   * @param logEvidence the mean of log p(x) at its parameters, which is the bound after its E step
   * @param kl the mean of KL(q(z | x) ‖ p(z | x)), where q is the posterior at the parameters of
   *     the iteration before: what the bound is short of log p(x) after the M step
   */
  record Iteration(double logEvidence, double kl) {}

  /**
   * Adds the nodes.
   *
   * @param who asks
   * @param examples of the training split
   */
  EmClimb(Ops tf, EvaluationScope graph, ExpectationMaximization model, String who, long examples) {
    this.parameters = model.parameters();
    this.logEvidence = model.logProb(tf, graph.observations(), graph.pass());
    var code =
        graph.modelWith(Ability.ENCODING, who).encode(tf, graph.observations(), graph.pass());
    checkArgument(code instanceof FullNormal, "%s needs a normal posterior", who);
    FullNormal posterior = (FullNormal) code;
    this.means = posterior.loc();
    this.factor = posterior.scaleTril();
    this.latents = posterior.dimension();
    ImmutableList.Builder<Sum> all = ImmutableList.builder();
    ImmutableMap.Builder<String, Operand<TFloat64>> given = ImmutableMap.builder();
    model
        .statistics(tf, graph.observations(), graph.pass())
        .forEach(
            (name, exact) -> {
              Operand<TFloat32> high = tf.dtypes.cast(exact, TFloat32.class);
              Operand<TFloat32> low =
                  tf.dtypes.cast(
                      tf.math.sub(exact, tf.dtypes.cast(high, TFloat64.class)), TFloat32.class);
              Operand<TFloat32> givenHigh =
                  tf.placeholder(TFloat32.class, Placeholder.shape(exact.shape()));
              Operand<TFloat32> givenLow =
                  tf.placeholder(TFloat32.class, Placeholder.shape(exact.shape()));
              all.add(new Sum(high, low, givenHigh, givenLow, exact.shape()));
              given.put(
                  name,
                  tf.math.add(
                      tf.dtypes.cast(givenHigh, TFloat64.class),
                      tf.dtypes.cast(givenLow, TFloat64.class)));
            });
    this.sums = all.build();
    this.maximum = model.maximize(tf, given.buildOrThrow(), examples);
  }

  /** Returns what there is at first, and after each iteration. */
  List<Iteration> run(RowRunner training, RandomStream stream, int iterations) {
    Map<String, float[]> at = new LinkedHashMap<>();
    parameters.forEach(
        (name, node) -> {
          float[] values = new float[(int) node.shape().size()];
          if (node.shape().numDimensions() == 2) { // Loadings; a scale starts at exp 0.
            for (int i = 0; i < values.length; i++) {
              values[i] = (float) stream.nextGaussian();
            }
          }
          at.put(name, values);
        });
    List<Iteration> climbed = new ArrayList<>();
    Posteriors before = posteriors(training, at);
    climbed.add(new Iteration(before.logEvidence, 0));
    for (int i = 0; i < iterations; i++) {
      maximize(training, at);
      Posteriors after = posteriors(training, at);
      climbed.add(new Iteration(after.logEvidence, before.klTo(after, latents)));
      before = after;
    }
    return climbed;
  }

  private ImmutableList.Builder<Fed> fed(Map<String, float[]> at) {
    ImmutableList.Builder<Fed> fed = ImmutableList.builder();
    parameters.forEach((name, node) -> fed.add(new Fed(node, node.shape(), at.get(name))));
    return fed;
  }

  /** Moves the parameters to the maximum of the M step. */
  private void maximize(RowRunner training, Map<String, float[]> at) {
    ImmutableList.Builder<Operand<TFloat32>> parts = ImmutableList.builder();
    sums.forEach(sum -> parts.add(sum.high).add(sum.low));
    List<double[]> totals = sums.stream().map(sum -> new double[(int) sum.shape.size()]).toList();
    for (int first = 0; first < training.count(); first += ROWS) {
      ImmutableList<float[]> values =
          training.run(rows(training, first), 0, fed(at).build(), parts.build());
      for (int s = 0; s < totals.size(); s++) {
        for (int i = 0; i < totals.get(s).length; i++) {
          totals.get(s)[i] += (double) values.get(2 * s)[i] + values.get(2 * s + 1)[i];
        }
      }
    }
    ImmutableList.Builder<Fed> given = fed(at);
    for (int s = 0; s < totals.size(); s++) {
      double[] total = totals.get(s);
      float[] high = new float[total.length];
      float[] low = new float[total.length];
      for (int i = 0; i < total.length; i++) {
        high[i] = (float) total[i];
        low[i] = (float) (total[i] - high[i]);
      }
      given.add(new Fed(sums.get(s).givenHigh, sums.get(s).shape, high));
      given.add(new Fed(sums.get(s).givenLow, sums.get(s).shape, low));
    }
    ImmutableList<String> names = maximum.keySet().asList();
    ImmutableList<float[]> values =
        training.run(new int[] {0}, 0, given.build(), maximum.values().asList());
    for (int i = 0; i < names.size(); i++) {
      at.put(names.get(i), values.get(i));
    }
  }

  private Posteriors posteriors(RowRunner training, Map<String, float[]> at) {
    Posteriors found = new Posteriors(training.count(), latents);
    for (int first = 0; first < training.count(); first += ROWS) {
      int[] rows = rows(training, first);
      ImmutableList<float[]> values =
          training.run(rows, 0, fed(at).build(), ImmutableList.of(logEvidence, means, factor));
      for (float value : values.get(0)) {
        found.logEvidence += (double) value / training.count();
      }
      System.arraycopy(values.get(1), 0, found.means, first * latents, rows.length * latents);
      found.factor = values.get(2);
    }
    return found;
  }

  private static int[] rows(RowRunner training, int first) {
    return IntStream.range(first, Math.min(training.count(), first + ROWS)).toArray();
  }

  /** The posteriors of all examples, which have one covariance. */
  private static final class Posteriors {
    private final float[] means;
    private float[] factor = {};
    private double logEvidence;

    Posteriors(int examples, int latents) {
      this.means = new float[examples * latents];
    }

    /** Returns the mean of KL(N(m, LLᵀ) ‖ N(m', L'L'ᵀ)) with the other's m' and L'. */
    double klTo(Posteriors other, int k) {
      double sum = -k;
      for (int u = 0; u < k; u++) {
        sum += 2 * Math.log(other.factor[u * (k + 1)] / factor[u * (k + 1)]);
        double[] column = new double[k];
        for (int v = 0; v < k; v++) {
          column[v] = factor[v * k + u];
        }
        sum += other.squaredLength(column);
      }
      int examples = means.length / k;
      double[] difference = new double[k];
      for (int n = 0; n < examples; n++) {
        for (int u = 0; u < k; u++) {
          difference[u] = (double) means[n * k + u] - other.means[n * k + u];
        }
        sum += other.squaredLength(difference) / examples;
      }
      return 0.5 * sum;
    }

    /** Returns |L⁻¹ v|². */
    private double squaredLength(double[] v) {
      int k = v.length;
      double[] solved = new double[k];
      double sum = 0;
      for (int u = 0; u < k; u++) {
        double rest = v[u];
        for (int c = 0; c < u; c++) {
          rest -= factor[u * k + c] * solved[c];
        }
        solved[u] = rest / factor[u * (k + 1)];
        sum += solved[u] * solved[u];
      }
      return sum;
    }
  }
}

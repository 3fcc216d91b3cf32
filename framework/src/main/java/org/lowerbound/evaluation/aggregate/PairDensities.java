package org.lowerbound.evaluation.aggregate;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lowerbound.distribution.Factorized;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.numeric.LogSumExp;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The aggregate posterior of a set of examples at given codes, log q(z) = log (1/N) Σₙ q(z | xₙ),
 * and that of each latent unit where units are independent given x.
 *
 * <p>All M · N pairs are computed, M · N · D numbers, in tiles of bounded size. Densities are in
 * 32-bit floats; sums over tiles are in double.
 */
final class PairDensities {
  /** The examples of a tile. The encoder runs for each tile anew: they are few, and codes many. */
  private static final int EXAMPLES_PER_TILE = 100;

  /** The values of a tile, 4 MB of them, stay in a core's cache. */
  private static final int VALUES_PER_TILE = 1 << 20;

  private final int latents;
  private final Placeholder<TFloat32> given; // [M, D]
  private final Operand<TFloat32> joint; // [M], log of the sum over the examples of a run
  private final Optional<Operand<TFloat32>> perUnit; // [M, D], the same of each unit

  /**
   * Adds the nodes.
   *
   * @param terms of the examples that are run
   * @throws IllegalArgumentException if the posterior has no density of codes that are given
   */
  PairDensities(Ops tf, EvaluationScope graph, BoundTerms terms) {
    this.latents = terms.posterior().dimension();
    this.given = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, latents)));
    Operand<TFloat32> tile = tile(tf, graph.observations());
    if (terms.posterior() instanceof Factorized independent) {
      Operand<TFloat32> components = independent.logProbPerComponent(tf, tile); // [M, B, D]
      this.joint =
          logSumOverExamples(tf, tf.reduceSum(components, tf.constant(2))); // [M, B] -> [M]
      this.perUnit = Optional.of(logSumOverExamples(tf, components));
    } else {
      this.joint = logSumOverExamples(tf, terms.posterior().logProb(tf, tile));
      this.perUnit = Optional.empty();
    }
  }

  /** Returns each given code beside each example, {@code [M, B, D]}. */
  private Operand<TFloat32> tile(Ops tf, Operand<TFloat32> observations) {
    Operand<TInt32> codes = tf.slice(tf.shape(given), tf.array(0), tf.array(1));
    Operand<TInt32> examples = tf.slice(tf.shape(observations), tf.array(0), tf.array(1));
    return tf.broadcastTo(
        tf.expandDims(given, tf.constant(1)),
        tf.concat(List.of(codes, examples, tf.array(latents)), tf.constant(0)));
  }

  /** Returns log Σ exp over axis 1: {@code [M, B, ...] -> [M, ...]}. */
  private static Operand<TFloat32> logSumOverExamples(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> max =
        tf.math.maximum( // Finite, so that −∞ − max is no NaN.
            tf.reduceMax(x, tf.constant(1), ReduceMax.keepDims(true)),
            tf.constant(-Float.MAX_VALUE));
    return tf.math.add(
        tf.math.log(tf.reduceSum(tf.math.exp(tf.math.sub(x, max)), tf.constant(1))),
        tf.squeeze(max, Squeeze.axis(List.of(1L))));
  }

  /** Returns whether there are densities of each unit. */
  boolean areIndependent() {
    return perUnit.isPresent();
  }

  /**
   * The aggregate posterior at M codes, in nats.
   *
   * @param joint log q(z), {@code [M]}
   * @param perUnit log q(z_u), {@code [D][M]}; empty where units depend on each other given x
   */
  @SuppressWarnings("ArrayRecordComponent") // Made once, read once.
  record Logs(double[] joint, double[][] perUnit) {}

  /**
   * Computes them.
   *
   * @param examples those that q(z) is of
   * @param codes {@code [M, D]}, last index fastest
   */
  Logs at(RowRunner runner, int[] examples, float[] codes) {
    int count = codes.length / latents;
    LogSumExp[] ofCodes = sums(count);
    LogSumExp[] ofUnits = sums(perUnit.isPresent() ? codes.length : 0);
    int tile = Math.max(1, VALUES_PER_TILE / (EXAMPLES_PER_TILE * latents));
    ImmutableList<Operand<TFloat32>> fetches =
        perUnit.map(units -> ImmutableList.of(joint, units)).orElse(ImmutableList.of(joint));
    for (int first = 0; first < count; first += tile) {
      int size = Math.min(tile, count - first);
      float[] part = Arrays.copyOfRange(codes, first * latents, (first + size) * latents);
      Fed fed = new Fed(given, Shape.of(size, latents), part);
      for (int row = 0; row < examples.length; row += EXAMPLES_PER_TILE) {
        int[] rows =
            Arrays.copyOfRange(examples, row, Math.min(examples.length, row + EXAMPLES_PER_TILE));
        ImmutableList<float[]> values = runner.run(rows, 0, ImmutableList.of(fed), fetches);
        add(values.get(0), ofCodes, first);
        if (perUnit.isPresent()) {
          add(values.get(1), ofUnits, first * latents);
        }
      }
      runner.progress((int) ((long) runner.count() * (first + size) / count));
    }
    double logN = Math.log(examples.length);
    double[][] units = new double[perUnit.isPresent() ? latents : 0][count];
    for (int i = 0; i < ofUnits.length; i++) {
      units[i % latents][i / latents] = ofUnits[i].value() - logN;
    }
    return new Logs(Arrays.stream(ofCodes).mapToDouble(sum -> sum.value() - logN).toArray(), units);
  }

  private static LogSumExp[] sums(int count) {
    LogSumExp[] sums = new LogSumExp[count];
    Arrays.setAll(sums, i -> new LogSumExp());
    return sums;
  }

  private static void add(float[] values, LogSumExp[] sums, int first) {
    for (int i = 0; i < values.length; i++) {
      sums[first + i].add(values[i]);
    }
  }
}

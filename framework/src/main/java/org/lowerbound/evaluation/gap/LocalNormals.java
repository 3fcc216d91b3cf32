package org.lowerbound.evaluation.gap;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Ability;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.RawUnits;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Normal posteriors N(μ, diag σ²) of single examples whose parameters are given and not encoded:
 * their importance weights p(x, z) / q(z), and the gradient of their bound.
 *
 * <p>The parameters of B examples are one array: all μ, {@code [B, D]}, then all log σ.
 */
final class LocalNormals {
  private final int latents;
  private final Placeholder<TFloat32> loc; // [B, D]
  private final Placeholder<TFloat32> logScale; // [B, D]
  private final ImmutableList<Operand<TFloat32>> encoded; // [B, D] each
  private final Operand<TFloat32> logWeights; // [draws, B]
  private final ImmutableList<Operand<TFloat32>> climb; // [B], then the gradient, [B, D] each

  /**
   * Adds the nodes.
   *
   * @param who asks, by its type name
   * @param terms with the model's own posterior
   * @param samples the draws of a gradient
   * @param draws the draws of a run of {@link #logWeights}
   * @throws IllegalArgumentException if the posterior is another one, or the model has no decoder
   */
  LocalNormals(
      Ops tf, EvaluationScope graph, String who, BoundTerms terms, int samples, int draws) {
    checkArgument(
        terms.posterior() instanceof DiagonalNormal,
        "%s fits the parameters of a posterior diagonal-normal to each example, but this one is %s;"
            + " a vae with the posterior diagonal-normal works",
        who,
        TypeNames.of(terms.posterior()));
    DiagonalNormal own = (DiagonalNormal) terms.posterior();
    this.latents = own.dimension();
    this.loc = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, latents)));
    this.logScale = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, latents)));
    this.encoded =
        ImmutableList.of(own.loc(), tf.math.add(own.logScale(), tf.zerosLike(own.loc())));
    DiagonalNormal q = new DiagonalNormal(loc, logScale, latents);
    Sampleable.Draw many = q.sampleWithLogProb(tf, graph.noise().apply("inference-gap"), draws);
    this.logWeights = tf.math.sub(logJoint(tf, graph, who, terms, many.value()), many.logProb());
    Operand<TFloat32> z =
        q.sampleWithLogProb(tf, graph.noise().apply("inference-gap.step"), samples).value();
    // The score of q has the mean 0 and is left out (Roeder et al. 2017): where q is the posterior,
    // the gradient is then 0 for every draw.
    Operand<TFloat32> bound =
        GraphMath.meanOverDraws(
            tf,
            tf.math.sub(logJoint(tf, graph, who, terms, z), q.detached(tf).logProb(tf, z))); // [B]
    this.climb =
        ImmutableList.<Operand<TFloat32>>builder()
            .add(bound)
            .addAll(
                graph
                    .gradients()
                    .of(tf.reduceSum(bound, tf.constant(0)), ImmutableList.of(loc, logScale)))
            .build();
  }

  /** Returns log p(x, z), {@code [K, B]}. */
  private static Operand<TFloat32> logJoint(
      Ops tf, EvaluationScope graph, String who, BoundTerms terms, Operand<TFloat32> z) {
    Operand<TFloat32> logLikelihood =
        graph
            .modelWith(Ability.DECODING, who)
            .decode(tf, z, graph.pass())
            .logProb(tf, graph.observations());
    return tf.math.add(
        new RawUnits(graph.dataset().standardization()).logDensity(tf, logLikelihood),
        terms.prior().logProb(tf, z));
  }

  /** Returns the parameters that the encoder gives to some examples. */
  double[] encoded(RowRunner runner, int[] rows) {
    return joined(runner.run(rows, 0, encoded));
  }

  /**
   * Returns log w of draws, {@code [draws, B]}. Runs of the same number have the same noise,
   * whatever the parameters.
   */
  float[] logWeights(RowRunner runner, int[] rows, double[] parameters, long draw) {
    return runner.run(rows, draw, fed(rows, parameters), ImmutableList.of(logWeights)).get(0);
  }

  /**
   * What tells where a bound rises.
   *
   * @param bound the mean over the examples of an estimate of their bounds, in nats
   * @param gradient of the sum of the bounds, as the parameters are laid out
   */
  @SuppressWarnings("ArrayRecordComponent") // Made once, read once.
  record Slope(double bound, double[] gradient) {}

  /** Returns an estimate of the bounds and their gradient. */
  Slope slope(RowRunner runner, int[] rows, double[] parameters, long draw) {
    ImmutableList<float[]> values = runner.run(rows, draw, fed(rows, parameters), climb);
    double sum = 0;
    for (float bound : values.get(0)) {
      sum += bound;
    }
    return new Slope(sum / rows.length, joined(values.subList(1, 3)));
  }

  private ImmutableList<Fed> fed(int[] rows, double[] parameters) {
    int half = rows.length * latents;
    Shape shape = Shape.of(rows.length, latents);
    return ImmutableList.of(
        new Fed(loc, shape, floats(parameters, 0, half)),
        new Fed(logScale, shape, floats(parameters, half, half)));
  }

  private static float[] floats(double[] values, int start, int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (float) values[start + i];
    }
    return floats;
  }

  private static double[] joined(ImmutableList<float[]> parts) {
    double[] all = new double[parts.get(0).length + parts.get(1).length];
    int half = parts.get(0).length;
    Arrays.setAll(all, i -> i < half ? parts.get(0)[i] : parts.get(1)[i - half]);
    return all;
  }
}

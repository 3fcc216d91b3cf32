package org.lowerbound.model.mixture;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.distribution.discrete.OneHotCategorical;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.graph.MatrixVectors;
import org.lowerbound.graph.Softmax;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.CodeGenerating;
import org.lowerbound.model.Encoding;
import org.lowerbound.model.ExpectationMaximization;
import org.lowerbound.model.Generating;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.LatentVariables;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * {@link BernoulliMixture} in a graph: z is a one-hot vector of K. Its q(z | x) is the posterior,
 * so that the ELBO is log p(x).
 *
 * @param logits of the bits, {@code [K, D]}
 * @param weights logits of the components, {@code [K]}
 * @param components K
 * @param dimension D
 * @param prior a, what each count of the M step starts at
 */
record BernoulliMixtureModel(
    Operand<TFloat32> logits,
    Operand<TFloat32> weights,
    int components,
    int dimension,
    double prior)
    implements ExpectationMaximization, LatentVariables, Encoding, CodeGenerating, Generating {
  static final String LOGITS = "decoder.logits";
  static final String WEIGHTS = "decoder.weights";

  private static final String ALL = "all"; // Σ p(k | x), [K]
  private static final String ONES = "ones"; // Σ p(k | x) x, [K, D]

  /** A probability of 0 or 1, which counts without a prior give, is this far from them. */
  private static final double LEAST = 1e-12;

  @Override
  public int latents() {
    return components;
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.oneHot(components);
  }

  private OneHotCategorical prior(Ops tf, Pass pass) {
    return new OneHotCategorical(pass.parameter(tf, weights), components, components);
  }

  /** Returns log p(x, k), {@code [B, K]}. */
  private Operand<TFloat32> logJoint(Ops tf, Operand<TFloat32> x, Pass pass) {
    Operand<TFloat32> l = pass.parameter(tf, logits);
    Operand<TFloat32> zeros = tf.reduceSum(tf.math.softplus(l), tf.constant(1)); // −log p(0 | k)
    return tf.math.add(
        tf.math.sub(tf.linalg.matMul(x, l, MatMul.transposeB(true)), zeros),
        Softmax.logSoftmax(tf, pass.parameter(tf, weights)));
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> observations, Pass pass) {
    return Softmax.logSumExp(tf, logJoint(tf, observations, pass));
  }

  @Override
  public Operand<TFloat32> logWeight(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, int sampleCount, Pass pass) {
    return ExpectationMaximization.super.logWeight(tf, observations, noise, sampleCount, pass);
  }

  @Override
  public OneHotCategorical encode(Ops tf, Operand<TFloat32> observations, Pass pass) {
    return new OneHotCategorical(logJoint(tf, observations, pass), components, components);
  }

  @Override
  public Bernoulli decode(Ops tf, Operand<TFloat32> codes, Pass pass) {
    Operand<TFloat32> columns =
        tf.linalg.transpose(pass.parameter(tf, logits), tf.array(1, 0)); // [D, K]
    return new Bernoulli(MatrixVectors.product(tf, columns, codes), dimension);
  }

  @Override
  public BoundTerms terms(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, int sampleCount, Pass pass) {
    OneHotCategorical q = encode(tf, observations, pass);
    OneHotCategorical p = prior(tf, pass);
    Sampleable.Draw draw = q.sampleWithLogProb(tf, noise, sampleCount); // [S, B, K]
    return new BoundTerms(
        draw.value(),
        q,
        p,
        decode(tf, draw.value(), pass).logProb(tf, observations),
        p.logProb(tf, draw.value()),
        draw.logProb(),
        ClosedFormKls.registry());
  }

  @Override
  public Operand<TFloat32> sampleCodes(Ops tf, NoiseSource noise, int count, Pass pass) {
    return prior(tf, pass).draw(tf, noise, count); // [count, K]
  }

  @Override
  public Operand<TFloat32> sample(Ops tf, NoiseSource noise, int count, Pass pass) {
    Operand<TFloat32> z = sampleCodes(tf, noise, count, pass);
    return tf.squeeze(decode(tf, z, pass).draw(tf, noise, 1), Squeeze.axis(List.of(0L)));
  }

  @Override
  public ImmutableMap<String, Operand<TFloat32>> parameters() {
    return ImmutableMap.of(LOGITS, logits, WEIGHTS, weights);
  }

  /** {@inheritDoc} How much of each component there is, and how many ones are its. */
  @Override
  public ImmutableMap<String, Operand<TFloat64>> statistics(
      Ops tf, Operand<TFloat32> observations, Pass pass) {
    Operand<TFloat64> shares =
        tf.dtypes.cast(encode(tf, observations, pass).mean(tf), TFloat64.class); // [B, K]
    Operand<TFloat64> x = tf.dtypes.cast(observations, TFloat64.class);
    return ImmutableMap.of(
        ALL,
        tf.reduceSum(shares, tf.constant(0)),
        ONES,
        tf.linalg.matMul(shares, x, MatMul.transposeA(true)));
  }

  @Override
  public ImmutableMap<String, Operand<TFloat32>> maximize(
      Ops tf, ImmutableMap<String, Operand<TFloat64>> statistics, long examples) {
    Operand<TFloat64> a = tf.constant(prior);
    Operand<TFloat64> all = tf.expandDims(statistics.get(ALL), tf.constant(1)); // [K, 1]
    Operand<TFloat64> ones = statistics.get(ONES);
    Operand<TFloat64> zeros = tf.math.sub(all, ones);
    Operand<TFloat64> bits =
        tf.math.sub(log(tf, tf.math.add(ones, a)), log(tf, tf.math.add(zeros, a)));
    return ImmutableMap.of(
        LOGITS,
        tf.dtypes.cast(bits, TFloat32.class),
        WEIGHTS,
        tf.dtypes.cast(log(tf, tf.math.add(statistics.get(ALL), a)), TFloat32.class));
  }

  private static Operand<TFloat64> log(Ops tf, Operand<TFloat64> count) {
    return tf.math.log(tf.math.maximum(count, tf.constant(LEAST)));
  }
}

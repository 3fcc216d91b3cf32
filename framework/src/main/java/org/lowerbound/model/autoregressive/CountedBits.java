package org.lowerbound.model.autoregressive;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.CausalConditional;
import org.lowerbound.model.ClosedFormSolution;
import org.lowerbound.model.Completing;
import org.lowerbound.model.ExactEvidence;
import org.lowerbound.model.Generating;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.network.PatternTable;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * Bits whose probabilities are those of a table's cells: log p(x), draws, and the table itself from
 * counts. With a prior of 0 the counts would be the parameters of greatest likelihood; with a they
 * are the mean of the posterior under a Beta(a, a) prior of each cell.
 *
 * @param product p(x)
 * @param table which cell a bit is of
 * @param parameter the name of the table of logits
 * @param observed the shape of an observation
 * @param prior a
 */
record CountedBits(
    AutoregressiveModel product, PatternTable table, String parameter, Shape observed, double prior)
    implements ExactEvidence, Generating, Completing, ClosedFormSolution {
  private static final String NAME = "counts";
  private static final String ONES = "ones";
  private static final String ALL = "all";
  private static final String LOG_PROB = "bound";

  static CountedBits create(ModelScope scope, PatternTable table, double prior) {
    ObservedData observed = scope.observed();
    ModelScope decoder = scope.in(ParameterGroup.DECODER);
    BernoulliLikelihood bits = new BernoulliLikelihood(false, OutputBias.ZEROS);
    CausalConditional conditional = CausalConditional.create(table, bits, decoder, NAME, 0);
    return new CountedBits(
        new AutoregressiveModel(
            pass -> conditional.given(Optional.empty(), pass), observed.units()),
        table,
        PatternTable.parameter(NAME, bits.build(decoder).heads().get(0)),
        observed.shape(),
        prior);
  }

  static void checkPrior(double prior) {
    checkArgument(
        prior > 0 && Double.isFinite(prior), "prior must be positive and finite but is %s", prior);
  }

  /**
   * Checks that a model is one for such data.
   *
   * @param model its type name
   */
  static LikelihoodKind checkFits(String model, ObservedData observed) {
    checkArgument(
        observed.kind() == ValueKind.BINARY,
        "the model %s counts binary values, but these are %s; a data set that is binarised"
            + " (dynamic, static or threshold) works",
        model,
        observed.kind().description());
    return LikelihoodKind.MASS;
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> observations, Pass pass) {
    return product.logProb(tf, observations, pass);
  }

  @Override
  public Operand<TFloat32> sample(Ops tf, NoiseSource noise, int count, Pass pass) {
    return product.sample(tf, noise, count, pass);
  }

  @Override
  public Operand<TFloat32> complete(
      Ops tf, Operand<TFloat32> observations, int given, NoiseSource noise, int count, Pass pass) {
    return product.complete(tf, observations, given, noise, count, pass);
  }

  /** {@inheritDoc} How often each cell is met, and how often there is a 1. */
  @Override
  public ImmutableMap<String, Operand<TFloat64>> moments(Ops tf, Operand<TFloat32> observations) {
    Operand<TFloat64> bits = tf.reshape(tf.dtypes.cast(observations, TFloat64.class), tf.array(-1));
    Operand<TInt32> cells = tf.reshape(table.cell(tf, observations, observed), tf.array(-1));
    Operand<TFloat64> each = tf.math.add(tf.zerosLike(bits), tf.constant(1.0));
    return ImmutableMap.of(ONES, counted(tf, bits, cells), ALL, counted(tf, each, cells));
  }

  /** Returns the sums of the cells' values, {@code [cells]}. */
  private Operand<TFloat64> counted(Ops tf, Operand<TFloat64> values, Operand<TInt32> cells) {
    int count = table.cells(observed);
    return tf.ensureShape(
        tf.math.unsortedSegmentSum(values, cells, tf.constant(count)), Shape.of(count));
  }

  @Override
  public ImmutableMap<String, Operand<TFloat32>> solve(
      Ops tf, ImmutableMap<String, Operand<TFloat64>> moments, long examples) {
    Operand<TFloat64> a = tf.constant(prior);
    Operand<TFloat64> ones = moments.get(ONES);
    Operand<TFloat64> zeros = tf.math.sub(moments.get(ALL), ones);
    Operand<TFloat64> logits =
        tf.math.sub(tf.math.log(tf.math.add(ones, a)), tf.math.log(tf.math.add(zeros, a)));
    return ImmutableMap.of(parameter, tf.dtypes.cast(logits, TFloat32.class));
  }

  @Override
  public ImmutableMap<String, Operand<TFloat32>> criterion(
      Ops tf, Operand<TFloat32> observations, Pass pass) {
    return ImmutableMap.of(LOG_PROB, logProb(tf, observations, pass));
  }
}

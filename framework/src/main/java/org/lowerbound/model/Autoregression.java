package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Shapes;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A batch of autoregressive distributions. One run of the network gives log p(x); a draw takes as
 * many as an observation has places. There is no mean in closed form.
 *
 * @param conditional p(x | c)
 * @param contexts c, {@code [..., size]}; none if there is one distribution and no batch
 * @param pass in which the network is run
 */
@Called("autoregressive")
public record Autoregression(
    CausalConditional conditional, Optional<Operand<TFloat32>> contexts, Pass pass)
    implements Sampleable {
  @Override
  public int dimension() {
    return conditional.dimension();
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    if (contexts.isEmpty()) {
      Operand<TFloat32> rows = Shapes.toRows(tf, value, dimension());
      Operand<TFloat32> ofRows = conditional.logProb(tf, rows, Optional.empty(), pass);
      return tf.reshape(ofRows, tf.shape(GraphMath.sumEvent(tf, value)));
    }
    Operand<TFloat32> context = contexts.get();
    // Each value for each of the contexts that it broadcasts to.
    Operand<TFloat32> ofEach = tf.math.add(value, zeros(tf, context)); // [..., D]
    Operand<TFloat32> contextOfEach = tf.math.add(context, zeros(tf, value)); // [..., size]
    Operand<TFloat32> ofRows =
        conditional.logProb(
            tf,
            Shapes.toRows(tf, ofEach, dimension()),
            Optional.of(Shapes.toRows(tf, contextOfEach, conditional.contextSize())),
            pass);
    return tf.reshape(ofRows, tf.shape(GraphMath.sumEvent(tf, ofEach)));
  }

  /** Returns a 0 for each vector: {@code [..., 1]}. */
  private static Operand<TFloat32> zeros(Ops tf, Operand<TFloat32> vectors) {
    Operand<TFloat32> sum = GraphMath.sumEvent(tf, vectors);
    return tf.stopGradient(tf.expandDims(tf.zerosLike(sum), tf.constant(-1)));
  }

  /** {@inheritDoc} Without a batch, {@code [K, D]} of them. */
  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> value = draw(tf, noise, sampleCount);
    return new Draw(value, logProb(tf, value));
  }

  /**
   * Returns draws given the first values, {@code [K, B, D]}.
   *
   * @param observations {@code [B, D]}, one for each distribution of the batch if there is one
   * @param given how many values are kept
   */
  public Operand<TFloat32> complete(
      Ops tf, Operand<TFloat32> observations, int given, NoiseSource noise, int sampleCount) {
    checkArgument(
        given >= 0 && given <= dimension() && given % conditional.likelihood().valuesOfPlace() == 0,
        "the first %s of %s values cannot be given, as %s come together",
        given,
        dimension(),
        conditional.likelihood().valuesOfPlace());
    Operand<TInt32> shape = Shapes.prepend(tf, sampleCount, tf.shape(observations));
    Operand<TFloat32> ofEach = tf.broadcastTo(observations, shape); // [K, B, D]
    Optional<Operand<TFloat32>> context =
        contexts.map(
            c ->
                Shapes.toRows(
                    tf,
                    tf.broadcastTo(c, Shapes.prepend(tf, sampleCount, tf.shape(c))),
                    conditional.contextSize()));
    AncestralDraws.Given first =
        AncestralDraws.Given.first(
            Shapes.toRows(tf, ofEach, dimension()),
            given / conditional.likelihood().valuesOfPlace());
    return tf.reshape(new AncestralDraws(conditional).of(tf, first, context, noise, pass), shape);
  }

  /**
   * Returns Σ log p(x at a place | x at the places before it, c) over the places that are not
   * known: {@code [rows]}. With all that is known in c, this is the log-density of the others.
   *
   * @param observations {@code [rows, D]}, one for each distribution of the batch
   * @param known the numbers of the known places
   */
  public Operand<TFloat32> logProbOfOthers(
      Ops tf, Operand<TFloat32> observations, ImmutableSet<Integer> known) {
    ImmutableIntArray others =
        ImmutableIntArray.copyOf(
            IntStream.range(0, conditional.likelihood().places())
                .filter(place -> !known.contains(place)));
    return conditional.logProb(tf, observations, contexts, others, pass);
  }

  /**
   * Returns observations with draws at the places that are not known, each given those before it:
   * {@code [rows, D]}. With all that is known in c, this is a draw of the others.
   *
   * @param observations {@code [rows, D]}, one for each distribution of the batch; what they have
   *     elsewhere is not looked at
   * @param known the numbers of the known places
   */
  public Operand<TFloat32> drawOthers(
      Ops tf, Operand<TFloat32> observations, ImmutableSet<Integer> known, NoiseSource noise) {
    return new AncestralDraws(conditional)
        .of(tf, new AncestralDraws.Given(observations, known), contexts, noise, pass);
  }

  private AncestralDraws.Given nothingGiven(Ops tf, Operand<TInt32> rows) {
    return AncestralDraws.Given.first(
        tf.zeros(tf.stack(List.of(rows, tf.constant(dimension()))), TFloat32.class), 0);
  }

  @Override
  public Operand<TFloat32> draw(Ops tf, NoiseSource noise, int sampleCount) {
    AncestralDraws draws = new AncestralDraws(conditional);
    if (contexts.isEmpty()) {
      return draws.of(
          tf, nothingGiven(tf, tf.constant(sampleCount)), Optional.empty(), noise, pass);
    }
    Operand<TFloat32> context = contexts.get();
    Operand<TFloat32> zero = zeros(tf, context); // [..., 1]
    Operand<TFloat32> ofEach = // [K, ..., size]
        tf.math.add(
            context, tf.zeros(Shapes.prepend(tf, sampleCount, tf.shape(zero)), TFloat32.class));
    Operand<TFloat32> rows = Shapes.toRows(tf, ofEach, conditional.contextSize());
    Operand<TFloat32> drawn =
        draws.of(
            tf,
            nothingGiven(tf, Shapes.size(tf, rows, 0)),
            Optional.of(rows),
            noise,
            pass); // [rows, D]
    Operand<TInt32> leading = tf.shape(GraphMath.sumEvent(tf, ofEach));
    return tf.reshape(drawn, tf.concat(List.of(leading, tf.array(dimension())), tf.constant(0)));
  }
}

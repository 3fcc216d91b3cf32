package org.lowerbound.model;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Optional;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.network.CausalArchitecture;
import org.lowerbound.network.CausalNetwork;
import org.lowerbound.network.Pass;
import org.lowerbound.spec.NothingBuiltException;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * p(x | c) = Π p(x at a place | x at the places before it, c), all factors from one run of a
 * network, with or without a context c.
 */
public final class CausalConditional {
  private final CausalNetwork network;
  private final PlaceLikelihood likelihood;
  private final int contextSize;

  private CausalConditional(CausalNetwork network, PlaceLikelihood likelihood, int contextSize) {
    this.network = network;
    this.likelihood = likelihood;
    this.contextSize = contextSize;
  }

  /**
   * Makes the parameters.
   *
   * @param name the prefix of the network's
   * @param contextSize the length of c, 0 for none
   * @throws IllegalArgumentException if the likelihood has no parameters that belong to a place;
   *     the message says what would work
   */
  public static CausalConditional create(
      CausalArchitecture architecture,
      LikelihoodFamily family,
      ModelScope scope,
      String name,
      int contextSize) {
    PlaceLikelihood likelihood = PlaceLikelihood.create(family, scope);
    CausalNetwork network =
        architecture.causal(
            scope.parameters(),
            name,
            scope.observed().shape(),
            contextSize,
            likelihood.order(),
            likelihood.heads());
    return new CausalConditional(
        NothingBuiltException.check(architecture, network), likelihood, contextSize);
  }

  /**
   * Checks that a likelihood can be the last step of an autoregressive model of such observations.
   *
   * @throws IllegalArgumentException if not; the message says what would work
   */
  public static LikelihoodKind checkFits(LikelihoodFamily family, ObservedData observed) {
    return PlaceLikelihood.checkFits(family, observed);
  }

  /** Returns what gives the parameters of each factor. */
  CausalNetwork network() {
    return network;
  }

  /** Returns the factors. */
  PlaceLikelihood likelihood() {
    return likelihood;
  }

  /** Returns the number of values of a place, which follow each other in an observation. */
  public int valuesOfPlace() {
    return likelihood.valuesOfPlace();
  }

  /** Returns the length of c, 0 for none. */
  int contextSize() {
    return contextSize;
  }

  /** Returns D. */
  int dimension() {
    return (int) likelihood.observed().size();
  }

  /**
   * Returns the distribution for contexts.
   *
   * @param contexts {@code [..., size]}; present if and only if the network was made with one
   */
  public Autoregression given(Optional<Operand<TFloat32>> contexts, Pass pass) {
    return new Autoregression(this, contexts, pass);
  }

  /** Returns Σ log p(x at a place), {@code [rows]}, for {@code [rows, D]} and a context each. */
  Operand<TFloat32> logProb(
      Ops tf, Operand<TFloat32> x, Optional<Operand<TFloat32>> context, Pass pass) {
    ImmutableList<Operand<TFloat32>> outputs = network.apply(tf, x, context, pass);
    Distribution product = likelihood.whole().given(tf, outputs, pass);
    return product.logProb(tf, x);
  }

  /**
   * Returns Σ log p(x at a place) over some places, {@code [rows]}, for {@code [rows, D]} and a
   * context each.
   *
   * @param places their numbers
   */
  Operand<TFloat32> logProb(
      Ops tf,
      Operand<TFloat32> x,
      Optional<Operand<TFloat32>> context,
      ImmutableIntArray places,
      Pass pass) {
    ImmutableList.Builder<Operand<TFloat32>> ofPlaces = ImmutableList.builder();
    ImmutableList<Operand<TFloat32>> outputs = network.apply(tf, x, context, pass);
    for (int i = 0; i < outputs.size(); i++) {
      int size = likelihood.place().heads().get(i).size();
      ofPlaces.add(at(tf, outputs.get(i), places, size));
    }
    Distribution each = likelihood.place().given(tf, ofPlaces.build(), pass);
    Operand<TFloat32> logProbs =
        each.logProb(tf, at(tf, x, places, likelihood.valuesOfPlace())); // [rows · places]
    return GraphMath.sumEvent(tf, tf.reshape(logProbs, tf.array(-1, places.length())));
  }

  /** Returns the numbers of places, {@code [rows, all places · n] -> [rows · places, n]}. */
  private Operand<TFloat32> at(Ops tf, Operand<TFloat32> numbers, ImmutableIntArray places, int n) {
    Operand<TFloat32> byPlace = tf.reshape(numbers, tf.array(-1, likelihood.places(), n));
    return tf.reshape(
        tf.gather(byPlace, tf.constant(places.toArray()), tf.constant(1)), tf.array(-1, n));
  }
}

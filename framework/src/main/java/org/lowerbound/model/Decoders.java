package org.lowerbound.model;

import java.util.Optional;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.CausalArchitecture;
import org.lowerbound.spec.NothingBuiltException;
import org.tensorflow.ndarray.Shape;

/** p(x | c) by a network and a likelihood, whatever the vector c stands for. */
public final class Decoders {
  private Decoders() {}

  /**
   * Checks that a network and a likelihood make a distribution of such observations, and returns
   * what its numbers then mean.
   *
   * @throws IllegalArgumentException if not; the message says what would work
   */
  public static LikelihoodKind checkFits(
      Architecture network, LikelihoodFamily likelihood, ObservedData observed) {
    return network instanceof CausalArchitecture
        ? CausalConditional.checkFits(likelihood, observed)
        : likelihood.checkFits(observed.kind());
  }

  /**
   * Makes the parameters.
   *
   * @param name the prefix of the network's
   * @param network a {@linkplain CausalArchitecture causal} one sees c as its context
   * @param size the length of c
   */
  public static Conditional<Distribution> build(
      ModelScope scope, String name, Architecture network, LikelihoodFamily likelihood, int size) {
    if (network instanceof CausalArchitecture causal) {
      CausalConditional product = CausalConditional.create(causal, likelihood, scope, name, size);
      return (tf, c, pass) -> product.given(Optional.of(c), pass);
    }
    Parameterization<Distribution> family =
        NothingBuiltException.check(likelihood, likelihood.build(scope));
    return Conditional.of(
        NothingBuiltException.check(
            network, network.build(scope.parameters(), name, Shape.of(size), family.heads())),
        family);
  }
}

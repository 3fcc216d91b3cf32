package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * NADE, the neural autoregressive distribution estimator (Larochelle and Murray 2011): a hidden
 * layer for each place, whose weights from the inputs all places share. With a₁ = c,
 *
 * <p>hᵢ = f(aᵢ), outputs at i = bᵢ + Vᵢ hᵢ, aᵢ₊₁ = aᵢ + W xᵢ (their eq. 7 to 10).
 *
 * <p>A context adds a linear function of itself to c. A run for D places costs what D runs of one
 * hidden layer's activation cost.
 *
 * @param hidden H, the number of hidden units
 * @param activation f
 * @param initializer the first values of W and V; c starts at 0
 */
public record Nade(
    @Default("500") @Interval(min = 1, max = Counts.MOST_UNITS) int hidden,
    @Default("\"sigmoid\"") Activation activation,
    @Default("\"glorot-uniform\"") Initializer initializer)
    implements CausalArchitecture {
  /** Checks the arguments. */
  public Nade {
    Counts.checkPositive("hidden", hidden, Counts.MOST_UNITS);
  }

  @Override
  public CausalNetwork causal(
      ParameterStore parameters,
      String name,
      Shape observed,
      int contextSize,
      ChannelOrder order,
      ImmutableList<Head> heads) {
    CausalShapes.checkHeads(name, observed, order, heads);
    return NadeNetwork.create(
        this,
        parameters,
        name,
        new NadeNetwork.Places(order.places(observed), order.valuesOfPlace(observed)),
        contextSize,
        heads);
  }
}

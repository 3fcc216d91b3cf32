package org.lowerbound.network;

import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * What the hidden layers of most networks have in common, whatever their widths.
 *
 * @param initializer the first weights of all layers, those of the heads included; hidden biases
 *     start at 0
 * @param normalization of the hidden layers
 * @param dropout the rate at which single outputs of hidden layers are dropped in training
 */
public record LayerOptions(
    @Default("\"glorot-uniform\"") Initializer initializer,
    @Default("\"none\"") Normalization normalization,
    @Default("0.0") @Interval(min = 0, below = 1) double dropout) {
  /** Checks the rate. */
  public LayerOptions {
    Dropout.checkRate(dropout);
  }

  /** Returns those of layers that are neither normalised nor random. */
  public static LayerOptions plain(Initializer initializer) {
    return new LayerOptions(initializer, new Normalization.None(), 0);
  }
}

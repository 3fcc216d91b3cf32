package org.lowerbound.model.linear;

/** {@link FactorAnalysis} in a graph: a σ for each value. */
final class FactorModel extends FittedNormal {
  FactorModel(LinearParameters parameters) {
    super(parameters);
  }
}

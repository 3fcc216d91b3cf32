package org.lowerbound.model.linear;

/** {@link FactorAnalysis} in a graph: a σ for each value. */
final class FactorModel extends LinearNormal {
  FactorModel(LinearParameters parameters) {
    super(parameters);
  }
}

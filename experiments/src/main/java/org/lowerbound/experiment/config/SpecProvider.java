package org.lowerbound.experiment.config;

/**
 * A plug-in's entry point: adds its spec types to those that configurations may name.
 *
 * <p>A jar on the class path names its provider in {@code
 * META-INF/services/org.lowerbound.experiment.config.SpecProvider}.
 */
public interface SpecProvider {
  /** Adds types; adding a name that another provider has taken is an error. */
  void register(SpecTypes.Builder types);
}

package org.lowerbound.model.likelihood;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The way from a decoder's outputs to a distribution with a location and a scale, or with two
 * parameters that are like them.
 *
 * @param heads that of the location, then those of the scale
 * @param logScale the way to the scale
 * @param family the way from location and scale to the distribution
 */
record WithScale(ImmutableList<Head> heads, Scale.LogScale logScale, InPass family)
    implements Parameterization<Distribution> {
  private static final String LOG_SCALE = "logScale";

  /** Makes a distribution. */
  @FunctionalInterface
  interface Family {
    Distribution of(Ops tf, Operand<TFloat32> loc, Operand<TFloat32> logScale);
  }

  /** Makes a distribution with parameters of its own. */
  @FunctionalInterface
  interface InPass {
    Distribution of(Ops tf, Operand<TFloat32> loc, Operand<TFloat32> logScale, Pass pass);
  }

  /** Makes the scale's parameters, and returns what is a plain function of location and scale. */
  static WithScale of(Head loc, Scale scale, ModelScope scope, Family family) {
    return of(
        loc,
        scale,
        LOG_SCALE,
        scope,
        (tf, location, logScale, pass) -> family.of(tf, location, logScale));
  }

  /** Makes the scale's parameters. */
  static WithScale of(Head loc, Scale scale, ModelScope scope, InPass family) {
    return of(loc, scale, LOG_SCALE, scope, family);
  }

  /** Makes the scale's parameters, under a name that says what the scale is. */
  static WithScale of(Head loc, Scale scale, String name, ModelScope scope, InPass family) {
    ImmutableList<Head> heads =
        ImmutableList.<Head>builder()
            .add(loc)
            .addAll(scale.heads(name, scope.observed().shape()))
            .build();
    return new WithScale(
        heads, scale.build(scope.parameters(), name, scope.observed().dimension()), family);
  }

  @Override
  public Distribution given(Ops tf, ImmutableList<Operand<TFloat32>> outputs, Pass pass) {
    return family.of(
        tf, outputs.get(0), logScale.given(tf, outputs.subList(1, outputs.size()), pass), pass);
  }
}

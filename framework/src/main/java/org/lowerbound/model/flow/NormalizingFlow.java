package org.lowerbound.model.flow;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.bijector.Affine;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.bijector.Composition;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.FreeParameters;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.Prior;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.model.RealValues;
import org.lowerbound.network.Fill;
import org.lowerbound.network.Network;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Zeros;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A density of real observations by a flow from a base (Dinh et al. 2017; Papamakarios et al.
 * 2021): z from the base, y = μ + σ ⊙ f(z), and x is y, or what a map without parameters makes of
 * it. log p(x) = log p₀(z) + log |det dz/dx| is exact, and so is the code z = f⁻¹(x).
 *
 * <p>μ and σ are parameters, which start at the mean of the training data and at 1: the maps need
 * not move and widen what they make, and those of {@code iaf}, which can only narrow it, can make
 * any width.
 *
 * @param base p₀, of as many values as an observation has; of {@code conditional} each label has
 *     its own
 * @param flow f, with an inverse in closed form
 * @param preprocess from the observations to y
 */
public record NormalizingFlow(
    @Default("\"standard-normal\"") PriorFamily base,
    @Default("\"real-nvp\"") Flow flow,
    @Default("\"none\"") Preprocess preprocess)
    implements ModelSpec {
  private static final String NAME = "flow";

  /** Checks the arguments. */
  public NormalizingFlow {
    checkArgument(
        base.latentSpace().equals(LatentSpace.REAL),
        "a flow maps real vectors, but its base %s is over %s; standard-normal works",
        TypeNames.of(base),
        base.latentSpace().description());
    checkArgument(
        flow instanceof ClosedFormInverse,
        "the flow %s has no inverse in closed form, which log p(x) is computed with; real-nvp,"
            + " neural-spline and masked-autoregressive have, and {\"type\": \"inverse\", \"flow\":"
            + " \"%s\"} takes it the other way round, so that draws are found by iteration",
        TypeNames.of(flow),
        TypeNames.of(flow));
  }

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    RealValues.check(TypeNames.of(this), observed);
    preprocess.checkFits(observed);
    return LikelihoodKind.DENSITY;
  }

  @Override
  public Model build(ModelScope scope) {
    ObservedData observed = scope.observed();
    checkFits(observed);
    int dimension = observed.dimension();
    Conditional<Sampleable> noPosterior =
        (tf, x, pass) -> {
          throw new IllegalArgumentException(
              "the base %s is made of posteriors, which a %s has not; standard-normal and mixture"
                      .formatted(TypeNames.of(base), TypeNames.of(this))
                  + " work");
        };
    Prior ofBase =
        NothingBuiltException.check(
            base, base.build(scope.in(ParameterGroup.PRIOR), dimension, noPosterior));
    ModelScope ofFlow = scope.in(ParameterGroup.DECODER);
    ParameterStore parameters = ofFlow.parameters();
    Parameterization<Bijector> family =
        NothingBuiltException.check(flow, flow.build(ofFlow, NAME, dimension));
    Network values = FreeParameters.create(parameters, NAME, family.heads(), new Zeros());
    Operand<TFloat32> mean =
        parameters.create(
            NAME + ".mean",
            Shape.of(dimension),
            new Fill(ImmutableDoubleArray.copyOf(observed.mean().stream().map(preprocess::of))));
    Operand<TFloat32> logScale =
        parameters.create(NAME + ".logScale", Shape.of(dimension), new Zeros());
    return new FlowModel(
        ofBase,
        (tf, pass) ->
            preprocess.toObservations(
                new Composition(
                    ImmutableList.of(
                        family.given(tf, values.apply(tf, tf.constant(new float[1]), pass), pass),
                        new Affine(
                            pass.parameter(tf, mean),
                            Affine.bounded(tf, pass.parameter(tf, logScale)),
                            dimension)))),
        dimension,
        observed.units());
  }
}

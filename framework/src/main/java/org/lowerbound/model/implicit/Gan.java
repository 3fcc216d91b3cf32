package org.lowerbound.model.implicit;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Fill;
import org.lowerbound.network.Head;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Zeros;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.ndarray.Shape;

/**
 * The generator of a generative adversarial network (Goodfellow et al. 2014): x = g(z) for z of
 * N(0, I). It has draws and no p(x), so that no bound and no likelihood can be taken of it; the
 * objective {@code non-saturating} brings the discriminator that trains it.
 *
 * <p>Grey levels are made by a sigmoid, and rounded when they are drawn; real values are linear in
 * the last layer, whose bias starts at the mean of the training data.
 *
 * @param latents the dimension of z
 * @param generator g, below its last layer
 */
public record Gan(
    @Default("20") @Interval(min = 1, max = Counts.MOST_UNITS) int latents,
    @Default("\"mlp\"") Architecture generator)
    implements ModelSpec {
  private static final String NAME = "generator";

  /** Checks the arguments. */
  public Gan {
    Counts.checkPositive("latents", latents, Counts.MOST_UNITS);
  }

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    checkArgument(
        observed.kind() != ValueKind.BINARY,
        "the model %s makes grey levels or real numbers, which a discriminator tells from bits at a"
            + " glance, but the data is %s; \"binarization\": \"none\" leaves images grey",
        TypeNames.of(this),
        observed.kind().description());
    return LikelihoodKind.UNNORMALIZED; // There is none.
  }

  @Override
  public Model build(ModelScope scope) {
    ObservedData observed = scope.observed();
    checkFits(observed);
    Initializer bias = observed.kind() == ValueKind.REAL ? new Fill(observed.mean()) : new Zeros();
    return new GanModel(
        latents,
        NothingBuiltException.check(
            generator,
            generator.build(
                scope.parameters().in(ParameterGroup.DECODER),
                NAME,
                Shape.of(latents),
                ImmutableList.of(new Head("x", observed.shape(), bias)))),
        observed.kind());
  }
}

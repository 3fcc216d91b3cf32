package org.lowerbound.model.hierarchy;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.Condition;
import org.lowerbound.model.Encoding;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Vae;
import org.lowerbound.network.FixedParameters;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.ndarray.Shape;

/**
 * The models M1 + M2 of Kingma, Rezende, Mohamed and Welling (2014), section 2: a VAE that has
 * learnt without labels, and a {@link SemiSupervisedVae} of its codes, each use of which is a new
 * draw from q(z | x). The VAE stays as it is: {@code init} takes it from a trial that has trained
 * it alone, whose model must be the same.
 *
 * <p>All that is said of likelihoods, such as the bound of a training, is said of codes.
 *
 * @param codes the VAE whose codes are modelled
 * @param classes the model of codes and classes; its likelihood is one of real values, such as
 *     {@code normal}
 */
public record StackedSemiSupervisedVae(Vae codes, SemiSupervisedVae classes) implements ModelSpec {
  private static final String PREFIX = "classes.";

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    codes.checkFits(observed);
    checkArgument(
        codes.posterior().latentSpace().equals(LatentSpace.REAL),
        "the codes of stacked-semi-supervised-vae are modelled as real vectors, but those of its"
            + " vae are %s; the posterior \"diagonal-normal\" works",
        codes.posterior().latentSpace().description());
    checkArgument(
        codes.condition() instanceof Condition.None,
        "the codes of stacked-semi-supervised-vae are to tell a class, but its vae is given the"
            + " condition %s; \"none\" works",
        TypeNames.of(codes.condition()));
    return classes.checkFits(ofCodes(observed));
  }

  @Override
  public Optional<String> learntBefore() {
    return Optional.of("the vae below the codes of stacked-semi-supervised-vae");
  }

  private ObservedData ofCodes(ObservedData observed) {
    return new ObservedData(
        Shape.of(codes.latents()),
        ValueKind.REAL,
        // The mean of the prior, which that of the codes is near to.
        ImmutableDoubleArray.copyOf(new double[codes.latents()]),
        observed.classes());
  }

  @Override
  public Model build(ModelScope scope) {
    checkFits(scope.observed());
    Model fixed =
        codes.build(
            new ModelScope(
                new FixedParameters(scope.parameters()), scope.schedules(), scope.observed()));
    ClassModel top = classes.build(scope.of(ofCodes(scope.observed())).withNames(PREFIX));
    return new StackedClassModel((Encoding) fixed, top);
  }
}

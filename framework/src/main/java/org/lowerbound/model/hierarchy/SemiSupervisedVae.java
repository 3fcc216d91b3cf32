package org.lowerbound.model.hierarchy;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.discrete.OneHotCategorical;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.Decoders;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.model.prior.ConditionalPrior;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.CausalArchitecture;
import org.lowerbound.network.Head;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Zeros;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.NothingBuiltException;
import org.tensorflow.ndarray.Shape;

/**
 * Model M2 of Kingma, Rezende, Mohamed and Welling (2014), eqs. 2 and 4: p(y) p(z) p(x | y, z) with
 * q(y | x) q(z | x, y), for a class y that the labels of some examples tell. The objective {@code
 * semi-supervised} trains it.
 *
 * <p>It is a model of x as any other with latents, the vector (z, y) with y one-hot: p(x) = Σ_y
 * p(y) ∫ p(z) p(x | y, z) dz, whatever the labels.
 *
 * @param latents the dimension of z
 * @param classifier the network below the logits of q(y | x)
 * @param encoder the network below the parameters of q(z | x, y), of the one-hot class with the
 *     observation behind it, as one vector
 * @param posterior the family of q(z | x, y)
 * @param prior p(z)
 * @param learnedClasses whether p(y) is trained; it is uniform else
 * @param decoder the network below the parameters of p(x | y, z), of z with the one-hot class
 *     behind it; a {@linkplain CausalArchitecture causal} one sees both as its context
 * @param likelihood the family of p(x | y, z)
 */
public record SemiSupervisedVae(
    @Interval(min = 1, max = Counts.MOST_UNITS) int latents,
    @Default("\"mlp\"") Architecture classifier,
    @Default("\"mlp\"") Architecture encoder,
    @Default("\"diagonal-normal\"") PosteriorFamily posterior,
    @Default("\"standard-normal\"") PriorFamily prior,
    @Default("false") boolean learnedClasses,
    @Default("\"mlp\"") Architecture decoder,
    @Default("\"bernoulli\"") LikelihoodFamily likelihood)
    implements ModelSpec {
  /** Checks the arguments. */
  public SemiSupervisedVae {
    Counts.checkPositive("latents", latents, Counts.MOST_UNITS);
    posterior.checkLatents(latents);
    LatentSpace.checkSame(posterior, prior);
    checkArgument(
        !(prior instanceof ConditionalPrior),
        "the prior conditional is given a label, but the class of semi-supervised-vae is a latent,"
            + " and p(z) one for all classes; standard-normal and mixture work");
  }

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    observed.checkLabeled("the model semi-supervised-vae");
    checkArgument(
        observed.classes() > 1,
        "the model semi-supervised-vae tells classes from each other, but the data set has one");
    return Decoders.checkFits(decoder, likelihood, observed);
  }

  @Override
  public ClassModel build(ModelScope scope) {
    checkFits(scope.observed());
    int classes = scope.observed().classes();
    ModelScope inference = scope.in(ParameterGroup.ENCODER);
    ModelScope ofPrior = scope.in(ParameterGroup.PRIOR);
    return new ClassModel(
        latents,
        classes,
        Hierarchies.conditional(
            inference, "classifier", classifier, scope.observed().shape(), logits(classes)),
        Hierarchies.conditional(
            inference,
            "encoder",
            encoder,
            Shape.of(classes + scope.observed().dimension()),
            NothingBuiltException.check(posterior, posterior.build(inference, "encoder", latents))),
        learnedClasses
            ? Optional.of(
                ofPrior.parameters().create("classes.logits", Shape.of(classes), new Zeros()))
            : Optional.empty(),
        NothingBuiltException.check(prior, prior.build(ofPrior, latents, noPosterior())),
        Decoders.build(
            scope.in(ParameterGroup.DECODER), "decoder", decoder, likelihood, latents + classes),
        scope.observed().units());
  }

  private static Parameterization<OneHotCategorical> logits(int classes) {
    return Parameterization.of(
        ImmutableList.of(Head.ofSize("logits", classes)),
        outputs -> new OneHotCategorical(outputs.get(0), classes, classes));
  }

  private static Conditional<Sampleable> noPosterior() {
    return (tf, x, pass) -> {
      throw new IllegalArgumentException(
          "a prior made of q(z | x), such as vamp, does not go with semi-supervised-vae, whose z is"
              + " drawn given the class, too; standard-normal and mixture work");
    };
  }
}

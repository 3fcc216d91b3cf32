package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * What objectives, metrics and tools ask of a model, in words.
 *
 * @param <A> the sub-type of {@link Model} that has the ability
 */
public final class Ability<A extends Model> {
  private static final String UNLESS_POINT = ", but for a vae with the posterior point";
  private static final String UNLESS_PART =
      ", but for a vae that is given a part of each observation";
  private static final String UNLESS_POINT_OR_PART =
      UNLESS_POINT + " or one that is given a part of each observation";

  /** Gives p(x), or an unbiased estimate of it. */
  public static final Ability<Evidence> EVIDENCE =
      new Ability<>(
          Evidence.class,
          "a likelihood p(x)",
          ImmutableList.of(
              "vae",
              "hierarchical-vae",
              "ladder-vae",
              "semi-supervised-vae",
              "energy",
              "made",
              "autoregressive",
              "multi-scale",
              "independent-pixels",
              "causal-counts",
              "normalizing-flow",
              "ppca",
              "factor-analysis",
              "bayesian-pca",
              "bernoulli-mixture",
              "per-class"),
          UNLESS_POINT);

  /** Computes p(x). */
  public static final Ability<ExactEvidence> EXACT_EVIDENCE =
      new Ability<>(
          ExactEvidence.class,
          "an exact likelihood p(x)",
          ImmutableList.of(
              "made",
              "autoregressive",
              "multi-scale",
              "independent-pixels",
              "causal-counts",
              "normalizing-flow",
              "ppca",
              "factor-analysis",
              "bayesian-pca",
              "bernoulli-mixture",
              "per-class"),
          "");

  /** Has an M step in closed form. */
  public static final Ability<ExpectationMaximization> EXPECTATION_MAXIMIZATION =
      new Ability<>(
          ExpectationMaximization.class,
          "an M step in closed form",
          ImmutableList.of("ppca", "factor-analysis", "bernoulli-mixture"),
          "");

  /** Has its best parameters in closed form. */
  public static final Ability<ClosedFormSolution> CLOSED_FORM_SOLUTION =
      new Ability<>(
          ClosedFormSolution.class,
          "a solution in closed form",
          ImmutableList.of("independent-pixels", "causal-counts", "ppca", "pca"),
          "");

  /** Has distributions over its parameters, whose updates are in closed form. */
  public static final Ability<VariationalBayes> VARIATIONAL_BAYES =
      new Ability<>(
          VariationalBayes.class,
          "distributions over its parameters",
          ImmutableList.of("bayesian-pca"),
          "");

  /** Has latents, a prior and an approximate posterior. */
  public static final Ability<LatentVariables> LATENT_VARIABLES =
      new Ability<>(
          LatentVariables.class,
          "latents with a posterior density q(z|x)",
          ImmutableList.of(
              "vae",
              "hierarchical-vae",
              "ladder-vae",
              "semi-supervised-vae",
              "energy",
              "ppca",
              "factor-analysis",
              "bayesian-pca",
              "bernoulli-mixture"),
          UNLESS_POINT);

  /** Gives codes of observations. */
  public static final Ability<Encoding> ENCODING =
      new Ability<>(
          Encoding.class,
          "an encoder, which gives each observation a code",
          ImmutableList.of(
              "vae",
              "hierarchical-vae",
              "ladder-vae",
              "semi-supervised-vae",
              "stacked-semi-supervised-vae",
              "normalizing-flow",
              "ppca",
              "factor-analysis",
              "bayesian-pca",
              "bernoulli-mixture",
              "pca"),
          "");

  /** Gives distributions of observations for codes. */
  public static final Ability<Decoding> DECODING =
      new Ability<>(
          Decoding.class,
          "a decoder, which gives p(x|z) for a code",
          ImmutableList.of(
              "vae",
              "hierarchical-vae",
              "ladder-vae",
              "semi-supervised-vae",
              "ppca",
              "factor-analysis",
              "bayesian-pca",
              "bernoulli-mixture",
              "pca"),
          UNLESS_PART);

  /** Has a decoder that is a linear function. */
  public static final Ability<LinearDecoding> LINEAR_DECODING =
      new Ability<>(
          LinearDecoding.class,
          "a linear decoder",
          ImmutableList.of("ppca", "factor-analysis", "bayesian-pca", "pca"),
          ", and a vae with a normal likelihood and a decoder without hidden layers has");

  /** Gives draws of codes. */
  public static final Ability<CodeGenerating> CODE_GENERATING =
      new Ability<>(
          CodeGenerating.class,
          "a prior, which codes are drawn from",
          ImmutableList.of(
              "vae", "hierarchical-vae", "ladder-vae", "semi-supervised-vae", "bernoulli-mixture"),
          UNLESS_POINT_OR_PART);

  /** Can be drawn from. */
  public static final Ability<Generating> GENERATING =
      new Ability<>(
          Generating.class,
          "draws of observations",
          ImmutableList.of(
              "vae",
              "hierarchical-vae",
              "ladder-vae",
              "semi-supervised-vae",
              "made",
              "autoregressive",
              "multi-scale",
              "independent-pixels",
              "causal-counts",
              "normalizing-flow",
              "ppca",
              "factor-analysis",
              "bayesian-pca",
              "per-class",
              "gan",
              "diffusion",
              "denoising-chain",
              "bernoulli-mixture"),
          UNLESS_POINT_OR_PART);

  /** Can be drawn from, and has a derivative of its draws in the place of a likelihood. */
  public static final Ability<ImplicitDensity> IMPLICIT_DENSITY =
      new Ability<>(
          ImplicitDensity.class,
          "draws that are a function of noise, with a derivative",
          ImmutableList.of("gan"),
          "");

  /** Is drawn from by a chain of denoising steps. */
  public static final Ability<Denoising> DENOISING =
      new Ability<>(
          Denoising.class,
          "a chain of denoising steps",
          ImmutableList.of("diffusion", "denoising-chain"),
          "");

  /** Has a bound on log p(x) that is a sum over the steps of a diffusion. */
  public static final Ability<DiffusionBound> DIFFUSION_BOUND =
      new Ability<>(
          DiffusionBound.class,
          "a bound on log p(x) with a term for each step of a diffusion",
          ImmutableList.of("diffusion"),
          "");

  /** Can be drawn from given the first values. */
  public static final Ability<Completing> COMPLETING =
      new Ability<>(
          Completing.class,
          "draws of observations given their first values",
          ImmutableList.of("autoregressive", "independent-pixels", "causal-counts"),
          ", and a vae that is given a part of each observation completes it");

  /** Gives p(y | x). */
  public static final Ability<Classifying> CLASSIFYING =
      new Ability<>(
          Classifying.class,
          "a distribution of the label, p(y|x)",
          ImmutableList.of("classifier", "semi-supervised-vae", "stacked-semi-supervised-vae"),
          "; where p(x|y) is known the metric bayes-rule works");

  /** Has the class among its latents. */
  public static final Ability<ClassLatents> CLASS_LATENTS =
      new Ability<>(
          ClassLatents.class,
          "the class y of an observation among its latents",
          ImmutableList.of("semi-supervised-vae", "stacked-semi-supervised-vae"),
          "");

  /** All of them. */
  public static final ImmutableList<Ability<?>> ALL =
      ImmutableList.of(
          EVIDENCE,
          EXACT_EVIDENCE,
          EXPECTATION_MAXIMIZATION,
          CLOSED_FORM_SOLUTION,
          VARIATIONAL_BAYES,
          LATENT_VARIABLES,
          ENCODING,
          DECODING,
          LINEAR_DECODING,
          CODE_GENERATING,
          GENERATING,
          IMPLICIT_DENSITY,
          DENOISING,
          DIFFUSION_BOUND,
          COMPLETING,
          CLASSIFYING,
          CLASS_LATENTS);

  private final Class<A> type;
  private final String words;
  private final ImmutableList<String> owners;
  private final String exception;

  private Ability(Class<A> type, String words, ImmutableList<String> owners, String exception) {
    this.type = type;
    this.words = words;
    this.owners = owners;
    this.exception = exception;
  }

  /** Returns whether a model has the ability. */
  public boolean isOf(Model model) {
    return type.isInstance(model);
  }

  /** Returns the type names of the models that have it. */
  public ImmutableList<String> owners() {
    return owners;
  }

  /**
   * Returns which models of those types have it not, or which of others have, in words; empty if
   * there is nothing to say.
   */
  public String exception() {
    return exception;
  }

  /**
   * Returns a model as one that has the ability.
   *
   * @param who asks, by its type name
   * @throws IllegalArgumentException if it has not; the message says which models have
   */
  public A of(Model model, String who) {
    return of(model, who, Optional.empty());
  }

  /**
   * Returns the same.
   *
   * @param instead what works with this model, as a configuration has it, if there is something
   */
  public A of(Model model, String who, Optional<String> instead) {
    checkArgument(
        isOf(model),
        "%s needs a model with %s; %s%s%s",
        who,
        words,
        ownersHave(),
        exception,
        instead.map("; for this model %s works"::formatted).orElse(""));
    return type.cast(model);
  }

  private String ownersHave() {
    int last = owners.size() - 1;
    return last == 0
        ? owners.get(0) + " has"
        : String.join(", ", owners.subList(0, last)) + " and " + owners.get(last) + " have";
  }
}

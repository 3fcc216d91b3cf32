package org.lowerbound.evaluation;

import java.util.Optional;
import java.util.function.Function;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.model.Ability;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.Model;
import org.lowerbound.model.WithClass;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Objective;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a metric or a figure builds on.
 *
 * @param model the trained model
 * @param observations the observations of the rows that are run, {@code [B, D]}
 * @param pass how networks are run: outside training
 * @param noise opens a noise stream by name, each name once; its draws are a function of the seed,
 *     the name and the draw number of the run
 * @param dataset the data, for metrics that need more than the observations
 * @param objective what the trial trains with
 * @param gradients adds gradients of objectives
 * @param classifiers trains classifiers of the observations
 * @param beside gives the data sets that metrics {@linkplain ReadsData read} besides the trial's
 * @param flows fits densities to codes
 * @param instead what works where the model lacks an ability, as a configuration has it, if there
 *     is something
 * @param shared what several metrics and figures ask for
 */
public record EvaluationScope(
    Model model,
    Operand<TFloat32> observations,
    Pass pass,
    Function<String, NoiseSource> noise,
    Dataset dataset,
    Objective objective,
    GradientProbe gradients,
    Classifiers classifiers,
    Function<DatasetSpec, Dataset> beside,
    FlowFits flows,
    Optional<String> instead,
    Shared shared) {
  /** Makes what metrics build on, where no flows are fitted. */
  public EvaluationScope(
      Model model,
      Operand<TFloat32> observations,
      Pass pass,
      Function<String, NoiseSource> noise,
      Dataset dataset,
      Objective objective,
      GradientProbe gradients,
      Classifiers classifiers,
      Function<DatasetSpec, Dataset> beside) {
    this(
        model,
        observations,
        pass,
        noise,
        dataset,
        objective,
        gradients,
        classifiers,
        beside,
        FlowFits.NONE);
  }

  /** Makes what metrics build on. */
  public EvaluationScope(
      Model model,
      Operand<TFloat32> observations,
      Pass pass,
      Function<String, NoiseSource> noise,
      Dataset dataset,
      Objective objective,
      GradientProbe gradients,
      Classifiers classifiers,
      Function<DatasetSpec, Dataset> beside,
      FlowFits flows) {
    this(
        model,
        observations,
        pass,
        noise,
        dataset,
        objective,
        gradients,
        classifiers,
        beside,
        flows,
        metricsThatWork(model),
        new Shared(noise));
  }

  private static Optional<String> metricsThatWork(Model model) {
    Optional<String> metric =
        Ability.EVIDENCE.isOf(model)
            ? Optional.of("nll")
            : Ability.DIFFUSION_BOUND.isOf(model)
                ? Optional.of("vlb")
                : Ability.ENCODING.isOf(model) && Ability.DECODING.isOf(model)
                    ? Optional.of("reconstruction-error")
                    : Optional.empty();
    return metric.map("\"evaluation\": {\"metrics\": [\"%s\"]}"::formatted);
  }

  /** Returns what figures build on: streams of their own, and no metric in a figure's place. */
  public EvaluationScope forFigures() {
    return with(name -> noise.apply("figure." + name), Optional.empty());
  }

  /** Returns the same with noise streams whose names begin with a prefix. */
  public EvaluationScope withNoisePrefix(String prefix) {
    return withNoise(name -> noise.apply(prefix + name));
  }

  /**
   * Draws K latents for each observation and evaluates every term of a bound.
   *
   * @param who asks, by its type name
   * @param stream the noise stream
   * @throws IllegalArgumentException if the model has no latents with a posterior density
   */
  public BoundTerms terms(Ops tf, String who, String stream, int draws) {
    return modelWith(Ability.LATENT_VARIABLES, who)
        .terms(tf, observations, noise.apply(stream), draws, pass);
  }

  /**
   * Returns the model as one that has an ability.
   *
   * @param who asks, by its type name
   * @throws IllegalArgumentException if it has not; the message says what would work
   */
  public <A extends Model> A modelWith(Ability<A> ability, String who) {
    return ability.of(model, who, instead);
  }

  /**
   * Returns the model of observations given their labels as one that has an ability: p(x | y) where
   * the class is among the latents, else the model itself.
   *
   * @param who asks, by its type name
   * @throws IllegalArgumentException if it has not; the message says what would work
   */
  public <A extends Model> A modelGivenLabels(Ability<A> ability, String who) {
    return ability.of(WithClass.givenLabels(model), who, instead);
  }

  /** Returns the same with other noise. */
  public EvaluationScope withNoise(Function<String, NoiseSource> other) {
    return with(other, instead);
  }

  private EvaluationScope with(Function<String, NoiseSource> other, Optional<String> works) {
    return new EvaluationScope(
        model,
        observations,
        pass,
        other,
        dataset,
        objective,
        gradients,
        classifiers,
        beside,
        flows,
        works,
        shared);
  }
}

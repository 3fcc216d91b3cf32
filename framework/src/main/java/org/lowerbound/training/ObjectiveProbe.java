package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Streams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lowerbound.evaluation.GradientProbe;
import org.lowerbound.graph.StateStore;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.schedule.Time;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Gradients of objectives on the observations of an evaluation. */
final class ObjectiveProbe implements GradientProbe {
  private final Ops tf;
  private final LatentVariableModel model;
  private final Operand<TFloat32> observations;
  private final Pass pass;
  private final ObservedData observed;
  private final int batchSize;
  private final int examples;
  private final Time end;
  private final Function<String, NoiseSource> noise;
  private final Gradients gradients;
  private final Function<ParameterGroup, Operand<TFloat32>> squaredNorm;

  /**
   * Prepares a probe.
   *
   * @param pass how networks are run: outside training
   * @param batchSize the number of observations of a training step
   * @param examples the size of the training split
   * @param end the time at which schedules are taken
   */
  ObjectiveProbe(
      Ops tf,
      LatentVariableModel model,
      Operand<TFloat32> observations,
      Pass pass,
      ObservedData observed,
      int batchSize,
      int examples,
      Time end,
      Function<String, NoiseSource> noise,
      Gradients gradients,
      Function<ParameterGroup, Operand<TFloat32>> squaredNorm) {
    this.tf = tf;
    this.model = model;
    this.observations = observations;
    this.pass = pass;
    this.observed = observed;
    this.batchSize = batchSize;
    this.examples = examples;
    this.end = end;
    this.noise = noise;
    this.gradients = gradients;
    this.squaredNorm = squaredNorm;
  }

  @Override
  public ImmutableList<ImmutableMap<ParameterGroup, Operand<TFloat32>>> gradients(
      ImmutableList<Objective> objectives, String stream) {
    // The same draws where their numbers agree: differences between two objectives have less noise.
    Map<Integer, BoundTerms> terms = new HashMap<>();
    ImmutableList.Builder<ImmutableMap<ParameterGroup, Operand<TFloat32>>> all =
        ImmutableList.builder();
    for (int i = 0; i < objectives.size(); i++) {
      Objective objective = objectives.get(i);
      BoundTerms drawn =
          terms.computeIfAbsent(
              objective.draws(),
              draws ->
                  model.terms(
                      tf, observations, noise.apply(stream + ".draws-" + draws), draws, pass));
      all.add(gradients(objective, drawn, noise.apply(stream + ".objective-" + i)));
    }
    return all.build();
  }

  private ImmutableMap<ParameterGroup, Operand<TFloat32>> gradients(
      Objective objective, BoundTerms terms, NoiseSource ownNoise) {
    ObjectiveScope scope =
        new ObjectiveScope(
            observations,
            observed.shape(),
            batchSize,
            examples,
            model.latents(),
            (name, function) -> tf.constant((float) function.at(end)),
            new Untrained(objective),
            new Untrained(objective),
            squaredNorm,
            ownNoise);
    ImmutableSet<Descent> descents =
        NothingBuiltException.check(objective, objective.build(tf, terms, scope)).turns().stream()
            .flatMap(turn -> turn.descents().stream())
            .collect(ImmutableSet.toImmutableSet());
    ImmutableMap.Builder<ParameterGroup, Operand<TFloat32>> byGroup = ImmutableMap.builder();
    for (ParameterGroup group : ParameterGroup.MODEL) {
      descents.stream()
          .filter(descent -> descent.groups().contains(group))
          .findFirst()
          .flatMap(descent -> descent.restrictedTo(ImmutableSet.of(group)))
          .map(descent -> gradients.of(ImmutableList.of(descent)).values())
          .filter(values -> !values.isEmpty())
          .ifPresent(values -> byGroup.put(group, flattened(values)));
    }
    return byGroup.buildOrThrow();
  }

  private Operand<TFloat32> flattened(Iterable<Operand<TFloat32>> values) {
    List<Operand<TFloat32>> flat =
        Streams.stream(values)
            .<Operand<TFloat32>>map(value -> tf.reshape(value, tf.constant(new int[] {-1})))
            .collect(Collectors.toList());
    // TensorFlow's concat takes two or more.
    return flat.size() == 1 ? flat.get(0) : tf.concat(flat, tf.constant(0));
  }

  /** Refuses parameters and states: here they would stay at their first values. */
  private record Untrained(Objective objective) implements ParameterStore, StateStore {
    private IllegalArgumentException refusal(String name) {
      return new IllegalArgumentException(
          "the gradient of %s cannot be measured: it has %s of its own to learn; an objective"
                  .formatted(TypeNames.of(objective), name)
              + " without works, e.g. a score-function gradient with \"baseline\": \"none\"");
    }

    @Override
    public Operand<TFloat32> create(String name, Shape shape, Initializer initializer) {
      throw refusal(name);
    }

    @Override
    public ParameterStore in(ParameterGroup group) {
      return this;
    }

    @Override
    public Operand<TFloat32> createState(String name, Shape shape, Initializer initializer) {
      throw refusal(name);
    }

    @Override
    public StateStore states() {
      return this;
    }

    @Override
    public Operand<TFloat32> create(String name, Shape shape, float value) {
      throw refusal(name);
    }

    @Override
    public void update(String name, Operand<TFloat32> value) {
      throw refusal(name);
    }
  }
}

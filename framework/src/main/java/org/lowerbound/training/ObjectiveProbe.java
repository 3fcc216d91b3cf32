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
import org.lowerbound.model.Model;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.objective.Batch;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.Loss;
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
  private final Model model;
  private final Batch batch;
  private final int examples;
  private final Time end;
  private final Function<String, NoiseSource> noise;
  private final Gradients gradients;
  private final Function<ParameterGroup, Operand<TFloat32>> squaredNorm;

  /**
   * Prepares a probe.
   *
   * @param batch the observations of an evaluation, with the size of a training step
   * @param examples the size of the training split
   * @param end the time at which schedules are taken
   * @param noise opens a noise stream by name, each name once
   */
  ObjectiveProbe(
      ModelGraph model, Batch batch, int examples, Time end, Function<String, NoiseSource> noise) {
    this.tf = model.tf;
    this.model = model.model;
    this.batch = batch;
    this.examples = examples;
    this.end = end;
    this.noise = noise;
    this.gradients = new Gradients(model.graph, model.variables.parameters());
    this.squaredNorm = model.variables::squaredNorm;
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
      ObjectiveScope scope = scope(objective, stream + ".objective-" + i);
      all.add(
          gradients(
              objective instanceof BoundObjective bound
                  ? bound.build(tf, drawn(bound, stream, terms), scope)
                  : objective.build(tf, model, scope),
              objective));
    }
    return all.build();
  }

  @Override
  public ImmutableList<Operand<TFloat32>> of(
      Operand<TFloat32> sum, ImmutableList<Operand<TFloat32>> by) {
    return gradients.of(tf, sum, by);
  }

  private BoundTerms drawn(
      BoundObjective objective, String stream, Map<Integer, BoundTerms> terms) {
    return terms.computeIfAbsent(
        objective.draws(),
        draws ->
            objective
                .latents(model)
                .terms(
                    tf,
                    batch.observations(),
                    noise.apply(stream + ".draws-" + draws),
                    draws,
                    batch.pass()));
  }

  private ObjectiveScope scope(Objective objective, String stream) {
    NoiseSource ownNoise = noise.apply(stream);
    return new ObjectiveScope(
        batch.withNoise(ownNoise),
        examples,
        (name, function) -> tf.constant((float) function.at(end)),
        new Untrained(objective),
        squaredNorm,
        ownNoise,
        name -> noise.apply(stream + "." + name));
  }

  private ImmutableMap<ParameterGroup, Operand<TFloat32>> gradients(
      Loss loss, Objective objective) {
    ImmutableSet<Descent> descents =
        NothingBuiltException.check(objective, loss).turns().stream()
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

package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.function.Function;
import org.lowerbound.graph.LoopTurns;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.random.StatelessNoise;
import org.lowerbound.schedule.Time;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.spec.PlacedException;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt64;

/** The model with its parameters, in a graph of its own: all that the use of a model needs. */
final class ModelGraph implements AutoCloseable {
  final Graph graph;
  final Ops tf;

  /** The step in training, the number of the draw elsewhere: the second key of all noise. */
  final Placeholder<TInt64> step;

  /** How loops are counted; not in a graph that is written to a file. */
  final Optional<LoopTurns> turns;

  final StepScalars scalars;

  /** Those among the scalars that the model depends on: the first ones. */
  final ImmutableList<StepScalars.Scalar> modelScalars;

  final Variables variables;
  final States states;
  final ObservedData observed;
  final Model model;
  private final long seed;

  private ModelGraph(
      Graph graph,
      ModelSpec spec,
      ObservedData observed,
      long seed,
      Function<Ops, StepScalars> scalars,
      boolean counting) {
    this.graph = graph;
    this.tf = Ops.create(graph);
    this.turns = counting ? Optional.of(LoopTurns.countedIn(tf)) : Optional.empty();
    this.step = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    this.scalars = scalars.apply(tf);
    this.variables = new Variables(tf, seed);
    this.states = new States(variables);
    this.observed = observed;
    this.seed = seed;
    this.model =
        PlacedException.in(
            "model",
            () ->
                NothingBuiltException.check(
                    spec,
                    spec.build(
                        new ModelScope(
                            variables.in(ParameterGroup.DECODER, states),
                            this.scalars,
                            observed))));
    this.modelScalars = this.scalars.all();
  }

  /**
   * Builds the graph.
   *
   * @param seed of first values and of noise
   * @throws IllegalArgumentException if the parts of the model do not go together; the message says
   *     why
   */
  static ModelGraph build(ModelSpec spec, ObservedData observed, long seed) {
    return build(spec, observed, seed, StepScalars::new, true);
  }

  /**
   * Builds the graph of a model that is not trained any more: its schedules stand still.
   *
   * @param time when they do
   * @throws IllegalArgumentException if the parts of the model do not go together; the message says
   *     why
   */
  static ModelGraph build(ModelSpec spec, ObservedData observed, long seed, Time time) {
    return build(spec, observed, seed, tf -> StepScalars.at(tf, time), true);
  }

  /** Builds the same graph to be written to a file. */
  static ModelGraph toExport(ModelSpec spec, ObservedData observed, long seed, Time time) {
    return build(spec, observed, seed, tf -> StepScalars.at(tf, time), false);
  }

  private static ModelGraph build(
      ModelSpec spec,
      ObservedData observed,
      long seed,
      Function<Ops, StepScalars> scalars,
      boolean counting) {
    Graph graph = TensorFlowRuntime.newGraph();
    try {
      return new ModelGraph(graph, spec, observed, seed, scalars, counting);
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /** Returns the noise of a stream: a function of the seed, the stream's name and the step. */
  NoiseSource noise(String stream) {
    return new StatelessNoise(seed, stream, step);
  }

  @Override
  public void close() {
    graph.close();
  }
}

package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.graph.StateStore;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** A model whose parameters start at given values; those that are not given, at their own. */
record StartsAt(ModelSpec spec, ImmutableMap<String, float[]> first) implements ModelSpec {
  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    return spec.checkFits(observed);
  }

  @Override
  public Model build(ModelScope scope) {
    return spec.build(
        new ModelScope(new Store(scope.parameters(), first), scope.schedules(), scope.observed()));
  }

  private record Store(ParameterStore plain, ImmutableMap<String, float[]> first)
      implements ParameterStore {
    @Override
    public Operand<TFloat32> create(String name, Shape shape, Initializer initializer) {
      return plain.create(
          name,
          shape,
          (stream, ofShape) ->
              first.getOrDefault(name, initializer.values(stream, ofShape)).clone());
    }

    @Override
    public ParameterStore in(ParameterGroup group) {
      return new Store(plain.in(group), first);
    }

    @Override
    public Operand<TFloat32> createState(String name, Shape shape, Initializer initializer) {
      return plain.createState(name, shape, initializer);
    }

    @Override
    public StateStore states() {
      return plain.states();
    }
  }
}

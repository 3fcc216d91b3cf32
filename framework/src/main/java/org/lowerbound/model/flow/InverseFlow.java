package org.lowerbound.model.flow;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.bijector.Inverted;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.network.Pass;
import org.lowerbound.spec.Default;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Another flow taken the other way round. Where its own map has a closed form, so has the density
 * of what this one gives; draws go through its inverse, which may be found by iteration.
 *
 * @param flow the other flow
 */
public record InverseFlow(@Default("\"planar\"") Flow flow) implements ClosedFormInverse {
  @Override
  public Parameterization<Bijector> build(ModelScope scope, String name, int dimension) {
    Parameterization<Bijector> other = flow.build(scope, name, dimension);
    return new Parameterization<>() {
      @Override
      public ImmutableList<Head> heads() {
        return other.heads();
      }

      @Override
      public Bijector given(Ops tf, ImmutableList<Operand<TFloat32>> outputs, Pass pass) {
        return new Inverted(other.given(tf, outputs, pass));
      }
    };
  }
}

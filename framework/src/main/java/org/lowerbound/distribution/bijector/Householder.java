package org.lowerbound.distribution.bijector;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A product of reflections, y = H₁(H₂(… x)) with H = I − 2 v vᵀ/‖v‖² (Tomczak and Welling 2016): a
 * rotation that keeps volumes. The first vector reflects first.
 *
 * @param vectors one for each reflection, {@code [D]} or {@code [B, D]}; a vector of zeros does not
 *     reflect
 * @param dimension D
 */
public record Householder(ImmutableList<Operand<TFloat32>> vectors, int dimension)
    implements Bijector {
  /** Checks the shapes as far as they are known. */
  public Householder {
    LastAxis.checkDimension(dimension, 1);
    checkArgument(!vectors.isEmpty(), "vectors must not be empty");
    for (Operand<TFloat32> vector : vectors) {
      LastAxis.checkLength(vector, "a reflection's vector", dimension);
    }
  }

  @Override
  public Image forward(Ops tf, Operand<TFloat32> x) {
    return reflect(tf, x, vectors);
  }

  @Override
  public Image inverse(Ops tf, Operand<TFloat32> y) {
    return reflect(tf, y, Lists.reverse(vectors)); // A reflection is its own inverse.
  }

  @Override
  public Householder detached(Ops tf) {
    return new Householder(
        vectors.stream()
            .<Operand<TFloat32>>map(tf::stopGradient)
            .collect(ImmutableList.toImmutableList()),
        dimension);
  }

  private static Image reflect(Ops tf, Operand<TFloat32> x, List<Operand<TFloat32>> inTheirOrder) {
    Operand<TFloat32> reflected = x;
    for (Operand<TFloat32> vector : inTheirOrder) {
      reflected = OrthogonalFactors.reflect(tf, reflected, vector);
    }
    return new Image(reflected, LastAxis.noChangeOfVolume(tf, x));
  }
}

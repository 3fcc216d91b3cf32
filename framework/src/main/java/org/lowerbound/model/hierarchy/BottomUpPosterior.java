package org.lowerbound.model.hierarchy;

import com.google.common.collect.ContiguousSet;
import com.google.common.collect.DiscreteDomain;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import java.util.List;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.graph.Shapes;
import org.lowerbound.model.Conditional;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * q(z | x) = q(z₁ | x) Π q(z_i | z_{i−1}) (Burda et al. 2016, eq. 5).
 *
 * @param layers the dimensions, from z₁ to z_L
 * @param conditionals q(z_i | below) for i = 1 … L
 * @param observations x, {@code [B, D]}
 * @param skip whether the layers above the first see x beside the layer below
 * @param pass how the networks are run
 */
record BottomUpPosterior(
    ImmutableList<Integer> layers,
    ImmutableList<Conditional<Sampleable>> conditionals,
    Operand<TFloat32> observations,
    boolean skip,
    Pass pass)
    implements Factorization {
  @Override
  public ImmutableList<Integer> order() {
    return ContiguousSet.create(Range.closedOpen(0, layers.size()), DiscreteDomain.integers())
        .asList();
  }

  @Override
  public Sampleable conditional(Ops tf, int layer, List<Operand<TFloat32>> latents) {
    return conditionals.get(layer).given(tf, below(tf, layer, latents), pass);
  }

  @Override
  public BottomUpPosterior frozen(Ops tf) {
    return new BottomUpPosterior(layers, conditionals, observations, skip, pass.freeze());
  }

  private Operand<TFloat32> below(Ops tf, int layer, List<Operand<TFloat32>> latents) {
    if (layer == 0) {
      return observations;
    }
    Operand<TFloat32> next = latents.get(layer - 1);
    if (!skip) {
      return next;
    }
    return Shapes.joined(tf, next, observations);
  }
}

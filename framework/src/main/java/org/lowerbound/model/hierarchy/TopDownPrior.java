package org.lowerbound.model.hierarchy;

import com.google.common.collect.ContiguousSet;
import com.google.common.collect.DiscreteDomain;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import java.util.List;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.Prior;
import org.lowerbound.network.Pass;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * p(z) = p(z_L) Π p(z_i | z_{i+1}, …).
 *
 * @param layers the dimensions, from z₁ to z_L
 * @param top p(z_L)
 * @param below p(z_i | above) for i = 1 … L−1
 * @param skip whether a conditional sees all layers above it, and not the next one only
 * @param pass how the networks are run
 */
record TopDownPrior(
    ImmutableList<Integer> layers,
    Prior top,
    ImmutableList<Conditional<Sampleable>> below,
    boolean skip,
    Pass pass)
    implements Factorization {
  @Override
  public ImmutableList<Integer> order() {
    return ContiguousSet.create(Range.closedOpen(0, layers.size()), DiscreteDomain.integers())
        .asList()
        .reverse();
  }

  @Override
  public Sampleable conditional(Ops tf, int layer, List<Operand<TFloat32>> latents) {
    return layer == layers.size() - 1
        ? top(tf)
        : below.get(layer).given(tf, above(tf, layer, latents), pass);
  }

  @Override
  public TopDownPrior frozen(Ops tf) {
    return in(pass.freeze());
  }

  /** Returns the same in another pass. */
  TopDownPrior in(Pass other) {
    return new TopDownPrior(layers, top, below, skip, other);
  }

  /** Returns what the conditional of a layer, or of the observation at −1, is given. */
  Operand<TFloat32> above(Ops tf, int layer, List<Operand<TFloat32>> latents) {
    return skip
        ? Layers.join(tf, latents.subList(layer + 1, latents.size()))
        : latents.get(layer + 1);
  }

  private Sampleable top(Ops tf) {
    Distribution distribution = top.distribution(tf, pass);
    if (distribution instanceof Sampleable sampleable) {
      return sampleable;
    }
    throw new IllegalArgumentException(
        "the prior %s of the top layer cannot be drawn from; standard-normal works"
            .formatted(TypeNames.of(distribution)));
  }
}

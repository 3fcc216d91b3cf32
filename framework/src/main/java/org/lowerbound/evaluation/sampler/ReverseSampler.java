package org.lowerbound.evaluation.sampler;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.model.Ability;
import org.lowerbound.model.ReverseChain;
import org.lowerbound.spec.Default;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Draws of a model that takes noise away step by step, by another way back than its own: fewer
 * steps, other noise, guidance. Nothing is trained again for it.
 *
 * @param chain the way back
 */
public record ReverseSampler(@Default("\"ancestral\"") ReverseChain chain) implements CodeSampler {
  @Override
  public String label() {
    return chain.label();
  }

  @Override
  public SampleNodes build(Ops tf, Drawn drawn) {
    checkArgument(
        !drawn.means(), "a chain of denoising steps has no means; \"means\": false works");
    Operand<TFloat32> observations =
        drawn
            .graph()
            .modelWith(Ability.DENOISING, drawn.who())
            .sample(tf, chain, drawn.noise("reverse"), Samples.ROWS, drawn.graph().pass());
    SampleNodes.Runs runs =
        new SampleNodes.Runs() {
          @Override
          public Operand<TFloat32> observations() {
            return observations;
          }

          @Override
          public ImmutableList<Fed> fed(int first, int rows) {
            return ImmutableList.of();
          }
        };
    return (runner, count) -> runs;
  }
}

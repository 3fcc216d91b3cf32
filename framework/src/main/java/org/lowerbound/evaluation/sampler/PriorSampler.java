package org.lowerbound.evaluation.sampler;

import com.google.common.collect.ImmutableList;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Generating;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Draws from the model's own p(x): of a model with latents z ~ p(z), then x given z. Of a model
 * that looks at labels, the labels are those of the split's examples in turn.
 */
public record PriorSampler() implements CodeSampler {
  @Override
  public String label() {
    return "prior";
  }

  @Override
  public SampleNodes build(Ops tf, Drawn drawn) {
    Nodes nodes = new Nodes(observations(tf, drawn));
    return (runner, count) -> nodes;
  }

  /** Returns draws, one for each row of a run. */
  private static Operand<TFloat32> observations(Ops tf, Drawn drawn) {
    EvaluationScope graph = drawn.graph();
    if (Ability.CODE_GENERATING.isOf(graph.model()) || drawn.means()) {
      Operand<TFloat32> codes =
          graph
              .modelWith(Ability.CODE_GENERATING, drawn.who())
              .sampleCodes(tf, drawn.noise("prior"), Samples.ROWS, graph.pass());
      return drawn.decoded(tf, codes, "prior.observations");
    }
    Generating model = graph.modelWith(Ability.GENERATING, drawn.who());
    return model.sample(tf, drawn.noise("prior"), Samples.ROWS, graph.pass());
  }

  private record Nodes(Operand<TFloat32> observations) implements SampleNodes.Runs {
    @Override
    public ImmutableList<Fed> fed(int first, int rows) {
      return ImmutableList.of();
    }
  }
}

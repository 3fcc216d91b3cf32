package org.lowerbound.evaluation.sampler;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Generating;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Draws from the model's own p(x): of a model with latents z ~ p(z), then x given z. Where p(z) is
 * one for each label, the labels are those of the split's examples in turn.
 */
public record PriorSampler() implements CodeSampler {
  @Override
  public String label() {
    return "prior";
  }

  @Override
  public SampleNodes build(Ops tf, Drawn drawn) {
    Nodes any = new Nodes(observations(tf, drawn, Samples.ROWS, "prior"));
    if (drawn.graph().dataset().labels().isEmpty()) {
      return (runner, count) -> any;
    }
    Nodes ofEachLabel = new Nodes(observations(tf, drawn, 1, "prior-of-labels"));
    int dimension = drawn.graph().dataset().dimension();
    // Whether the prior looks at labels is seen by how many draws two rows have.
    return (runner, count) -> ofEachLabel.count(runner, dimension) > 1 ? ofEachLabel : any;
  }

  /** Returns draws, so many for each label. */
  private static Operand<TFloat32> observations(Ops tf, Drawn drawn, int count, String use) {
    if (Ability.CODE_GENERATING.isOf(drawn.graph().model()) || drawn.means()) {
      Operand<TFloat32> codes =
          drawn
              .graph()
              .modelWith(Ability.CODE_GENERATING, drawn.who())
              .sampleCodes(tf, drawn.noise(use), count, drawn.graph().pass());
      return drawn.decoded(tf, codes, use + ".observations");
    }
    Generating model = drawn.graph().modelWith(Ability.GENERATING, drawn.who());
    return model.sample(tf, drawn.noise(use), count, drawn.graph().pass());
  }

  private record Nodes(Operand<TFloat32> observations) implements SampleNodes.Runs {
    @Override
    public ImmutableList<Fed> fed(int first, int rows) {
      return ImmutableList.of();
    }

    int count(SplitRunner runner, int dimension) {
      int[] two = IntStream.range(0, 2).map(i -> i % runner.count()).toArray();
      return runner.run(two, 0, ImmutableList.of(observations)).get(0).length / dimension;
    }
  }
}

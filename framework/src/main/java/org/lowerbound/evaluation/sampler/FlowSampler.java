package org.lowerbound.evaluation.sampler;

import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.FittedFlow;
import org.lowerbound.evaluation.FlowCourse;
import org.lowerbound.model.flow.Flow;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * Codes from a flow that is fitted to the training codes by maximum likelihood: z = f⁻¹(u), u ~
 * N(0, I). It trains in a graph of its own, once the trial is trained.
 *
 * <p>Each latent is brought to mean 0 and variance 1 first. Latents that never vary are left out of
 * the flow, and stay as they are.
 *
 * @param flow f
 * @param epochs the passes over the codes
 * @param batchSize the codes of a step
 * @param optimizer what moves the flow's parameters
 */
public record FlowSampler(
    @Default("\"real-nvp\"") Flow flow,
    @Default("20") @Interval(min = 1, max = 100_000) int epochs,
    @Default("100") @Interval(min = 1, max = Counts.MOST_UNITS) int batchSize,
    @Default("\"adam\"") Optimizer optimizer)
    implements FittedSampler {
  private static final int MOST_EPOCHS = 100_000;

  /** Checks the arguments. */
  public FlowSampler {
    Counts.checkPositive("epochs", epochs, MOST_EPOCHS);
    Counts.checkPositive("batchSize", batchSize, Counts.MOST_UNITS);
  }

  @Override
  public String label() {
    return "flow";
  }

  @Override
  public Fit prepare(EvaluationScope graph, int latents) {
    graph.flows().check(flow, latents);
    return (runner, codes, stream) -> {
      VaryingLatents varying = new VaryingLatents(codes);
      if (varying.count() == 0) {
        return CodeDraws.oneByOne(draws -> varying.restored(new double[0]));
      }
      FittedFlow fitted =
          graph
              .flows()
              .fit(
                  runner,
                  varying.standardized(codes),
                  new FlowCourse(flow, optimizer, batchSize, epochs, stream.nextLong()));
      return (draws, count) -> {
        double[][] drawn = fitted.draw(draws.nextLong(), count);
        for (int i = 0; i < count; i++) {
          drawn[i] = varying.restored(drawn[i]);
        }
        return drawn;
      };
    };
  }
}

package org.lowerbound.evaluation.sampler;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * Codes from a mixture of normals with full covariances, fitted by expectation maximisation in
 * double precision (Ghosh et al. 2020, section 4, who take ten).
 *
 * @param components C, the number of normals
 * @param examples the most training examples that it is fitted to, chosen at random
 * @param iterations the most iterations
 */
public record MixtureSampler(
    @Default("10") @Interval(min = 1, max = Counts.MOST_UNITS) int components,
    @Default("10000") @Interval(min = 1, max = Counts.MOST_DRAWS) int examples,
    @Default("100") @Interval(min = 1, max = Counts.MOST_DRAWS) int iterations)
    implements FittedSampler {
  /** Checks the arguments. */
  public MixtureSampler {
    Counts.checkPositive("components", components, Counts.MOST_UNITS);
    Counts.checkPositive("examples", examples, Counts.MOST_DRAWS);
    Counts.checkPositive("iterations", iterations, Counts.MOST_DRAWS);
  }

  @Override
  public String label() {
    return "mixture-" + components;
  }

  @Override
  public Fit prepare(EvaluationScope graph, int latents) {
    checkArgument(
        components <= examples, "components is %s, but examples is %s", components, examples);
    return (runner, codes, stream) -> fit(codes, stream);
  }

  CodeDraws fit(double[][] codes, RandomStream stream) {
    double[][] chosen =
        Arrays.stream(stream.permutation(codes.length))
            .limit(examples)
            .mapToObj(i -> codes[i])
            .toArray(double[][]::new);
    return new MixtureOfNormals.Factored(
        new MixtureFit(chosen).fit(components, iterations, stream));
  }
}

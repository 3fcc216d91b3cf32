package org.lowerbound.evaluation.diffusion;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.HostNoise;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.DiffusionBound;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The variational lower bound on log p(x) of a diffusion, and its three parts (Ho et al. 2020,
 * equation 5): what the chain's end still knows of the observation, the KLs of the steps t &gt; 1,
 * and −log p(x_0 | x_1). It is an ELBO whose latents are x_1, …, x_T; no more is known of log p(x)
 * than that it is above.
 *
 * <p>The first part has a closed form, the last is one draw for each example. The second is the sum
 * over all steps, one draw for each example and step, or an estimate of it: (T − 1)/K times K of
 * its terms, one from each K-th of the steps. Either way the standard error, over examples, has the
 * noise of the draws in it.
 *
 * @param steps K; all T − 1 if it is not said
 */
public record Vlb(@Interval(min = 1, max = Counts.MOST_BINS) Optional<Integer> steps)
    implements Metric {
  private static final String NAME = "vlb";

  /** Checks the argument. */
  public Vlb {
    steps.ifPresent(count -> Counts.checkPositive("steps", count, Counts.MOST_BINS));
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            NAME,
            "nats",
            Better.HIGHER,
            "Variational lower bound on log p(x) per example of a diffusion, %s"
                .formatted(
                    steps
                        .map("by %d of its steps for each"::formatted)
                        .orElse("the sum over all steps")),
            Dependence.EVIDENCE),
        new Column("vlb-prior", "nats", Better.NEITHER, "KL(q(x_T|x_0) || p(x_T)) per example"),
        new Column(
            "vlb-steps",
            "nats",
            Better.NEITHER,
            "Sum over t > 1 of KL(q(x_{t-1}|x_t,x_0) || p(x_{t-1}|x_t)) per example"),
        new Column(
            "vlb-reconstruction",
            "nats",
            Better.NEITHER,
            "-E_q[log p(x_0|x_1)] per example",
            Dependence.LIKELIHOOD));
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    DiffusionBound model = graph.modelWith(Ability.DIFFUSION_BOUND, TypeNames.of(this));
    Placeholder<TFloat32> step =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1))); // [B]
    Operand<TFloat32> nats =
        model
            .term(
                tf,
                graph.observations(),
                tf.dtypes.cast(step, TInt32.class),
                graph.noise().apply(NAME),
                graph.pass())
            .nats();
    return new Run(
        model.steps(),
        steps.orElse(model.steps()),
        step,
        nats,
        model.priorKl(tf, graph.observations()),
        new HostNoise(tf, graph, NAME + ".steps"));
  }

  /**
   * The measurement.
   *
   * @param count T
   * @param drawn K
   */
  private record Run(
      int count,
      int drawn,
      Placeholder<TFloat32> step,
      Operand<TFloat32> nats,
      Operand<TFloat32> priorKl,
      HostNoise noise)
      implements Measurement {
    @Override
    public ImmutableMap<String, Estimate> measure(SplitRunner runner) {
      double[] prior = new double[runner.count()];
      double[] kls = new double[runner.count()];
      double[] reconstruction = new double[runner.count()];
      int later = count - 1;
      boolean all = drawn >= later;
      int rounds = all ? later : drawn;
      RandomStream draws = noise.stream(runner, "steps");
      Batches.forEach(
          runner,
          1,
          (index, rows) -> {
            long draw = (long) index * (rounds + 1);
            float[] steps = new float[rows.length];
            Arrays.fill(steps, 1);
            ImmutableList<float[]> first =
                runner.run(
                    rows, draw, ImmutableList.of(fed(steps)), ImmutableList.of(nats, priorKl));
            for (int b = 0; b < rows.length; b++) {
              reconstruction[rows[b]] = first.get(0)[b];
              prior[rows[b]] = first.get(1)[b];
            }
            for (int round = 0; round < rounds; round++) {
              for (int b = 0; b < rows.length; b++) {
                double place = all ? round : later * ((round + draws.nextDouble()) / rounds);
                steps[b] = 2 + (float) Math.min(later - 1, Math.floor(place));
              }
              float[] terms =
                  runner
                      .run(
                          rows,
                          draw + 1 + round,
                          ImmutableList.of(fed(steps.clone())),
                          ImmutableList.of(nats))
                      .get(0);
              for (int b = 0; b < rows.length; b++) {
                kls[rows[b]] += terms[b] * ((double) later / rounds);
              }
              runner.progress(rows[0]);
            }
          });
      double[] bounds = new double[runner.count()];
      for (int i = 0; i < bounds.length; i++) {
        bounds[i] = -prior[i] - kls[i] - reconstruction[i];
      }
      runner.keep(NAME, bounds);
      return ImmutableMap.of(
          NAME,
          Estimate.meanOf(bounds),
          "vlb-prior",
          Estimate.meanOf(prior),
          "vlb-steps",
          Estimate.meanOf(kls),
          "vlb-reconstruction",
          Estimate.meanOf(reconstruction));
    }

    private Fed fed(float... steps) {
      return new Fed(step, Shape.of(steps.length), steps);
    }
  }
}

package org.lowerbound.evaluation.annealed;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.bound.ImportanceSampling;
import org.lowerbound.model.Ability;
import org.lowerbound.numeric.WeightSum;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * log p(x) by annealed importance sampling (Neal 2001) with Hamiltonian transitions, as Wu et al.
 * (2017, "On the quantitative analysis of decoder-based generative models") do for decoders: a
 * lower bound in expectation, which does not depend on how good q(z | x) is. Beside it stands how
 * far it is above the importance weighted bound on the same examples: what q costs that bound.
 *
 * <p>It takes many runs of the decoder: temperatures × leapfrogs for each chain of each example.
 *
 * @param annealing how chains are led
 * @param samples the draws of the importance weighted bound that it is compared with
 */
public record AnnealedBound(
    @Flat Annealing annealing,
    @Default("5000") @Interval(min = 1, max = Counts.MOST_DRAWS) int samples)
    implements Metric {
  private static final String BOUND = "ais";
  private static final String EFFECTIVE = "ais-ess";
  private static final String ACCEPTANCE = "ais-acceptance";
  private static final String ABOVE = "ais-over-iwae";

  private static final int DRAWS_PER_RUN = 1000;

  /** Checks the argument. */
  public AnnealedBound {
    Counts.checkPositive("samples", samples, Counts.MOST_DRAWS);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            BOUND,
            "nats",
            Better.HIGHER,
            "Lower bound on log p(x) per example by " + annealing.description(),
            Dependence.EVIDENCE),
        new Column(
            ABOVE,
            "nats",
            Better.NEITHER, // Small of a good encoder as of a poor chain.
            "ais less the importance weighted bound of %d draws on the same examples"
                .formatted(samples),
            Dependence.LIKELIHOOD),
        new Column(
            EFFECTIVE,
            "",
            Better.HIGHER,
            "Effective number of the annealed chains of an example, from 1 to %d"
                .formatted(annealing.chains())),
        new Column(
            ACCEPTANCE,
            "",
            Better.NEITHER,
            "Part of the annealed chains' proposals that is accepted"));
  }

  @Override
  public void checkFits(Dataset dataset) {
    annealing.checkFits(dataset);
    Batches.checkFits(dataset, Math.min(samples, DRAWS_PER_RUN), "samples");
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    LatentPath path = new LatentPath(tf, graph, who, BOUND, annealing.chains(), annealing.start());
    ImportanceSampling sampling =
        new ImportanceSampling(
            tf,
            new ImportanceSampling.Weights(
                graph.modelWith(Ability.EVIDENCE, who),
                graph.observations(),
                graph.noise(),
                graph.pass()),
            BOUND + ".iwae",
            samples,
            DRAWS_PER_RUN);
    return runner -> measure(path, sampling, runner);
  }

  private ImmutableMap<String, Estimate> measure(
      LatentPath path, ImportanceSampling sampling, SplitRunner runner) {
    FirstRows first = new FirstRows(runner, annealing.examples());
    double[] bounds = new double[first.count()];
    double[] effective = new double[first.count()];
    double[] acceptance = new double[first.count()];
    double[] shares = new double[first.count()];
    double[] betas = annealing.betas();
    Batches.forEach(
        first,
        annealing.chains(),
        (index, rows) -> {
          LatentPath.Of of = path.examples(first, rows);
          path.rehearse(of);
          Steps progress = new Steps(first, rows, annealing.pilot() + annealing.temperatures());
          AnnealedRun run =
              AnnealedRun.forward(
                  path.start(of, LatentPath.Use.FORWARD, annealing.leapfrogs()),
                  betas,
                  StepSizes.find(
                      path.start(of, LatentPath.Use.PILOT, annealing.leapfrogs()),
                      betas,
                      annealing.pilot(),
                      annealing.acceptance(),
                      progress),
                  progress);
          for (int b = 0; b < rows.length; b++) {
            WeightSum weights = run.weights(b);
            bounds[rows[b]] = run.lower(b);
            effective[rows[b]] = weights.effectiveSize();
            shares[rows[b]] = weights.largestShare();
            acceptance[rows[b]] = run.acceptance()[b];
          }
        });
    double[] above = sampling.logEvidence(first);
    Arrays.setAll(above, i -> bounds[i] - above[i]);
    runner.keep(BOUND, bounds);
    runner.keep(ABOVE, above);
    runner.keep(EFFECTIVE, effective);
    runner.keep(ACCEPTANCE, acceptance);
    Estimate bound = Estimate.meanOf(bounds);
    return ImmutableMap.of(
        BOUND,
        annealing.chains() == 1
            ? bound
            : bound.ofWeights(Arrays.stream(shares).average().orElse(0)),
        ABOVE,
        Estimate.meanOf(above),
        EFFECTIVE,
        Estimate.meanOf(effective),
        ACCEPTANCE,
        Estimate.meanOf(acceptance));
  }
}

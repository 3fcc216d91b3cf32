package org.lowerbound.evaluation.annealed;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
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
import org.lowerbound.evaluation.annealed.LatentPath.Use;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * How tight annealed importance sampling is, by bidirectional Monte Carlo (Grosse et al. 2015; Wu
 * et al. 2017, section 4.2). Of observations that are drawn from the model an exact draw from p(z |
 * x) is known, the z that x was drawn given. Chains from the prior give a lower bound on log p(x)
 * in expectation, chains from that z, led the same way back, an upper one; their gap is more than
 * either is off.
 *
 * <p>It is the gap of the model's own observations. Those of a data set that the model fits badly
 * may take more temperatures.
 *
 * @param annealing how chains are led; {@code examples} is the number of observations drawn, one
 *     for each of the first examples of the split
 */
public record BidirectionalGap(@Flat Annealing annealing) implements Metric {
  private static final String LOWER = "bdmc-lower";
  private static final String UPPER = "bdmc-upper";
  private static final String GAP = "bdmc-gap";
  private static final String ACCEPTANCE = "bdmc-acceptance";

  @Override
  public ImmutableList<Column> columns() {
    String by = " by " + annealing.description();
    return ImmutableList.of(
        new Column(
            LOWER,
            "nats",
            Better.NEITHER, // Each model has its own observations.
            "Lower bound on log p(x) of observations drawn from the model" + by,
            Dependence.LIKELIHOOD),
        new Column(
            UPPER,
            "nats",
            Better.NEITHER,
            "Upper bound on log p(x) of observations drawn from the model" + by,
            Dependence.LIKELIHOOD),
        new Column(
            GAP,
            "nats",
            Better.LOWER,
            "bdmc-upper less bdmc-lower: more than either is off",
            Dependence.LIKELIHOOD),
        new Column(
            ACCEPTANCE,
            "",
            Better.NEITHER,
            "Part of the annealed chains' proposals that is accepted, both ways"));
  }

  @Override
  public void checkFits(Dataset dataset) {
    annealing.checkFits(dataset);
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    LatentPath path = new LatentPath(tf, graph, who, "bdmc", annealing.chains(), annealing.start());
    Simulation simulation = new Simulation(tf, graph, who, "bdmc.simulation");
    return runner -> measure(path, simulation, runner);
  }

  private ImmutableMap<String, Estimate> measure(
      LatentPath path, Simulation simulation, SplitRunner runner) {
    FirstRows first = new FirstRows(runner, annealing.examples());
    double[] lower = new double[first.count()];
    double[] upper = new double[first.count()];
    double[] gap = new double[first.count()];
    double[] acceptance = new double[first.count()];
    double[] betas = annealing.betas();
    int leapfrogs = annealing.leapfrogs();
    Batches.forEach(
        first,
        annealing.chains(),
        (index, rows) -> {
          path.rehearse(path.examples(first, rows));
          Simulation.Drawn drawn = simulation.draw(first, rows);
          LatentPath.Of of = path.examples(first, rows, drawn.observations());
          Steps progress = new Steps(first, rows, annealing.pilot() + 2 * annealing.temperatures());
          // Of x alone: sizes that knew the exact z would bias the chains from there.
          StepSizes sizes =
              StepSizes.find(
                  path.start(of, Use.PILOT, leapfrogs),
                  betas,
                  annealing.pilot(),
                  annealing.acceptance(),
                  progress);
          AnnealedRun forward =
              AnnealedRun.forward(path.start(of, Use.FORWARD, leapfrogs), betas, sizes, progress);
          AnnealedRun backward =
              AnnealedRun.backward(
                  path.startAt(of, drawn.latents(), Use.BACKWARD, leapfrogs),
                  betas,
                  sizes,
                  progress);
          for (int b = 0; b < rows.length; b++) {
            lower[rows[b]] = forward.lower(b);
            upper[rows[b]] = backward.upper(b);
            gap[rows[b]] = upper[rows[b]] - lower[rows[b]];
            acceptance[rows[b]] = 0.5 * (forward.acceptance()[b] + backward.acceptance()[b]);
          }
        });
    runner.keep(LOWER, lower);
    runner.keep(UPPER, upper);
    runner.keep(GAP, gap);
    runner.keep(ACCEPTANCE, acceptance);
    return ImmutableMap.of(
        LOWER, Estimate.meanOf(lower),
        UPPER, Estimate.meanOf(upper),
        GAP, Estimate.meanOf(gap),
        ACCEPTANCE, Estimate.meanOf(acceptance));
  }
}

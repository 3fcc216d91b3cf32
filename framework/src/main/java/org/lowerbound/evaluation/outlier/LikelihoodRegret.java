package org.lowerbound.evaluation.outlier;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.Dataset;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Ability;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * By how much the ELBO of an observation rises when its posterior is fitted to it alone, nats
 * (Xiao, Yan and Amit 2020, "Likelihood regret"). They fit a copy of the encoder; here, much
 * cheaper, mean and log standard deviation of q(z | x) move themselves, by Adam from where the
 * encoder puts them: the regret is then the amortisation gap of the observation (Cremer, Li and
 * Duvenaud 2018). Both bounds are means over the same draws.
 *
 * @param steps the updates for each observation
 * @param learningRate that of Adam
 * @param samples the draws of each update; the two bounds take {@value #EVALUATIONS} times as many
 */
public record LikelihoodRegret(
    @Default("100") @Interval(min = 1, max = Counts.MOST_UNITS) int steps,
    @Default("0.05") @Interval(above = 0) double learningRate,
    @Default("5") @Interval(min = 1, max = Counts.MOST_DRAWS) int samples)
    implements OutlierScore {
  private static final int EVALUATIONS = 20;

  /** Checks the arguments. */
  public LikelihoodRegret {
    Counts.checkPositive("steps", steps, Counts.MOST_UNITS);
    checkArgument(
        learningRate > 0 && Double.isFinite(learningRate),
        "learningRate must be positive and finite but is %s",
        learningRate);
    Counts.checkPositive("samples", samples, Counts.MOST_DRAWS);
  }

  @Override
  public String name() {
    return "likelihood-regret";
  }

  @Override
  public String description() {
    return "likelihood regret (%d steps of mean and deviation of the posterior)".formatted(steps);
  }

  @Override
  public void checkFits(Dataset dataset) {
    Batches.checkFits(dataset, samples, "samples");
  }

  @Override
  public Scoring build(Ops tf, EvaluationScope graph) {
    String who = "the outlier score likelihood-regret";
    BoundTerms amortized = graph.terms(tf, who, "start", 1);
    checkArgument(
        amortized.posterior() instanceof DiagonalNormal,
        "%s moves mean and deviation of a normal posterior, and this one is %s;"
            + " \"diagonal-normal\" works",
        who,
        TypeNames.of(amortized.posterior()));
    DiagonalNormal start = (DiagonalNormal) amortized.posterior();
    int latents = start.dimension();
    Placeholder<TFloat32> mean =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, latents)));
    Placeholder<TFloat32> logScale =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, latents)));
    DiagonalNormal own = new DiagonalNormal(mean, logScale, latents);
    Sampleable.Draw draw = own.sampleWithLogProb(tf, graph.noise().apply("steps"), samples);
    BoundTerms terms =
        new BoundTerms(
            draw.value(),
            own,
            amortized.prior(),
            graph
                .modelWith(Ability.DECODING, who)
                .decode(tf, draw.value(), graph.pass())
                .logProb(tf, graph.observations()),
            amortized.prior().logProb(tf, draw.value()),
            draw.logProb(),
            amortized.closedForms());
    Operand<TFloat32> elbo =
        tf.math.sub(
            GraphMath.meanOverDraws(tf, terms.logLikelihood()),
            KlEstimator.CLOSED_FORM.kl(tf, terms)); // [B]
    ImmutableList<Operand<TFloat32>> slopes =
        graph.gradients().of(elbo, ImmutableList.of(mean, logScale));
    ImmutableList<Operand<TFloat32>> first =
        ImmutableList.of(
            start.loc(), tf.math.add(start.logScale(), tf.zerosLike(start.loc()))); // [B, latents]
    return new Fit(mean, logScale, latents, elbo, slopes, first)::regrets;
  }

  /** Fits the posteriors of all observations, a batch at a time, each for itself. */
  private final class Fit {
    private final Operand<TFloat32> mean;
    private final Operand<TFloat32> logScale;
    private final int latents;
    private final Operand<TFloat32> elbo;
    private final ImmutableList<Operand<TFloat32>> slopes;
    private final ImmutableList<Operand<TFloat32>> first;

    private Fit(
        Operand<TFloat32> mean,
        Operand<TFloat32> logScale,
        int latents,
        Operand<TFloat32> elbo,
        ImmutableList<Operand<TFloat32>> slopes,
        ImmutableList<Operand<TFloat32>> first) {
      this.mean = mean;
      this.logScale = logScale;
      this.latents = latents;
      this.elbo = elbo;
      this.slopes = slopes;
      this.first = first;
    }

    double[] regrets(RowRunner runner) {
      double[] regrets = new double[runner.count()];
      Batches.forEach(
          runner,
          samples,
          (index, rows) -> {
            long draw = (long) index * (EVALUATIONS + steps);
            ImmutableList<float[]> start = runner.run(rows, draw, first);
            Ascent means = new Ascent(start.get(0));
            Ascent logScales = new Ascent(start.get(1));
            double[] before = elbos(runner, rows, draw, given(rows, means, logScales));
            for (int step = 1; step <= steps; step++) {
              ImmutableList<float[]> slope =
                  runner.run(
                      rows, draw + EVALUATIONS + step - 1, given(rows, means, logScales), slopes);
              means.move(slope.get(0), step);
              logScales.move(slope.get(1), step);
            }
            double[] after = elbos(runner, rows, draw, given(rows, means, logScales));
            for (int b = 0; b < rows.length; b++) {
              regrets[rows[b]] = after[b] - before[b];
            }
          });
      return regrets;
    }

    private ImmutableList<Fed> given(int[] rows, Ascent means, Ascent logScales) {
      Shape shape = Shape.of(rows.length, latents);
      return ImmutableList.of(
          new Fed(mean, shape, means.point), new Fed(logScale, shape, logScales.point));
    }

    private double[] elbos(RowRunner runner, int[] rows, long draw, ImmutableList<Fed> given) {
      double[] sums = new double[rows.length];
      for (int e = 0; e < EVALUATIONS; e++) {
        float[] values = runner.run(rows, draw + e, given, ImmutableList.of(elbo)).get(0);
        for (int b = 0; b < rows.length; b++) {
          sums[b] += values[b] / EVALUATIONS;
        }
      }
      return sums;
    }
  }

  /** Adam (Kingma and Ba 2015, algorithm 1), upwards, of numbers that have nothing in common. */
  private final class Ascent {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final float[] point;
    private final double[] first;
    private final double[] second;

    private Ascent(float[] start) {
      this.point = start.clone();
      this.first = new double[start.length];
      this.second = new double[start.length];
    }

    /**
     * Makes a step.
     *
     * @param step its number, from 1
     */
    void move(float[] slope, int step) {
      double correction1 = 1 - Math.pow(BETA1, step);
      double correction2 = 1 - Math.pow(BETA2, step);
      for (int i = 0; i < point.length; i++) {
        first[i] = BETA1 * first[i] + (1 - BETA1) * slope[i];
        second[i] = BETA2 * second[i] + (1 - BETA2) * slope[i] * slope[i];
        point[i] +=
            (float)
                (learningRate
                    * (first[i] / correction1)
                    / (Math.sqrt(second[i] / correction2) + EPSILON));
      }
    }
  }
}

package org.lowerbound.evaluation.gap;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
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
import org.lowerbound.model.Ability;
import org.lowerbound.model.ExactEvidence;
import org.lowerbound.numeric.LogSumExp;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What the ELBO misses of log p(x), and why (Cremer et al. 2018, eq. 3 to 5):
 *
 * <pre>
 *   log p(x) − L[q]  =  (log p(x) − L[q*])  +  (L[q*] − L[q])
 *   inference gap       approximation gap      amortization gap
 * </pre>
 *
 * <p>q is what the encoder gives; q* is the best normal with a diagonal covariance for the one
 * example, found by Adam on its mean and scale from q on. log p(x) is the model's own where it
 * computes it, else the larger of two estimates by importance sampling, with q* and with q as the
 * proposal; in expectation each is a lower bound, so that the gaps are rather too small. All three
 * are of the same draws.
 *
 * @param examples how many examples, evenly spread over the split
 * @param draws the draws per example behind the bounds and log p(x)
 * @param samples the draws per example of a step of the optimisation
 * @param steps the most steps of it
 * @param learningRate Adam's
 * @param window the steps over which the bound is averaged to see whether it still rises
 * @param threshold the gain, in nats per example from one window to the next, below which it does
 *     not
 */
public record InferenceGap(
    @Default("100") @Interval(min = 1, max = Counts.MOST_DRAWS) int examples,
    @Default("5000") @Interval(min = 1, max = Counts.MOST_DRAWS) int draws,
    @Default("10") @Interval(min = 1, max = Counts.MOST_DRAWS) int samples,
    @Default("2000") @Interval(min = 1, max = Counts.MOST_DRAWS) int steps,
    @Default("0.01") @Interval(above = 0) double learningRate,
    @Default("100") @Interval(min = 1, max = Counts.MOST_DRAWS) int window,
    @Default("0.01") @Interval(above = 0) double threshold)
    implements Metric {
  private static final String INFERENCE = "inference-gap";
  private static final String APPROXIMATION = "approximation-gap";
  private static final String AMORTIZATION = "amortization-gap";

  /** The draws and the (draw, example) pairs of a run, as many as stay in a core's cache. */
  private static final int DRAWS_PER_RUN = 100;

  private static final int PAIRS_PER_RUN = 1000;

  /** Checks the arguments. */
  public InferenceGap {
    Counts.checkPositive("examples", examples, Counts.MOST_DRAWS);
    Counts.checkPositive("draws", draws, Counts.MOST_DRAWS);
    Counts.checkPositive("samples", samples, Counts.MOST_DRAWS);
    Counts.checkPositive("steps", steps, Counts.MOST_DRAWS);
    Counts.checkPositive("window", window, Counts.MOST_DRAWS);
    checkArgument(
        learningRate > 0 && Double.isFinite(learningRate),
        "learningRate must be positive and finite but is %s",
        learningRate);
    checkArgument(threshold > 0, "threshold must be positive but is %s", threshold);
  }

  @Override
  public ImmutableList<Column> columns() {
    String of = "; %d examples".formatted(examples);
    return ImmutableList.of(
        column(INFERENCE, "log p(x) - ELBO per example" + of),
        column(
            APPROXIMATION, "log p(x) - the ELBO of the best diagonal normal of each example" + of),
        column(
            AMORTIZATION,
            "the ELBO of the best diagonal normal of each example - that of the encoder's" + of));
  }

  private static Column column(String name, String description) {
    return new Column(name, "nats", Better.NEITHER, description, Dependence.LIKELIHOOD);
  }

  @Override
  public void checkFits(Dataset dataset) {
    Batches.checkFits(dataset, samples, "samples");
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    LocalNormals normals =
        new LocalNormals(
            tf,
            graph,
            who,
            graph.terms(tf, who, "inference-gap.encoder", 1),
            samples,
            Math.min(draws, DRAWS_PER_RUN));
    Optional<Operand<TFloat32>> exact =
        Ability.EXACT_EVIDENCE.isOf(graph.model())
            ? Optional.of(
                ((ExactEvidence) graph.model()).logProb(tf, graph.observations(), graph.pass()))
            : Optional.empty();
    return runner -> measure(runner, normals, exact);
  }

  private ImmutableMap<String, Estimate> measure(
      SplitRunner runner, LocalNormals normals, Optional<Operand<TFloat32>> exact) {
    int[] rows = Batches.spread(runner.count(), examples);
    Gaps gaps = new Gaps(rows.length);
    int batch = Math.max(1, PAIRS_PER_RUN / samples);
    double unsettled = 0;
    for (int first = 0; first < rows.length; first += batch) {
      int[] part = Arrays.copyOfRange(rows, first, Math.min(rows.length, first + batch));
      LocalFit.Best best =
          new LocalFit(learningRate, steps, window, threshold)
              .of(normals, runner, part, (long) first / batch * steps);
      unsettled = best.settled() ? unsettled : Math.max(unsettled, best.lastGain());
      measure(runner, normals, part, best.parameters(), gaps, first);
      if (exact.isPresent()) {
        float[] logP = runner.run(part, 0, ImmutableList.of(exact.get())).get(0);
        for (int i = 0; i < part.length; i++) {
          gaps.logEvidence[first + i] = logP[i];
        }
      }
      runner.progress((int) ((long) runner.count() * (first + part.length) / rows.length));
    }
    return gaps.numbers(runner, unsettled > 0 ? unsettledWords(unsettled) : ImmutableList.of());
  }

  private ImmutableList<String> unsettledWords(double gain) {
    String rise =
        Double.isFinite(gain)
            ? "the bound of the best posteriors still rose by %.3f nats in %d steps"
                .formatted(gain, window)
            : "it is not known whether the bound of the best posteriors still rose";
    return ImmutableList.of(
        "After %d steps %s: the amortization gap may be larger, and the approximation gap smaller; a"
                .formatted(steps, rise)
            + " larger \"steps\" tells.");
  }

  /** Measures bounds and importance weights of q and of q*, with the same noise. */
  private void measure(
      SplitRunner runner, LocalNormals normals, int[] rows, double[] best, Gaps gaps, int place) {
    int latents = best.length / 2 / rows.length;
    double[] encoded = normals.encoded(runner, rows);
    int perRun = Math.min(draws, DRAWS_PER_RUN);
    int size = Math.max(1, PAIRS_PER_RUN / perRun);
    for (int first = 0; first < rows.length; first += size) {
      int count = Math.min(size, rows.length - first);
      int[] part = Arrays.copyOfRange(rows, first, first + count);
      Weights ofEncoder = new Weights(count);
      Weights ofBest = new Weights(count);
      for (int done = 0, run = 0; done < draws; done += perRun, run++) {
        int used = Math.min(perRun, draws - done); // The rest of the last run is left over.
        long draw = (long) (place + first) * (draws / perRun + 1) + run;
        ofEncoder.add(
            normals.logWeights(runner, part, slice(encoded, first, count, latents), draw), used);
        ofBest.add(
            normals.logWeights(runner, part, slice(best, first, count, latents), draw), used);
      }
      for (int i = 0; i < count; i++) {
        gaps.set(place + first + i, ofEncoder, ofBest, i);
      }
    }
  }

  /** Returns the parameters of some of the examples. */
  private static double[] slice(double[] parameters, int first, int count, int latents) {
    int half = parameters.length / 2;
    double[] slice = new double[2 * count * latents];
    System.arraycopy(parameters, first * latents, slice, 0, count * latents);
    System.arraycopy(parameters, half + first * latents, slice, count * latents, count * latents);
    return slice;
  }

  /** The importance weights of the draws for some examples. */
  private static final class Weights {
    private final double[] sums; // of log w
    private final LogSumExp[] logSums;
    private int draws;

    Weights(int examples) {
      this.sums = new double[examples];
      this.logSums = new LogSumExp[examples];
      Arrays.setAll(logSums, i -> new LogSumExp());
    }

    /** Adds the first draws of {@code [draws, examples]}. */
    void add(float[] logWeights, int used) {
      for (int i = 0; i < used * sums.length; i++) {
        sums[i % sums.length] += logWeights[i];
        logSums[i % sums.length].add(logWeights[i]);
      }
      draws += used;
    }

    double bound(int example) {
      return sums[example] / draws;
    }

    double logEvidence(int example) {
      return logSums[example].value() - Math.log(draws);
    }
  }

  /** The bounds of each example, and its log p(x). */
  private static final class Gaps {
    private final double[] ofEncoder;
    private final double[] ofBest;
    private final double[] logEvidence;

    Gaps(int examples) {
      this.ofEncoder = new double[examples];
      this.ofBest = new double[examples];
      this.logEvidence = new double[examples];
    }

    void set(int place, Weights encoder, Weights best, int example) {
      ofEncoder[place] = encoder.bound(example);
      ofBest[place] = best.bound(example);
      logEvidence[place] = Math.max(encoder.logEvidence(example), best.logEvidence(example));
    }

    ImmutableMap<String, Estimate> numbers(SplitRunner runner, ImmutableList<String> words) {
      return ImmutableMap.of(
          INFERENCE,
          difference(runner, INFERENCE, logEvidence, ofEncoder),
          APPROXIMATION,
          difference(runner, APPROXIMATION, logEvidence, ofBest),
          AMORTIZATION,
          difference(runner, AMORTIZATION, ofBest, ofEncoder).saying(words));
    }

    private static Estimate difference(SplitRunner runner, String name, double[] a, double[] b) {
      double[] differences = new double[a.length];
      Arrays.setAll(differences, i -> a[i] - b[i]);
      runner.keep(name, differences);
      return Estimate.meanOf(differences);
    }
  }
}

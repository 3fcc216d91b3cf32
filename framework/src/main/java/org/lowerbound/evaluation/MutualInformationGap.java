package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Factors;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.spec.Default;
import org.tensorflow.op.Ops;

/**
 * The mutual information gap (Chen et al. 2018, eq. 6): for each factor of variation, by how much
 * the latent unit that tells most about it is ahead of the second, in units of the factor's
 * entropy; mean over the factors that vary in the split. 1 is a perfectly axis-aligned code, 0 a
 * code in which two units tell equally much.
 *
 * <p>Mutual information is between the factor and the posterior mean, cut into equal bins between
 * its smallest and largest value (Locatello et al. 2019, who take 20).
 *
 * @param bins the number of bins
 */
public record MutualInformationGap(@Default("20") int bins) implements Metric {
  /** Checks the argument. */
  public MutualInformationGap {
    checkArgument(bins > 1, "bins must be at least 2 but is %s", bins);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            "mig",
            "",
            Better.HIGHER,
            "Mutual information gap, %d bins, from 0 to 1".formatted(bins)));
  }

  @Override
  public void checkFits(Dataset dataset) {
    checkArgument(
        dataset.factors().isPresent(),
        "the factors of %s are not known; mig needs a data set like sprites",
        dataset.name());
    checkArgument(
        dataset.factors().orElseThrow().sizes().stream().anyMatch(size -> size > 1),
        "no factor of %s varies; mig needs one that does",
        dataset.name());
  }

  @Override
  public Measurement build(Ops tf, EvaluationGraph graph) {
    checkFits(graph.dataset());
    checkArgument(
        graph.model().latents() > 1, "mig compares latent units, and this model has only one");
    Factors factors = graph.dataset().factors().orElseThrow();
    Codes codes = new Codes(tf, graph);
    return runner -> {
      int[][] classes = factors.classes().get(runner.split());
      double gap = gap(codes.of(runner), classes, factors.sizes(), bins);
      return ImmutableMap.of("mig", Estimate.exact(gap, runner.count()));
    };
  }

  /**
   * Returns the gap.
   *
   * @param codes {@code [count][latents]}
   * @param classes {@code [count][factors]}
   * @param sizes the number of classes of each factor
   */
  static double gap(double[][] codes, int[][] classes, ImmutableList<Integer> sizes, int bins) {
    int latents = codes[0].length;
    int[][] binned = new int[latents][];
    for (int u = 0; u < latents; u++) {
      binned[u] = bin(codes, u, bins);
    }
    double sum = 0;
    int varying = 0;
    for (int f = 0; f < sizes.size(); f++) {
      double best = 0;
      double second = 0;
      double entropy = 0;
      for (int u = 0; u < latents; u++) {
        Joint joint = new Joint(binned[u], bins, classes, f, sizes.get(f));
        entropy = joint.entropyOfFactor();
        double information = joint.information();
        if (information > best) {
          second = best;
          best = information;
        } else if (information > second) {
          second = information;
        }
      }
      if (entropy > 0) {
        sum += (best - second) / entropy;
        varying++;
      }
    }
    checkArgument(varying > 0, "no factor varies in this split");
    return sum / varying;
  }

  private static int[] bin(double[][] codes, int unit, int bins) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] code : codes) {
      low = Math.min(low, code[unit]);
      high = Math.max(high, code[unit]);
    }
    int[] result = new int[codes.length];
    if (high > low) {
      for (int i = 0; i < result.length; i++) {
        // The largest value belongs to the last bin.
        result[i] = Math.min(bins - 1, (int) (bins * (codes[i][unit] - low) / (high - low)));
      }
    }
    return result;
  }

  /** The joint frequencies of a binned latent unit and a factor. */
  private static final class Joint {
    private final double[][] p;

    Joint(int[] binned, int bins, int[][] classes, int factor, int size) {
      this.p = new double[bins][size];
      for (int i = 0; i < binned.length; i++) {
        p[binned[i]][classes[i][factor]] += 1.0 / binned.length;
      }
    }

    double entropyOfFactor() {
      double entropy = 0;
      for (double q : ofFactor()) {
        entropy -= q > 0 ? q * Math.log(q) : 0;
      }
      return entropy;
    }

    /** Returns the mutual information in nats. */
    double information() {
      double[] ofFactor = ofFactor();
      double information = 0;
      for (double[] row : p) {
        double ofBin = 0;
        for (double q : row) {
          ofBin += q;
        }
        for (int c = 0; c < row.length; c++) {
          information += row[c] > 0 ? row[c] * Math.log(row[c] / (ofBin * ofFactor[c])) : 0;
        }
      }
      return information;
    }

    private double[] ofFactor() {
      double[] marginal = new double[p[0].length];
      for (double[] row : p) {
        for (int c = 0; c < row.length; c++) {
          marginal[c] += row[c];
        }
      }
      return marginal;
    }
  }
}

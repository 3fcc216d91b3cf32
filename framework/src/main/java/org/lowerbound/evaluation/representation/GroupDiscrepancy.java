package org.lowerbound.evaluation.representation;

import org.lowerbound.random.RandomStream;

/**
 * The squared maximum mean discrepancy of codes of different groups, by the unbiased U-statistic
 * (Gretton et al. 2012, eq. 3), its mean over pairs of groups; and how likely it is to be so large
 * if codes and groups have nothing to do with each other, by permutations of the groups.
 *
 * <p>The kernel is exp(−‖x − y‖² / 2 D) of codes that are standardised: that of the objective
 * {@code fair-vae} with its default scale.
 */
final class GroupDiscrepancy {
  private final double[][] kernel;
  private final int groups;

  /**
   * Evaluates the kernel for all pairs.
   *
   * @param codes {@code [n][D]}
   * @param groups how many groups there are
   */
  GroupDiscrepancy(double[][] codes, int groups) {
    Scaling scaling = new Scaling(codes);
    double[][] scaled = new double[codes.length][];
    for (int i = 0; i < codes.length; i++) {
      scaled[i] = scaling.of(codes[i]);
    }
    this.groups = groups;
    this.kernel = new double[codes.length][codes.length];
    for (int i = 0; i < codes.length; i++) {
      for (int j = 0; j < i; j++) {
        double distance = 0;
        for (int d = 0; d < scaled[i].length; d++) {
          distance += (scaled[i][d] - scaled[j][d]) * (scaled[i][d] - scaled[j][d]);
        }
        kernel[i][j] = Math.exp(-distance / (2 * scaled[i].length));
        kernel[j][i] = kernel[i][j];
      }
    }
  }

  /**
   * Returns the statistic; 0 if there are no two groups with two members.
   *
   * @param group of each code
   */
  double of(int[] group) {
    double[][] sums = new double[groups][groups];
    int[] sizes = new int[groups];
    for (int i = 0; i < group.length; i++) {
      sizes[group[i]]++;
      double[] row = kernel[i]; // Its diagonal is 0: no member with itself.
      double[] ofGroup = sums[group[i]];
      for (int j = 0; j < row.length; j++) {
        ofGroup[group[j]] += row[j];
      }
    }
    double total = 0;
    int pairs = 0;
    for (int g = 0; g < groups; g++) {
      for (int h = 0; h < g; h++) {
        if (sizes[g] > 1 && sizes[h] > 1) {
          total +=
              sums[g][g] / ((double) sizes[g] * (sizes[g] - 1))
                  + sums[h][h] / ((double) sizes[h] * (sizes[h] - 1))
                  - 2 * sums[g][h] / ((double) sizes[g] * sizes[h]);
          pairs++;
        }
      }
    }
    return pairs == 0 ? 0 : total / pairs;
  }

  /**
   * Returns the part of permutations, the one that is there among them, whose statistic is no
   * smaller: p, from 1 / (permutations + 1) to 1.
   */
  double p(int[] group, int permutations, RandomStream stream) {
    double found = of(group);
    int noSmaller = 1;
    for (int permutation = 0; permutation < permutations; permutation++) {
      int[] order = stream.permutation(group.length);
      int[] permuted = new int[group.length];
      for (int i = 0; i < permuted.length; i++) {
        permuted[i] = group[order[i]];
      }
      noSmaller += of(permuted) >= found ? 1 : 0;
    }
    return noSmaller / (permutations + 1.0);
  }
}

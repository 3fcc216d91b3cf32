package org.lowerbound.evaluation.boosting;

import java.util.Arrays;
import org.lowerbound.random.RandomStream;

/**
 * A binary tree that is fitted to targets by least squares (Breiman et al. 1984): each node takes
 * the split that lowers the squared error most, halfway between two values of a feature.
 *
 * <p>The search is exact, along orders sorted beforehand. For nodes of given examples the
 * improvement of Friedman 2001 (eq. 35) ranks splits as the squared error does. Of splits that are
 * equally good, the one of a random feature is taken, so that of two equal features neither has all
 * the credit.
 *
 * <p>Nodes are numbered from 1 at the root; those below node i are 2i and 2i + 1.
 */
final class RegressionTree {
  /** Targets that differ by less are not worth a split. */
  private static final double PURE = Math.ulp(1.0);

  private final int[] feature; // Of the nodes that are split.
  private final double[] threshold;
  private final boolean[] split;
  private final double[] leafValue;
  private int[] leafOf; // [count]: the leaf of each example that the tree is fitted to.

  private RegressionTree(int nodes, int count) {
    this.feature = new int[nodes];
    this.threshold = new double[nodes];
    this.split = new boolean[nodes];
    this.leafValue = new double[nodes];
    this.leafOf = new int[count];
    Arrays.fill(leafOf, 1);
  }

  /**
   * Fits a tree.
   *
   * @param targets one for each example
   * @param depth the most splits on the way to a leaf
   * @param importances for each feature, to which is added by how much its splits lower the mean
   *     squared error
   * @param ties decides between features that are equally good
   */
  static RegressionTree fit(
      SortedFeatures examples,
      double[] targets,
      int depth,
      double[] importances,
      RandomStream ties) {
    RegressionTree tree = new RegressionTree(1 << (depth + 1), examples.count());
    for (int level = 0; level < depth; level++) {
      Level search = new Level(tree, examples, targets, 1 << level, ties);
      if (!search.split(importances)) {
        break;
      }
    }
    return tree;
  }

  /** Returns the leaves of the examples that the tree is fitted to. */
  int[] leaves() {
    return leafOf;
  }

  /** Lets go of the leaves of the examples, which thousands of trees have no room for. */
  void forgetExamples() {
    leafOf = new int[0];
  }

  /** Returns how many numbers nodes may have, and one more. */
  int nodes() {
    return split.length;
  }

  /** Sets what a leaf predicts. */
  void setValue(int leaf, double value) {
    leafValue[leaf] = value;
  }

  /** Returns what a leaf predicts. */
  double value(int leaf) {
    return leafValue[leaf];
  }

  /** Returns what is predicted for an example. */
  double predict(double[] example) {
    int node = 1;
    while (split[node]) {
      node = 2 * node + (example[feature[node]] <= threshold[node] ? 0 : 1);
    }
    return leafValue[node];
  }

  /** The nodes of one depth, and the best split of each that is found so far. */
  private static final class Level {
    private final RegressionTree tree;
    private final SortedFeatures examples;
    private final double[] targets;
    private final int first; // The number of the first node, and the number of nodes.
    private final long[] count;
    private final double[] sum;
    private final boolean[] open;
    private final int[][] priority; // [nodes][features]: the lowest of equals is taken.
    private final double[] bestGain;
    private final int[] bestFeature;
    private final double[] bestThreshold;

    Level(
        RegressionTree tree,
        SortedFeatures examples,
        double[] targets,
        int first,
        RandomStream ties) {
      this.tree = tree;
      this.examples = examples;
      this.targets = targets;
      this.first = first;
      this.count = new long[first];
      this.sum = new double[first];
      this.open = new boolean[first];
      this.priority = new int[first][];
      this.bestGain = new double[first];
      this.bestFeature = new int[first];
      this.bestThreshold = new double[first];
      Arrays.fill(bestGain, Double.NEGATIVE_INFINITY);
      openNodes(ties);
    }

    private void openNodes(RandomStream ties) {
      double[] squares = new double[first];
      for (int i = 0; i < targets.length; i++) {
        int node = tree.leafOf[i] - first;
        if (node >= 0) {
          count[node]++;
          sum[node] += targets[i];
          squares[node] += targets[i] * targets[i];
        }
      }
      for (int node = 0; node < first; node++) {
        double mean = sum[node] / count[node];
        open[node] = count[node] > 1 && squares[node] / count[node] - mean * mean > PURE;
        priority[node] = open[node] ? ties.permutation(examples.features()) : new int[0];
      }
    }

    /** Splits what can be split; returns whether anything was. */
    boolean split(double[] importances) {
      for (int f = 0; f < examples.features(); f++) {
        search(f);
      }
      boolean any = false;
      for (int node = 0; node < first; node++) {
        if (bestGain[node] > Double.NEGATIVE_INFINITY) {
          any = true;
          int f = bestFeature[node];
          tree.split[first + node] = true;
          tree.feature[first + node] = f;
          tree.threshold[first + node] = bestThreshold[node];
          importances[f] += bestGain[node] / count[node] / examples.count();
        }
      }
      for (int i = 0; i < targets.length && any; i++) {
        int node = tree.leafOf[i];
        if (node >= first && tree.split[node]) {
          double value = examples.values(tree.feature[node])[i];
          tree.leafOf[i] = 2 * node + (value <= tree.threshold[node] ? 0 : 1);
        }
      }
      return any;
    }

    private void search(int f) {
      double[] values = examples.values(f);
      long[] left = new long[first];
      double[] leftSum = new double[first];
      double[] last = new double[first];
      for (int i : examples.order(f)) {
        int node = tree.leafOf[i] - first;
        if (node < 0 || !open[node]) {
          continue;
        }
        double value = values[i];
        if (left[node] > 0 && value > last[node]) {
          offer(node, f, left[node], leftSum[node], last[node], value);
        }
        left[node]++;
        leftSum[node] += targets[i];
        last[node] = value;
      }
    }

    /** Takes a split if it is the best one so far. */
    private void offer(int node, int f, long left, double leftSum, double below, double above) {
      double right = count[node] - left;
      double difference = right * leftSum - left * (sum[node] - leftSum);
      // The fall in squared error, times the number of examples of the node.
      double gain = difference * difference / (left * right);
      if (gain > bestGain[node]
          || (gain == bestGain[node] && priority[node][f] < priority[node][bestFeature[node]])) {
        bestGain[node] = gain;
        bestFeature[node] = f;
        double middle = below / 2 + above / 2;
        bestThreshold[node] = middle < above ? middle : below; // Of two neighbours among doubles.
      }
    }
  }
}

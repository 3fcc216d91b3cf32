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
    new Growth(tree, examples, targets, importances, ties).split(1, 0, examples.count(), depth);
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

  /**
   * Splits nodes from the root on. The examples of a node are neighbours in every feature's order,
   * and each split divides all of these orders.
   */
  private static final class Growth {
    private final RegressionTree tree;
    private final SortedFeatures examples;
    private final double[] targets;
    private final double[] importances;
    private final RandomStream ties;
    private final int[][] orders; // [features][count]
    private final int[] right; // Room for what goes to the right of a split.

    Growth(
        RegressionTree tree,
        SortedFeatures examples,
        double[] targets,
        double[] importances,
        RandomStream ties) {
      this.tree = tree;
      this.examples = examples;
      this.targets = targets;
      this.importances = importances;
      this.ties = ties;
      this.orders = examples.orders();
      this.right = new int[examples.count()];
    }

    /** Splits a node, whose examples are at these places of each order, and those below it. */
    void split(int node, int start, int end, int depth) {
      if (depth == 0 || isPure(start, end)) {
        return;
      }
      Split best = best(start, end);
      if (best.at < 0) {
        return;
      }
      tree.split[node] = true;
      tree.feature[node] = best.feature;
      tree.threshold[node] = best.threshold();
      importances[best.feature] += best.gain / (end - start) / examples.count();
      for (int place = start; place < end; place++) {
        tree.leafOf[orders[best.feature][place]] = 2 * node + (place < best.at ? 0 : 1);
      }
      for (int f = 0; f < orders.length && depth > 1; f++) {
        if (f != best.feature) {
          divide(orders[f], start, end, 2 * node);
        }
      }
      split(2 * node, start, best.at, depth - 1);
      split(2 * node + 1, best.at, end, depth - 1);
    }

    private boolean isPure(int start, int end) {
      int count = end - start;
      double sum = 0;
      double squares = 0;
      for (int place = start; place < end; place++) {
        double target = targets[orders[0][place]];
        sum += target;
        squares += target * target;
      }
      double mean = sum / count;
      return count < 2 || squares / count - mean * mean <= PURE;
    }

    /** Returns the best split; of equal ones that of the feature that is tried first. */
    private Split best(int start, int end) {
      Split best = new Split();
      for (int f : ties.permutation(orders.length)) {
        search(f, start, end, best);
      }
      return best;
    }

    private void search(int f, int start, int end, Split best) {
      int[] order = orders[f];
      double[] values = examples.values(f);
      double sum = 0;
      for (int place = start; place < end; place++) {
        sum += targets[order[place]];
      }
      double count = end - start;
      double leftSum = targets[order[start]];
      double last = values[order[start]];
      for (int place = start + 1; place < end; place++) {
        int i = order[place];
        double value = values[i];
        if (value > last) {
          double left = place - start;
          // right · leftSum − left · rightSum
          double difference = count * leftSum - left * sum;
          // The fall in squared error, times the number of examples of the node.
          double gain = difference * difference / (left * (count - left));
          if (gain > best.gain) {
            best.set(gain, f, place, last, value);
          }
          last = value;
        }
        leftSum += targets[i];
      }
    }

    /** Puts the examples that went to the left node first, without another change of order. */
    private void divide(int[] order, int start, int end, int leftNode) {
      int lefts = start;
      int rights = 0;
      for (int place = start; place < end; place++) {
        int i = order[place];
        if (tree.leafOf[i] == leftNode) {
          order[lefts++] = i;
        } else {
          right[rights++] = i;
        }
      }
      System.arraycopy(right, 0, order, lefts, rights);
    }
  }

  /** The best split of a node that is found so far. */
  private static final class Split {
    private double gain = Double.NEGATIVE_INFINITY;
    private int feature;
    private int at = -1; // The first place on the right.
    private double below;
    private double above;

    void set(double newGain, int newFeature, int newAt, double newBelow, double newAbove) {
      gain = newGain;
      feature = newFeature;
      at = newAt;
      below = newBelow;
      above = newAbove;
    }

    double threshold() {
      double middle = below / 2 + above / 2;
      return middle < above ? middle : below; // Of two neighbours among doubles.
    }
  }
}

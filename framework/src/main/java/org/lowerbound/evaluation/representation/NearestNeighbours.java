package org.lowerbound.evaluation.representation;

import java.util.Arrays;

/**
 * The most frequent class among the k nearest known codes by Euclidean distance, the smallest
 * number of several. Of codes that are equally far the first ones are taken.
 *
 * @param k the number of neighbours; all, if there are no more
 */
record NearestNeighbours(int k) implements CodeClassifier {
  @Override
  public int[] classesOf(double[][] known, int[] classes, double[][] asked) {
    int classCount = Arrays.stream(classes).max().orElseThrow() + 1;
    return Arrays.stream(asked)
        .mapToInt(code -> mostFrequent(nearest(known, code), classes, classCount))
        .toArray();
  }

  /** Returns the nearest ones, the nearest first. */
  private int[] nearest(double[][] known, double[] code) {
    int wanted = Math.min(k, known.length);
    int[] rows = new int[wanted];
    double[] distances = new double[wanted];
    int found = 0;
    for (int row = 0; row < known.length; row++) {
      double limit = found < wanted ? Double.POSITIVE_INFINITY : distances[wanted - 1];
      double distance = squaredDistance(known[row], code);
      if (distance < limit || found < wanted) {
        int place = found < wanted ? found++ : wanted - 1;
        while (place > 0 && distances[place - 1] > distance) {
          distances[place] = distances[place - 1];
          rows[place] = rows[place - 1];
          place--;
        }
        distances[place] = distance;
        rows[place] = row;
      }
    }
    return rows;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      double difference = a[d] - b[d];
      sum += difference * difference;
    }
    return sum;
  }

  private static int mostFrequent(int[] rows, int[] classes, int classCount) {
    int[] votes = new int[classCount];
    int best = 0;
    for (int row : rows) {
      votes[classes[row]]++;
    }
    for (int c = 1; c < classCount; c++) {
      best = votes[c] > votes[best] ? c : best;
    }
    return best;
  }
}

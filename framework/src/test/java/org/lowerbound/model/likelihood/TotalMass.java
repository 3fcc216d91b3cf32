package org.lowerbound.model.likelihood;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.Floats;
import java.util.List;
import java.util.TreeSet;

/**
 * The sum of a mass or the integral of a density over a line, by its logarithms at some points.
 *
 * <p>Points are 32-bit floats, as a graph takes them. Where they are an interval's they are as
 * dense as the function needs, and the rule is the trapezoids between the points as they were
 * rounded.
 */
interface TotalMass {
  /** The number of points, whatever the settings. */
  int count();

  /**
   * Returns the points, ascending, the last one repeated to fill up {@link #count}.
   *
   * @param settings of the distribution
   */
  float[] points(double... settings);

  /** Returns the total of a function that has these logarithms at the points. */
  double total(double[] settings, float[] points, float[] logs);

  /** All levels k / (L − 1) have a mass of their own. */
  record OfLevels(int count) implements TotalMass {
    @Override
    public float[] points(double... settings) {
      float[] points = new float[count];
      for (int k = 0; k < count; k++) {
        points[k] = k / (count - 1f);
      }
      return points;
    }

    @Override
    public double total(double[] settings, float[] points, float[] logs) {
      double sum = 0;
      for (float log : logs) {
        sum += Math.exp(log);
      }
      return sum;
    }
  }

  /**
   * All counts times a unit: one by one up to {@link #ONE_BY_ONE}, then in steps of a small part of
   * the count, between which a mass hardly changes.
   */
  record OfCounts(double unit) implements TotalMass {
    private static final int ONE_BY_ONE = 2000;
    private static final double STEP = 0.002;
    private static final int STEPS = 12_500; // To 10¹⁴.

    @Override
    public int count() {
      return ONE_BY_ONE + STEPS;
    }

    @Override
    public float[] points(double... settings) {
      float[] points = new float[count()];
      for (int k = 0; k < ONE_BY_ONE; k++) {
        points[k] = (float) (k * unit);
      }
      for (int i = 0; i < STEPS; i++) {
        points[ONE_BY_ONE + i] = (float) (count(i) * unit);
      }
      return points;
    }

    private static double count(int step) {
      return Math.rint(ONE_BY_ONE * Math.exp(STEP * step));
    }

    @Override
    public double total(double[] settings, float[] points, float[] logs) {
      double sum = 0;
      for (int k = 0; k < ONE_BY_ONE; k++) {
        sum += Math.exp(logs[k]);
      }
      sum += Math.exp(logs[ONE_BY_ONE]) / 2; // The other half is in the first trapezoid.
      for (int i = 1; i < STEPS; i++) {
        double height = Math.exp(logs[ONE_BY_ONE + i]) + Math.exp(logs[ONE_BY_ONE + i - 1]);
        sum += height / 2 * (count(i) - count(i - 1));
      }
      return sum;
    }
  }

  /** Where an interval's points are, and what is beyond them. */
  interface Line {
    /** Returns the coordinate in which the trapezoids are even-sided. */
    default double coordinate(double x) {
      return x;
    }

    /** Returns by how much x changes with the coordinate. */
    default double derivative(double x) {
      return 1;
    }

    /** Returns points in any order. */
    List<Double> points(double... settings);

    /** Returns the mass below and above all points, by the density at the outermost. */
    double tails(double[] settings, float first, double atFirst, float last, double atLast);
  }

  /** Trapezoids over an interval. */
  record OfInterval(int count, Line line) implements TotalMass {
    @Override
    public float[] points(double... settings) {
      TreeSet<Float> sorted = new TreeSet<>();
      line.points(settings).forEach(x -> sorted.add(x.floatValue()));
      checkArgument(sorted.size() <= count, "%s points are too many", sorted.size());
      float[] points = Floats.toArray(sorted);
      float[] all = new float[count];
      for (int i = 0; i < count; i++) {
        all[i] = points[Math.min(i, points.length - 1)];
      }
      return all;
    }

    @Override
    public double total(double[] settings, float[] points, float[] logs) {
      double sum = 0;
      for (int i = 1; i < points.length; i++) {
        double height = height(points[i], logs[i]) + height(points[i - 1], logs[i - 1]);
        sum += height / 2 * (line.coordinate(points[i]) - line.coordinate(points[i - 1]));
      }
      int last = points.length - 1;
      return sum
          + line.tails(settings, points[0], Math.exp(logs[0]), points[last], Math.exp(logs[last]));
    }

    private double height(double point, double log) {
      return Math.exp(log) * line.derivative(point);
    }
  }
}

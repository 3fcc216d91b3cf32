package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Collection;
import org.lowerbound.evaluation.Column.Better;

/**
 * What a figure would be if there were nothing for it to find: its bias, so to speak, on so many
 * examples or draws. A figure that is not clearly better says nothing.
 *
 * @param mean the expectation
 * @param standardDeviation how far the figure would be from it
 */
public record Chance(double mean, double standardDeviation) {
  /**
   * The standard deviations within which a figure is put down to chance: of figures by chance
   * alone, about one in forty is better.
   */
  private static final double DEVIATIONS = 2;

  /** Returns mean and standard deviation of figures that chance alone has made. */
  public static Chance of(double[] figures) {
    checkArgument(figures.length > 1, "a spread takes two figures");
    double mean = 0;
    for (double figure : figures) {
      mean += figure / figures.length;
    }
    double squares = 0;
    for (double figure : figures) {
      squares += (figure - mean) * (figure - mean);
    }
    return new Chance(mean, Math.sqrt(squares / (figures.length - 1)));
  }

  /**
   * Returns what the mean of independent figures would be by chance.
   *
   * @param all what each of them would be; at least one
   */
  public static Chance ofMean(Collection<Chance> all) {
    checkArgument(!all.isEmpty(), "a mean takes at least one figure");
    double mean = 0;
    double variance = 0;
    for (Chance one : all) {
      mean += one.mean() / all.size();
      variance += one.standardDeviation() * one.standardDeviation();
    }
    return new Chance(mean, Math.sqrt(variance) / all.size());
  }

  /** Returns whether a figure is no better than one by chance could be. */
  public boolean explains(double figure, Better better) {
    return switch (better) {
      case HIGHER -> figure <= mean + DEVIATIONS * standardDeviation;
      case LOWER -> figure >= mean - DEVIATIONS * standardDeviation;
      case NEITHER -> Math.abs(figure - mean) <= DEVIATIONS * standardDeviation;
    };
  }
}

package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Collection;
import org.lowerbound.evaluation.Column.Better;

/**
 * What a number would be if there were nothing for it to find: its bias, so to speak, on so many
 * examples or draws. A number that is not clearly better says nothing.
 *
 * @param mean the expectation
 * @param standardDeviation how far the number would be from it
 */
public record Chance(double mean, double standardDeviation) {
  /**
   * The standard deviations within which a number is put down to chance: of numbers by chance
   * alone, about one in forty is better.
   */
  private static final double DEVIATIONS = 2;

  /** Returns mean and standard deviation of numbers that chance alone has made. */
  public static Chance of(double[] numbers) {
    checkArgument(numbers.length > 1, "a spread takes two numbers");
    double mean = 0;
    for (double number : numbers) {
      mean += number / numbers.length;
    }
    double squares = 0;
    for (double number : numbers) {
      squares += (number - mean) * (number - mean);
    }
    return new Chance(mean, Math.sqrt(squares / (numbers.length - 1)));
  }

  /**
   * Returns what the mean of independent numbers would be by chance.
   *
   * @param all what each of them would be; at least one
   */
  public static Chance ofMean(Collection<Chance> all) {
    checkArgument(!all.isEmpty(), "a mean takes at least one number");
    double mean = 0;
    double variance = 0;
    for (Chance one : all) {
      mean += one.mean() / all.size();
      variance += one.standardDeviation() * one.standardDeviation();
    }
    return new Chance(mean, Math.sqrt(variance) / all.size());
  }

  /** Returns whether a number is no better than one by chance could be. */
  public boolean explains(double number, Better better) {
    return switch (better) {
      case HIGHER -> number <= mean + DEVIATIONS * standardDeviation;
      case LOWER -> number >= mean - DEVIATIONS * standardDeviation;
      case NEITHER -> Math.abs(number - mean) <= DEVIATIONS * standardDeviation;
    };
  }
}

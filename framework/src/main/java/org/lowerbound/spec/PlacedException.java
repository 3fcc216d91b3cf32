package org.lowerbound.spec;

import java.util.function.Supplier;

/**
 * Parts of a trial that do not go together, with the place in its configuration that says so.
 *
 * <p>The message is that of the cause: who knows the configuration puts the place before it.
 */
public final class PlacedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String place;

  private PlacedException(String place, IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
    this.place = place;
  }

  /** Returns the path below the trial, such as {@code evaluation.metrics[1]}. */
  public String place() {
    return place;
  }

  /**
   * Returns what some work gives.
   *
   * @param place the path below the trial of what the work is about
   * @throws PlacedException if an argument of it is wrong
   */
  public static <T> T in(String place, Supplier<T> work) {
    try {
      return work.get();
    } catch (PlacedException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw e.getClass().equals(IllegalArgumentException.class) ? new PlacedException(place, e) : e;
    }
  }
}

package org.lowerbound.evaluation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.lowerbound.random.NoiseSource;

/**
 * What metrics and figures of one evaluation have in common, such as a density that is fitted to
 * the codes of the training split: made for the first that asks, and the same for all.
 */
public final class Shared {
  private final Function<String, NoiseSource> noise;
  private final Map<Object, Object> made = new HashMap<>();

  /**
   * Starts with nothing.
   *
   * @param noise opens a noise stream by name, each name once, for whichever asks first
   */
  Shared(Function<String, NoiseSource> noise) {
    this.noise = noise;
  }

  /**
   * Returns what goes by a key.
   *
   * @param type its class
   * @param key tells it from all others of the class
   * @param make makes it, of noise that is no metric's own
   */
  public <T> T get(Class<T> type, Object key, Function<Function<String, NoiseSource>, T> make) {
    Map.Entry<Class<T>, Object> place = Map.entry(type, key);
    Object known = made.get(place);
    if (known == null) {
      known = make.apply(noise); // Which may itself ask for something shared.
      made.put(place, known);
    }
    return type.cast(known);
  }
}

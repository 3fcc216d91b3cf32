package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.lowerbound.schedule.Time;

/**
 * What a training has left of its model.
 *
 * @param variables the values of parameters and states by name; those of optimizers and objectives
 *     among them are not looked at
 * @param averages whether the parameters are the moving averages of what they were
 * @param time when the model's schedules stand still
 */
public record TrainedState(ImmutableMap<String, float[]> variables, boolean averages, Time time) {
  /**
   * Returns the values of a model's variables.
   *
   * @throws IllegalArgumentException if there is not a value of the right size for each
   */
  Map<String, float[]> of(Variables model) {
    ImmutableMap.Builder<String, float[]> values = ImmutableMap.builder();
    model
        .slots()
        .forEach((name, slot) -> values.put(name, value(name, name, (int) slot.shape().size())));
    if (!averages) {
      return values.buildOrThrow();
    }
    for (Parameter parameter : model.parameters()) {
      values.put(
          parameter.name(),
          value(
              parameter.name(),
              Variables.AVERAGE + parameter.name(),
              (int) parameter.shape().size()));
    }
    return values.buildKeepingLast();
  }

  private float[] value(String name, String key, int size) {
    float[] value = variables.get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          key.equals(name)
              ? "the checkpoint has other variables than the model: there is no %s".formatted(name)
              : "the checkpoint has no moving average of %s".formatted(name));
    }
    if (value.length != size) {
      throw new IllegalArgumentException(
          "the checkpoint has other variables than the model: %s has %d values there, and %d here"
              .formatted(key, value.length, size));
    }
    return value;
  }
}

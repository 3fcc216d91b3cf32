package org.lowerbound.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.evaluation.Estimate;

/** Finds what is not finite, by its name. */
final class Finite {
  private Finite() {}

  /** Returns the first variable that holds a value that is not finite, and the value. */
  static Optional<String> firstNotFiniteVariable(Map<String, float[]> variables) {
    return variables.entrySet().stream()
        .filter(variable -> !isFinite(variable.getValue()))
        .findFirst()
        .map(variable -> "the variable %s is not finite".formatted(variable.getKey()));
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the first metric whose value or error is not finite, and what it is. */
  static Optional<String> firstNotFinite(Map<String, Estimate> metrics) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    metrics.forEach((name, estimate) -> numbers.put(name, estimate.value()));
    metrics.forEach(
        (name, estimate) ->
            estimate
                .standardError()
                .ifPresent(error -> numbers.put("the standard error of " + name, error)));
    return firstNotFiniteNumber("", numbers);
  }

  /** Returns the first number that is not finite, and its value. */
  static Optional<String> firstNotFiniteNumber(String prefix, Map<String, Double> numbers) {
    return numbers.entrySet().stream()
        .filter(number -> !Double.isFinite(number.getValue()))
        .findFirst()
        .map(number -> "%s%s is %s".formatted(prefix, number.getKey(), number.getValue()));
  }
}

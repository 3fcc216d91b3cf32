package org.lowerbound.schedule;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.lowerbound.spec.Interval;

/**
 * A length of training, in epochs or in steps: exactly one of the two.
 *
 * @param epochs passes over the training split; may be a fraction
 * @param steps updates
 */
public record Span(
    @Interval(above = 0) Optional<Double> epochs, @Interval(min = 1) Optional<Long> steps) {
  /** Checks the arguments. */
  public Span {
    checkArgument(
        epochs.isPresent() != steps.isPresent(),
        "a length is given either in epochs or in steps, e.g. {\"epochs\": 10} or {\"steps\": 500}");
    epochs.ifPresent(
        e -> {
          checkArgument(e > 0, "epochs must be positive but is %s", e);
          checkArgument(Double.isFinite(e), "epochs must be finite but is %s", e);
        });
    steps.ifPresent(s -> checkArgument(s > 0, "steps must be positive but is %s", s));
  }

  /** Returns a length in epochs. */
  public static Span ofEpochs(double epochs) {
    return new Span(Optional.of(epochs), Optional.empty());
  }

  /** Returns a length in steps. */
  public static Span ofSteps(long steps) {
    return new Span(Optional.empty(), Optional.of(steps));
  }

  /** Returns the length in steps, perhaps a fraction. */
  public double toSteps(long stepsPerEpoch) {
    return steps.map(Long::doubleValue).orElseGet(() -> epochs.orElseThrow() * stepsPerEpoch);
  }

  @Override
  public String toString() {
    return steps.map(s -> s + " steps").orElseGet(() -> epochs.orElseThrow() + " epochs");
  }
}

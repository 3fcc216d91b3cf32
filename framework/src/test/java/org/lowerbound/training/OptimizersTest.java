package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lowerbound.optimizer.Adam;
import org.lowerbound.optimizer.Adamax;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.optimizer.RmsProp;
import org.lowerbound.optimizer.Sgd;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.schedule.LinearSchedule;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.schedule.Span;
import org.lowerbound.schedule.Time;

/** Each optimizer against its published algorithm in double precision. */
final class OptimizersTest {
  private static final int STEPS = 25;
  private static final Schedule RATE = new LinearSchedule(0.2, 0.05, Span.ofSteps(20));

  /**
   * Each of the steps moves a value of order 1 and rounds it to 6·10⁻⁸; a moment that is divided by
   * 1 − β₂ᵗ = 10⁻³ at first has lost three digits of seven, on a step of 0.2.
   */
  private static final double TOLERANCE = 2e-5;

  /** One step of a published algorithm for one value; keeps its state between calls. */
  @FunctionalInterface
  private interface Algorithm {
    double step(double theta, double gradient, double rate, int t);
  }

  /** Makes the algorithm with fresh state, for each value. */
  @FunctionalInterface
  private interface Start {
    Algorithm algorithm();
  }

  private static Time time(int step) {
    return new Time(step, 10);
  }

  private static double[] simulate(Start start) {
    double[] theta = Quadratic.START.clone();
    Algorithm[] algorithms = new Algorithm[theta.length];
    for (int i = 0; i < theta.length; i++) {
      algorithms[i] = start.algorithm();
    }
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = Quadratic.gradient(theta);
      for (int i = 0; i < theta.length; i++) {
        theta[i] = algorithms[i].step(theta[i], gradient[i], RATE.at(time(step)), step + 1);
      }
    }
    return theta;
  }

  private static double[] train(Optimizer optimizer) {
    try (Quadratic quadratic = new Quadratic(optimizer, Optional.empty())) {
      for (int step = 0; step < STEPS; step++) {
        quadratic.step(time(step));
      }
      return quadratic.theta();
    }
  }

  private static void assertFollows(Start published, Optimizer optimizer) {
    double[] expected = simulate(published);
    double[] actual = train(optimizer);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], TOLERANCE, optimizer + ", value " + i);
    }
    assertTrue(Math.abs(actual[0] - Quadratic.START[0]) > 0.1, "it has moved");
  }

  /** Kingma and Ba 2015, algorithm 1, with ε as it stands there or as TensorFlow has it. */
  private static Start adam(double beta1, double beta2, double epsilon, boolean tensorFlow) {
    return () -> {
      double[] moments = new double[2];
      return (theta, gradient, rate, t) -> {
        moments[0] = beta1 * moments[0] + (1 - beta1) * gradient;
        moments[1] = beta2 * moments[1] + (1 - beta2) * gradient * gradient;
        double correction2 = 1 - Math.pow(beta2, t);
        double m = moments[0] / (1 - Math.pow(beta1, t));
        double v = moments[1] / correction2;
        double used = tensorFlow ? epsilon / Math.sqrt(correction2) : epsilon;
        return theta - rate * m / (Math.sqrt(v) + used);
      };
    };
  }

  @Test
  void adamIsAlgorithmOne() {
    assertFollows(adam(0.9, 0.999, 1e-8, false), new Adam(RATE, 0.9, 0.999, 1e-8));
    assertFollows(adam(0.5, 0.9, 1e-8, false), new Adam(RATE, 0.5, 0.9, 1e-8));
    assertFollows(adam(0, 0, 1e-3, false), new Adam(RATE, 0, 0, 1e-3));
  }

  @Test
  void adamHasTheEpsilonOfThePaperAndNotOfTensorFlow() {
    assertFollows(adam(0.9, 0.999, 1e-4, false), new Adam(RATE, 0.9, 0.999, 1e-4));
    double[] paper = simulate(adam(0.9, 0.999, 1e-4, false));
    double[] tensorFlow = simulate(adam(0.9, 0.999, 1e-4, true));
    // The flat direction tells the two apart by far more than the tolerance.
    assertTrue(Math.abs(paper[2] - tensorFlow[2]) > 1000 * TOLERANCE);
  }

  @Test
  void adamaxIsAlgorithmTwo() {
    assertFollows(
        () -> {
          double[] state = new double[2];
          return (theta, gradient, rate, t) -> {
            state[0] = 0.9 * state[0] + 0.1 * gradient;
            state[1] = Math.max(0.99 * state[1], Math.abs(gradient));
            return theta - rate / (1 - Math.pow(0.9, t)) * state[0] / (state[1] + 1e-8);
          };
        },
        new Adamax(RATE, 0.9, 0.99, 1e-8));
  }

  @Test
  void plainDescent() {
    assertFollows(
        () -> (theta, gradient, rate, t) -> theta - rate * gradient, new Sgd(RATE, 0, false));
  }

  @Test
  void momentum() {
    assertFollows(
        () -> {
          double[] velocity = new double[1];
          return (theta, gradient, rate, t) -> {
            velocity[0] = 0.8 * velocity[0] + gradient;
            return theta - rate * velocity[0];
          };
        },
        new Sgd(RATE, 0.8, false));
  }

  @Test
  void nesterovMomentum() {
    assertFollows(
        () -> {
          double[] velocity = new double[1];
          return (theta, gradient, rate, t) -> {
            velocity[0] = 0.8 * velocity[0] + gradient;
            return theta - rate * (gradient + 0.8 * velocity[0]);
          };
        },
        new Sgd(RATE, 0.8, true));
  }

  @Test
  void rmsProp() {
    for (double momentum : new double[] {0, 0.5}) {
      assertFollows(
          () -> {
            double[] state = new double[2];
            return (theta, gradient, rate, t) -> {
              state[0] = 0.9 * state[0] + 0.1 * gradient * gradient;
              state[1] = momentum * state[1] + rate * gradient / Math.sqrt(state[0] + 1e-5);
              return theta - state[1];
            };
          },
          new RmsProp(RATE, 0.9, momentum, 1e-5));
    }
  }

  @Test
  void clippingScalesAllGradientsByTheirCommonNorm() {
    Optimizer descent = new Sgd(new ConstantSchedule(1), 0, false);
    double[] gradient = Quadratic.gradient(Quadratic.START);
    double norm =
        Math.sqrt(
            gradient[0] * gradient[0] + gradient[1] * gradient[1] + gradient[2] * gradient[2]);
    for (double limit : new double[] {0.01, norm / 2, norm * 0.999, norm * 1.001, 1e6}) {
      try (Quadratic quadratic = new Quadratic(descent, Optional.of(limit))) {
        quadratic.step(time(0));
        double[] theta = quadratic.theta();
        double scale = Math.min(1, limit / norm);
        for (int i = 0; i < theta.length; i++) {
          assertEquals(Quadratic.START[i] - scale * gradient[i], theta[i], 1e-6, "limit " + limit);
        }
      }
    }
  }

  @Test
  void badArgumentsAreNamed() {
    assertRejected("beta1 must be in [0, 1) but is 1.0", () -> new Adam(RATE, 1, 0.999, 1e-8));
    assertRejected("beta2 must be in [0, 1) but is -0.1", () -> new Adam(RATE, 0.9, -0.1, 1e-8));
    assertRejected("epsilon must be positive but is 0.0", () -> new Adam(RATE, 0.9, 0.999, 0));
    assertRejected("beta1 must be in [0, 1) but is NaN", () -> new Adamax(RATE, Double.NaN, 0, 1));
    assertRejected("momentum must be in [0, 1) but is 1.0", () -> new Sgd(RATE, 1, false));
    assertRejected("nesterov needs a momentum above 0", () -> new Sgd(RATE, 0, true));
    assertRejected("decay must be in [0, 1) but is 2.0", () -> new RmsProp(RATE, 2, 0, 1e-7));
  }

  @Test
  void learningRatesThatClimbAreRefused() {
    Schedule negative = new ConstantSchedule(-0.1);
    Schedule later = new LinearSchedule(0.1, -0.001, Span.ofSteps(5));
    String message = "learningRate must be finite and not negative but is ";
    assertRejected(message + "-0.1", () -> new Adam(negative, 0.9, 0.999, 1e-8));
    assertRejected(message + "-0.001", () -> new Adam(later, 0.9, 0.999, 1e-8));
    assertRejected(message + "-0.1", () -> new Adamax(negative, 0.9, 0.999, 1e-8));
    assertRejected(message + "-0.1", () -> new Sgd(negative, 0, false));
    assertRejected(message + "-0.1", () -> new RmsProp(negative, 0.9, 0, 1e-7));
    assertRejected(message + "1.0E39", () -> new Sgd(new ConstantSchedule(1e39), 0, false));
  }

  @Test
  void numbersThatRoundToForbiddenOnesAreRefused() {
    assertRejected(
        "beta2 must be in [0, 1) but 0.9999999999 is 1 as a 32-bit float",
        () -> new Adam(RATE, 0.9, 0.9999999999, 1e-8));
    String range =
        " must lie in 1.17549435E-38 … 3.4028235E38, the range of 32-bit floats, but is ";
    assertRejected("epsilon" + range + "1.0E-60", () -> new Adam(RATE, 0.9, 0.999, 1e-60));
    assertRejected("epsilon" + range + "1.0E39", () -> new RmsProp(RATE, 0.9, 0, 1e39));
    assertRejected(
        "epsilon" + range + "Infinity",
        () -> new Adamax(RATE, 0.9, 0.999, Double.POSITIVE_INFINITY));
    assertRejected(
        "epsilon must be positive but is NaN", () -> new Adam(RATE, 0.9, 0.999, Double.NaN));
  }

  private static void assertRejected(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}

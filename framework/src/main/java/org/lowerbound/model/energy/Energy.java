package org.lowerbound.model.energy;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;

/**
 * The energies U of the four densities exp(−U(z)) / Z on the plane in table 1 of Rezende and
 * Mohamed (2015), with σ the logistic function and
 *
 * <pre>
 * w₁(z) = sin(2π z₁ / 4)
 * w₂(z) = 3 exp(−½ ((z₁ − 1) / 0.6)²)
 * w₃(z) = 3 σ((z₁ − 1) / 0.3)
 * </pre>
 *
 * <p>All but the first have, in the paper, the same mass between z₁ and z₁ + 1 wherever z₁ is, and
 * so no normaliser: its figure 3 shows what lies in [−4, 4]². Here they have a window besides,
 *
 * <pre>
 * v(z) = ½ (max(0, |z₁| − 3) / 0.5)²
 * </pre>
 *
 * which leaves them as they are for |z₁| ≤ 3 and lets them fall off like a normal distribution
 * beyond. In [−4, 4]² is then more than 99 % of the mass, but of the fourth 97 %, whose lower
 * branch leaves the square at the bottom.
 *
 * <p>Each has two forms that are written down independently: one in double precision on the host,
 * one in the graph.
 */
public enum Energy {
  /** U₁(z) = ½ ((‖z‖ − 2) / 0.4)² − log(exp(−½ ((z₁ − 2) / 0.6)²) + exp(−½ ((z₁ + 2) / 0.6)²)). */
  TWO_MOONS {
    @Override
    public double at(double z1, double z2) {
      return half((Math.hypot(z1, z2) - 2) / 0.4)
          + mixed(half((z1 - 2) / 0.6), half((z1 + 2) / 0.6));
    }

    @Override
    Operand<TFloat32> at(Ops tf, Operand<TFloat32> z1, Operand<TFloat32> z2) {
      GraphTerms terms = new GraphTerms(tf);
      return tf.math.add(
          terms.halfSquare(terms.radius(z1, z2), 2, 0.4),
          terms.mixed(terms.halfSquare(z1, 2, 0.6), terms.halfSquare(z1, -2, 0.6)));
    }
  },

  /** U₂(z) = ½ ((z₂ − w₁(z)) / 0.4)² + v(z). */
  SINE {
    @Override
    public double at(double z1, double z2) {
      return half((z2 - w1(z1)) / 0.4) + window(z1);
    }

    @Override
    Operand<TFloat32> at(Ops tf, Operand<TFloat32> z1, Operand<TFloat32> z2) {
      GraphTerms terms = new GraphTerms(tf);
      return tf.math.add(
          terms.halfSquare(tf.math.sub(z2, terms.wave(z1)), 0, 0.4), terms.window(z1));
    }
  },

  /**
   * U₃(z) = −log(exp(−½ ((z₂ − w₁(z)) / 0.35)²) + exp(−½ ((z₂ − w₁(z) + w₂(z)) / 0.35)²)) + v(z).
   */
  SINE_SPLIT {
    @Override
    public double at(double z1, double z2) {
      double bump = 3 * Math.exp(-half((z1 - 1) / 0.6));
      double above = z2 - w1(z1);
      return mixed(half(above / 0.35), half((above + bump) / 0.35)) + window(z1);
    }

    @Override
    Operand<TFloat32> at(Ops tf, Operand<TFloat32> z1, Operand<TFloat32> z2) {
      GraphTerms terms = new GraphTerms(tf);
      Operand<TFloat32> above = tf.math.sub(z2, terms.wave(z1));
      return tf.math.add(
          terms.mixed(
              terms.halfSquare(above, 0, 0.35),
              terms.halfSquare(tf.math.add(above, terms.bump(z1)), 0, 0.35)),
          terms.window(z1));
    }
  },

  /**
   * U₄(z) = −log(exp(−½ ((z₂ − w₁(z)) / 0.4)²) + exp(−½ ((z₂ − w₁(z) + w₃(z)) / 0.35)²)) + v(z).
   */
  SINE_SHIFTED {
    @Override
    public double at(double z1, double z2) {
      double step = 3 / (1 + Math.exp(-(z1 - 1) / 0.3));
      double above = z2 - w1(z1);
      return mixed(half(above / 0.4), half((above + step) / 0.35)) + window(z1);
    }

    @Override
    Operand<TFloat32> at(Ops tf, Operand<TFloat32> z1, Operand<TFloat32> z2) {
      GraphTerms terms = new GraphTerms(tf);
      Operand<TFloat32> above = tf.math.sub(z2, terms.wave(z1));
      return tf.math.add(
          terms.mixed(
              terms.halfSquare(above, 0, 0.4),
              terms.halfSquare(tf.math.add(above, terms.step(z1)), 0, 0.35)),
          terms.window(z1));
    }
  };

  /** Beyond this |z₁| the window closes. */
  static final double WINDOW = 3;

  /** The standard deviation with which the window closes. */
  static final double SHOULDER = 0.5;

  /** The dimension of z. */
  static final int DIMENSION = 2;

  /** Returns U(z) in nats, in double precision. */
  public abstract double at(double z1, double z2);

  /** Returns U(z) in nats for coordinates of any one shape. */
  abstract Operand<TFloat32> at(Ops tf, Operand<TFloat32> z1, Operand<TFloat32> z2);

  /** Returns U(z) in nats: {@code [..., 2] -> [...]}. */
  Operand<TFloat32> at(Ops tf, Operand<TFloat32> z) {
    List<Output<TFloat32>> coordinates =
        tf.unstack(z, (long) DIMENSION, Unstack.axis(-1L)).output();
    return at(tf, coordinates.get(0), coordinates.get(1));
  }

  private static double half(double x) {
    return 0.5 * x * x;
  }

  private static double w1(double z1) {
    return Math.sin(2 * Math.PI * z1 / 4);
  }

  private static double window(double z1) {
    return half(Math.max(0, Math.abs(z1) - WINDOW) / SHOULDER);
  }

  /** Returns −log(exp(−a) + exp(−b)). */
  private static double mixed(double a, double b) {
    return Math.min(a, b) - Math.log1p(Math.exp(-Math.abs(a - b)));
  }
}

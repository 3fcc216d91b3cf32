package org.lowerbound.distribution.levels;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;
import org.lowerbound.distribution.OverLevels;
import org.lowerbound.distribution.WithVariance;
import org.lowerbound.distribution.formula.KnownSlope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Independent values among the levels x_k = k/(L − 1), k = 0, ..., L − 1, with masses in proportion
 * to a beta density: P(k) = f(x̃_k) / Σ_j f(x̃_j), where x̃ is x moved into [ε, 1 − ε]. The density
 * itself is 0 or infinite at the levels 0 and 1, and its values at levels add up to anything; these
 * masses add up to 1, whatever ε is.
 *
 * <p>It is an exponential family of log x̃ and log(1 − x̃). Its exponents are taken relative to the
 * most probable level: (α − 1) log x̃ and (β − 1) log(1 − x̃) are thousands where the masses of
 * neighbours differ by a few nats. The sums over levels are taken some levels at a time, with their
 * derivatives, so that no step keeps a number for every level of every value.
 *
 * @param logAlpha log α, {@code [..., B, D]}
 * @param logBeta log β; any shape that broadcasts to {@code logAlpha}
 * @param epsilon ε
 * @param levels L
 * @param dimension D
 */
public record BetaLevels(
    Operand<TFloat32> logAlpha,
    Operand<TFloat32> logBeta,
    double epsilon,
    int levels,
    int dimension)
    implements WithVariance, OverLevels {
  private static final int LEVELS_AT_ONCE = 16;

  /** Levels whose mass is below e⁻⁶⁰ of the largest count as that: no denormal numbers. */
  private static final float NEGLIGIBLE = -60f;

  /** Where α − 1 and β − 1 are both below, there is no peak to look for. */
  private static final float SMALLEST_EXCESS = 1e-6f;

  /** Checks the numbers. */
  public BetaLevels {
    checkArgument(epsilon > 0 && epsilon < 0.5, "epsilon must be in (0, 0.5): %s", epsilon);
    checkArgument(levels >= 2, "levels must be at least 2: %s", levels);
    checkArgument(dimension > 0, "dimension must be positive: %s", dimension);
  }

  /**
   * The statistics of a level less those of the most probable one.
   *
   * @param log of log x̃
   * @param logRest of log(1 − x̃)
   */
  private record Statistics(Operand<TFloat32> log, Operand<TFloat32> logRest) {
    /** Returns log P less that of the most probable level. */
    Operand<TFloat32> exponent(Ops tf, Operand<TFloat32> alpha, Operand<TFloat32> beta) {
      Operand<TFloat32> one = tf.constant(1f);
      return tf.math.add(
          tf.math.mul(tf.math.sub(alpha, one), log), tf.math.mul(tf.math.sub(beta, one), logRest));
    }

    Statistics minus(Ops tf, Statistics other) {
      return new Statistics(tf.math.sub(log, other.log()), tf.math.sub(logRest, other.logRest()));
    }
  }

  /** Some levels: their positions {@code [n]}, masses up to a factor and statistics. */
  private record Group(
      Operand<TFloat32> positions, Operand<TFloat32> masses, Statistics statistics) {}

  /** Numbers that are added up over all levels, {@code [..., B, D, n]} each. */
  @FunctionalInterface
  private interface Terms {
    List<Operand<TFloat32>> of(Ops tf, Group group);
  }

  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> alpha = alpha(tf);
    Operand<TFloat32> beta = beta(tf);
    Statistics largest = largest(tf);
    List<Operand<TFloat32>> sums =
        sums(
            tf,
            (inner, group) ->
                List.of(
                    group.masses(),
                    inner.math.mul(group.masses(), group.statistics().log()),
                    inner.math.mul(group.masses(), group.statistics().logRest())));
    // ∂ log Σ / ∂α is the mean of the statistic that α is the coefficient of.
    Operand<TFloat32> logSum = tf.math.log(sums.get(0));
    Operand<TFloat32> normalizer =
        tf.math.add(
            KnownSlope.attach(tf, logSum, alpha, tf.math.div(sums.get(1), sums.get(0))),
            KnownSlope.attach(
                tf, tf.zerosLike(logSum), beta, tf.math.div(sums.get(2), sums.get(0))));
    Operand<TFloat32> exponent =
        at(tf, nearest(tf, value)).minus(tf, largest).exponent(tf, alpha, beta);
    return tf.math.sub(exponent, normalizer);
  }

  /** Returns the mean of the levels, {@code [..., B, D]}; it is not α/(α + β). */
  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return average(tf, (inner, group) -> group.positions());
  }

  @Override
  public Operand<TFloat32> variance(Ops tf) {
    Operand<TFloat32> mean = lastAxis(tf, mean(tf));
    return average(tf, (inner, group) -> inner.math.squaredDifference(group.positions(), mean));
  }

  /** A number for each level, of a shape that broadcasts to the masses'. */
  @FunctionalInterface
  private interface OfLevel {
    Operand<TFloat32> at(Ops tf, Group group);
  }

  private Operand<TFloat32> average(Ops tf, OfLevel number) {
    List<Operand<TFloat32>> sums =
        sums(
            tf,
            (inner, group) ->
                List.of(group.masses(), inner.math.mul(group.masses(), number.at(inner, group))));
    return tf.math.div(sums.get(1), sums.get(0));
  }

  /** Returns sums over all levels, {@code [..., B, D]} each. */
  private List<Operand<TFloat32>> sums(Ops tf, Terms terms) {
    Operand<TFloat32> alpha = lastAxis(tf, tf.stopGradient(alpha(tf)));
    Operand<TFloat32> beta = lastAxis(tf, tf.stopGradient(beta(tf)));
    Statistics largest = largest(tf);
    Statistics origin =
        new Statistics(lastAxis(tf, largest.log()), lastAxis(tf, largest.logRest()));
    List<Operand<TFloat32>> sums = new ArrayList<>();
    for (int first = 0; first < levels; first += LEVELS_AT_ONCE) {
      int count = Math.min(LEVELS_AT_ONCE, levels - first);
      // So that a group's memory serves the next one.
      Ops after = sums.isEmpty() ? tf : tf.withControlDependencies(List.copyOf(sums));
      Statistics statistics = constants(after, first, count).minus(after, origin);
      Operand<TFloat32> exponent = statistics.exponent(after, alpha, beta);
      Operand<TFloat32> masses =
          after.math.exp(after.math.maximum(exponent, after.constant(NEGLIGIBLE)));
      Group group = new Group(positions(after, first, count), masses, statistics);
      List<Operand<TFloat32>> ofGroup = terms.of(after, group);
      for (int i = 0; i < ofGroup.size(); i++) {
        Operand<TFloat32> sum = after.reduceSum(ofGroup.get(i), after.constant(-1));
        if (first == 0) {
          sums.add(sum);
        } else {
          sums.set(i, after.math.add(sums.get(i), sum));
        }
      }
    }
    return sums;
  }

  /**
   * Returns the statistics of the most probable level, {@code [..., B, D]}, as constants. The
   * density is largest next to its mode, or at one of the ends if it has none.
   */
  private Statistics largest(Ops tf) {
    Operand<TFloat32> alpha = tf.stopGradient(alpha(tf));
    Operand<TFloat32> beta = tf.stopGradient(beta(tf));
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> above = tf.math.maximum(tf.math.sub(alpha, one), tf.constant(0f));
    Operand<TFloat32> aboveOfRest = tf.math.maximum(tf.math.sub(beta, one), tf.constant(0f));
    Operand<TFloat32> mode =
        tf.math.div(
            above, tf.math.maximum(tf.math.add(above, aboveOfRest), tf.constant(SMALLEST_EXCESS)));
    Operand<TFloat32> below = tf.math.floor(tf.math.mul(mode, tf.constant((float) (levels - 1))));
    Statistics best = constant(tf, 0);
    Operand<TFloat32> exponent = best.exponent(tf, alpha, beta);
    Operand<TFloat32> zeros = tf.zerosLike(alpha);
    best = new Statistics(tf.math.add(best.log(), zeros), tf.math.add(best.logRest(), zeros));
    for (Statistics other :
        List.of(
            constant(tf, levels - 1),
            at(tf, LevelIndex.of(tf, below, levels)),
            at(tf, LevelIndex.of(tf, tf.math.add(below, one), levels)))) {
      Statistics wide =
          new Statistics(tf.math.add(other.log(), zeros), tf.math.add(other.logRest(), zeros));
      Operand<TFloat32> ofOther = wide.exponent(tf, alpha, beta);
      var isBetter = tf.math.greater(ofOther, exponent);
      best =
          new Statistics(
              tf.select(isBetter, wide.log(), best.log()),
              tf.select(isBetter, wide.logRest(), best.logRest()));
      exponent = tf.math.maximum(ofOther, exponent);
    }
    return best;
  }

  /** Returns α in the shape of all parameters together. */
  private Operand<TFloat32> alpha(Ops tf) {
    return tf.math.add(tf.math.exp(logAlpha), tf.zerosLike(logBeta));
  }

  private Operand<TFloat32> beta(Ops tf) {
    return tf.math.add(tf.math.exp(logBeta), tf.zerosLike(logAlpha));
  }

  /** Returns the number of the level nearest to each value. */
  private Operand<TInt32> nearest(Ops tf, Operand<TFloat32> value) {
    return LevelIndex.of(
        tf, tf.math.rint(tf.math.mul(value, tf.constant((float) (levels - 1)))), levels);
  }

  /** Returns the statistics of levels by their numbers. */
  private Statistics at(Ops tf, Operand<TInt32> index) {
    Statistics all = constants(tf, 0, levels);
    return new Statistics(
        tf.gather(all.log(), index, tf.constant(0)),
        tf.gather(all.logRest(), index, tf.constant(0)));
  }

  private Statistics constant(Ops tf, int level) {
    return new Statistics(
        tf.constant((float) Math.log(inside(level))),
        tf.constant((float) Math.log1p(-inside(level))));
  }

  private Statistics constants(Ops tf, int first, int count) {
    float[] logs = new float[count];
    float[] logsOfRest = new float[count];
    for (int i = 0; i < count; i++) {
      logs[i] = (float) Math.log(inside(first + i));
      logsOfRest[i] = (float) Math.log1p(-inside(first + i));
    }
    return new Statistics(tf.constant(logs), tf.constant(logsOfRest));
  }

  private Operand<TFloat32> positions(Ops tf, int first, int count) {
    float[] positions = new float[count];
    for (int i = 0; i < count; i++) {
      positions[i] = (first + i) / (levels - 1f);
    }
    return tf.constant(positions);
  }

  /** Returns x̃ of a level. */
  private double inside(int level) {
    return Math.min(Math.max(level / (levels - 1.0), epsilon), 1 - epsilon);
  }

  private static Operand<TFloat32> lastAxis(Ops tf, Operand<TFloat32> x) {
    return tf.expandDims(x, tf.constant(-1));
  }
}

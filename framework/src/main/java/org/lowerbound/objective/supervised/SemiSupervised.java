package org.lowerbound.objective.supervised;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.distribution.relaxed.RelaxedOneHotCategorical;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Ability;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.ClassLatents;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.Model;
import org.lowerbound.objective.Batch;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The objective of Kingma, Rezende, Mohamed and Welling (2014), eqs. 6–9, for N training examples
 * of which N_l have a label, in nats per example: the mean over the labelled ones of the bound
 * −L(x, y) on log p(x, y) and over the others of −U(x) = Σ_y q(y | x) (−L(x, y)) + H(q(y | x)), a
 * bound on log p(x), plus α times the mean of log q(y | x) over the labelled ones alone.
 *
 * <p>The paper's weight of a labelled example's log q(y | x), 0.1 N in a sum over all, is this α =
 * 0.1. It is a weight by the data: one labelled example counts α N / N_l, however many of them a
 * batch has, so that the expectation of a step's gradient is that of the whole objective. A batch
 * of 100 that has the label of every hundredth example would have none of them in one step and
 * three in another; so each step draws labelled examples of its own beside the batch, {@code
 * labeled} of them, and leaves those of the batch out. Both parts have their part of the data as
 * their weight, and the expectation is the same.
 *
 * @param alpha α
 * @param samples K, the draws of z for each observation and class
 * @param kl how the KL of z is computed
 * @param classes how the expectation over y is taken where the label is unknown
 * @param labeled the labelled examples that each step draws beside its batch, all if there are no
 *     more; with 0 it has those of the batch
 */
public record SemiSupervised(
    @Default("0.1") @Interval(min = 0) double alpha,
    @Default("1") @Interval(min = 1, max = 1_000_000) int samples,
    @Default("\"closed-form\"") KlEstimator kl,
    @Default("\"exact\"") ClassSum classes,
    @Default("100") @Interval(min = 0, max = Counts.MOST_UNITS) int labeled)
    implements Objective {
  /** The name under which the objective's value is reported where it is no bound. */
  private static final String RELAXED_BOUND = "relaxed-bound";

  /** Checks the arguments. */
  public SemiSupervised {
    ObjectiveChecks.checkWeight(alpha, "alpha");
    ObjectiveChecks.checkDraws(samples, "samples");
    Counts.checkNotNegative("labeled", labeled, Counts.MOST_UNITS);
  }

  @Override
  public Loss build(Ops tf, Model model, ObjectiveScope scope) {
    ClassLatents latents = Ability.CLASS_LATENTS.of(model, TypeNames.of(this));
    Batch batch = scope.batch();
    boolean everyLabel = batch.pass().knowsEveryLabel();
    Optional<Batch> own =
        labeled > 0 && !everyLabel
            ? Optional.of(scope.labeled().draw(tf, labeled, scope.noise("labeled")))
            : Optional.empty();
    Operand<TFloat32> given =
        batch
            .pass()
            .labels()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "semi-supervised needs a data set with labels; \"labels\": {\"known\": 100}"
                            + " gives those of 100 training examples"));
    StepRows rows = new StepRows(tf, latents, batch, given, own, scope.noise("seen"));
    Weighing weighing = weighing(tf, rows, everyLabel, latents.classes(), scope);
    double part = scope.labeled().count() / (double) scope.examples();
    Operand<TFloat32> value =
        rows.value(weighing, part, (seen, tried) -> bounds(tf, latents, seen, tried, batch));
    Operand<TFloat32> crossEntropy = rows.crossEntropy(part);
    Operand<TFloat32> surrogate =
        tf.math.sub(tf.math.mul(tf.constant((float) alpha), crossEntropy), value);
    ImmutableMap<String, Operand<TFloat32>> reported =
        ImmutableMap.of(
            classes instanceof ClassSum.Relaxed && !everyLabel ? RELAXED_BOUND : Loss.BOUND,
            value,
            "cross-entropy",
            crossEntropy);
    return Loss.withoutBound(ImmutableList.of(Descent.ofModel(surrogate)), reported);
  }

  private Weighing weighing(
      Ops tf, StepRows rows, boolean everyLabel, int classCount, ObjectiveScope scope) {
    if (everyLabel) {
      return rows.ofLabels();
    }
    if (classes instanceof ClassSum.Relaxed relaxed) {
      Operand<TFloat32> temperature =
          scope.schedules().scalar("class-temperature", relaxed.temperature());
      Operand<TFloat32> draw =
          new RelaxedOneHotCategorical(
                  rows.logClassesOfBatch(), temperature, classCount, classCount)
              .draw(tf, scope.noise("class"), 1); // [1, B, classes]
      return rows.ofOneClass(tf.reshape(draw, tf.array(-1, classCount)));
    }
    return rows.ofEachClass();
  }

  /** Returns −L(x, y) of each row, {@code [R]}. */
  private Operand<TFloat32> bounds(
      Ops tf, ClassLatents latents, Operand<TFloat32> seen, Operand<TFloat32> tried, Batch batch) {
    BoundTerms terms =
        latents.termsOfClasses(tf, seen, tried, batch.noise(), samples, batch.pass());
    terms.checkReparameterized();
    return tf.math.addN(
        ImmutableList.of(
            latents.logClassPrior(tf, tried, batch.pass()),
            GraphMath.meanOverDraws(tf, terms.logLikelihood()),
            tf.math.neg(kl.kl(tf, terms))));
  }
}

package org.lowerbound.evaluation.classification;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.ChosenLabels;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.evaluation.Target;
import org.lowerbound.evaluation.bound.ImportanceSampling;
import org.lowerbound.model.Ability;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.op.Ops;

/**
 * Bayes' rule: p(y | x) ∝ p(x | y) p(y), with p(x | y) by importance sampling where the model does
 * not compute it. The draws of all classes are made of the same noise, which their comparison has
 * less of.
 *
 * @param samples the draws for each example and class, where p(x | y) is not exact
 * @param classPrior p(y)
 */
public record ClassEvidence(
    @Default("10") @Interval(min = 1, max = Counts.MOST_DRAWS) int samples,
    @Default("\"training\"") ClassPrior classPrior) {
  /** The draws of one run, those of the metric nll. */
  private static final int CHUNK = 1000;

  /** Checks the arguments. */
  public ClassEvidence {
    Counts.checkPositive("samples", samples, Counts.MOST_DRAWS);
  }

  /**
   * Checks that a data set has the labels, and that the draws of one run are not too many for it.
   *
   * @param target the factor that is the label, if it is one
   * @param who asks, by its type name
   * @throws IllegalArgumentException if not; the message says what would work
   */
  void checkFits(Dataset dataset, Optional<String> target, String who) {
    var unused = Target.of(dataset, target, who);
    Batches.checkFits(dataset, Math.min(samples, CHUNK), "samples");
  }

  /**
   * Adds the nodes.
   *
   * @param who asks, by its type name, which is the name of its noise stream, too
   * @throws IllegalArgumentException if the model has no p(x | y)
   */
  Rule build(Ops tf, EvaluationScope graph, String who) {
    ChosenLabels labels = ChosenLabels.of(tf, graph, who);
    ImportanceSampling sampling =
        new ImportanceSampling(
            tf,
            new ImportanceSampling.Weights(
                graph.modelWith(Ability.EVIDENCE, who),
                graph.observations(),
                graph.noise(),
                labels.pass()),
            who,
            samples,
            CHUNK);
    labels.checkLookedAt(who, "");
    double[] logPrior = classPrior.logProbs(graph.dataset().labels().orElseThrow());
    return rows -> {
      ImmutableList.Builder<double[]> ofClasses = ImmutableList.builder();
      for (int label = 0; label < labels.classes(); label++) {
        ofClasses.add(sampling.logEvidence(labels.giving(rows, label)));
      }
      return ClassBeliefs.ofJoint(ofClasses.build(), logPrior);
    };
  }

  /** The computation, once the nodes are there. */
  @FunctionalInterface
  interface Rule {
    /** Returns p(y | x) and p(x) of rows. */
    ClassBeliefs of(RowRunner rows);
  }
}

package org.lowerbound.objective.diffusion;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Denoising;
import org.lowerbound.model.DiffusionBound;
import org.lowerbound.model.Model;
import org.lowerbound.objective.Batch;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.spec.Called;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.PlacedException;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Trains the network of a diffusion: each example is noised to a step that is drawn, and the loss
 * of that step stands for the sum over all of them.
 *
 * <p>The bound that is reported is of the same draws: an unbiased estimate of the lower bound on
 * log p(x), with the variance that one of T terms for each example has.
 *
 * @param loss what is minimised
 * @param steps how steps are drawn
 */
@Called("diffusion")
public record DiffusionObjective(
    @Default("\"simple\"") DiffusionLoss loss, @Default("\"uniform\"") StepDraws steps)
    implements Objective {
  private static final String ERROR = "squared-error";

  /** What a thousandth of the bound is a part of (Nichol and Dhariwal 2021). */
  private static final float HYBRID_STEPS = 1000f;

  @Override
  public Loss build(Ops tf, Model model, ObjectiveScope scope) {
    Denoising denoising = Ability.DENOISING.of(model, TypeNames.of(this));
    if (loss != DiffusionLoss.SIMPLE) {
      var unused =
          Ability.DIFFUSION_BOUND.of(
              model, "diffusion with this loss", Optional.of("{\"loss\": \"simple\"}"));
    }
    return PlacedException.in(
        "model",
        () ->
            denoising instanceof DiffusionBound bound
                ? ofBound(tf, bound, scope)
                : ofError(tf, denoising, scope));
  }

  private Loss ofError(Ops tf, Denoising model, ObjectiveScope scope) {
    Batch batch = scope.batch();
    StepDraws.DrawnSteps drawn = steps.draw(tf, model.steps(), batch.size(), scope);
    Operand<TFloat32> error =
        model.squaredError(
            tf, batch.observations(), drawn.step(), batch.noise(), batch.pass()); // [B]
    drawn.learn(tf, error);
    Operand<TFloat32> mean = mean(tf, drawn, error);
    return Loss.withoutBound(ImmutableList.of(Descent.ofModel(mean)), ImmutableMap.of(ERROR, mean));
  }

  private Loss ofBound(Ops tf, DiffusionBound model, ObjectiveScope scope) {
    checkLearnsVariance(model);
    Batch batch = scope.batch();
    StepDraws.DrawnSteps drawn = steps.draw(tf, model.steps(), batch.size(), scope);
    DiffusionBound.Term term =
        model.term(tf, batch.observations(), drawn.step(), batch.noise(), batch.pass());
    Operand<TFloat32> error = mean(tf, drawn, term.squaredError());
    float count = model.steps();
    Operand<TFloat32> priorKl =
        GraphMath.meanOverBatch(tf, model.priorKl(tf, batch.observations()));
    Operand<TFloat32> negativeBound =
        tf.math.add(priorKl, tf.math.mul(tf.constant(count), mean(tf, drawn, term.nats())));
    float bits = (float) (1 / (batch.observation().size() * Math.log(2)));
    Operand<TFloat32> hybrid = // [B]
        tf.math.add(
            term.squaredError(),
            tf.math.mul(tf.constant(bits * count / HYBRID_STEPS), term.natsOfVariance()));
    Operand<TFloat32> losses =
        switch (loss) {
          case SIMPLE -> term.squaredError();
          case BOUND -> term.nats();
          case HYBRID -> hybrid;
        };
    drawn.learn(tf, losses);
    Operand<TFloat32> surrogate =
        switch (loss) {
          case SIMPLE -> error;
          case BOUND -> negativeBound;
          case HYBRID -> mean(tf, drawn, hybrid);
        };
    return Loss.minimizing(surrogate, tf.math.neg(negativeBound), ImmutableMap.of(ERROR, error));
  }

  private void checkLearnsVariance(DiffusionBound model) {
    checkArgument(
        loss != DiffusionLoss.SIMPLE || !model.learnsVariance(),
        "the loss simple does not teach the model the variances that it is to learn; \"loss\":"
            + " \"hybrid\" or \"bound\" works, and a model with \"variance\": \"large\" or"
            + " \"small\"");
    checkArgument(
        loss != DiffusionLoss.HYBRID || model.learnsVariance(),
        "the loss hybrid is that of a model with \"variance\": \"learned\", but this one has fixed"
            + " variances; \"loss\": \"simple\" or \"bound\" works");
  }

  /** Returns the estimate of the mean over all steps and the batch. */
  private static Operand<TFloat32> mean(
      Ops tf, StepDraws.DrawnSteps drawn, Operand<TFloat32> losses) {
    return GraphMath.meanOverBatch(tf, tf.math.mul(drawn.weight(), losses));
  }
}

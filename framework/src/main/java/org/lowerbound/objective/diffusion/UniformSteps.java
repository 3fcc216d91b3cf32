package org.lowerbound.objective.diffusion;

import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.spec.Default;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * All steps are equally likely.
 *
 * @param stratified whether one draw u serves the batch, with t of example b from u + b/B modulo 1:
 *     a batch then has all parts of the chain, and its mean a smaller variance (Kingma et al. 2021,
 *     appendix I.1)
 */
public record UniformSteps(@Default("false") boolean stratified) implements StepDraws {
  @Override
  public DrawnSteps draw(Ops tf, int steps, int batch, ObjectiveScope scope) {
    Operand<TFloat32> uniform =
        scope.noise("steps").uniform(tf, tf.array(stratified ? 1 : batch)); // [1] or [B]
    if (stratified) {
      float[] places = new float[batch];
      for (int b = 0; b < batch; b++) {
        places[b] = (float) b / batch;
      }
      Operand<TFloat32> moved = tf.math.add(uniform, tf.constant(places));
      uniform = tf.math.sub(moved, tf.math.floor(moved));
    }
    Operand<TInt32> step =
        tf.math.minimum(
            tf.math.add(
                tf.dtypes.cast(tf.math.mul(uniform, tf.constant((float) steps)), TInt32.class),
                tf.constant(1)),
            tf.constant(steps));
    return new Drawn(step, tf.onesLike(uniform));
  }

  private record Drawn(Operand<TInt32> step, Operand<TFloat32> weight) implements DrawnSteps {}
}

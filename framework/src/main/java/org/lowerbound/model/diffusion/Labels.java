package org.lowerbound.model.diffusion;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import java.util.Optional;
import org.lowerbound.graph.Shapes;
import org.lowerbound.model.ReverseChain;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The labels that a denoiser sees.
 *
 * @param who sees them, for messages
 * @param classes how many there are; 0 if it sees none
 * @param dropout how often one is kept from it in training
 */
record Labels(String who, int classes, double dropout) {
  /** Returns the labels of a pass, one-hot, {@code [B, classes]}, if any are seen. */
  Optional<Operand<TFloat32>> of(Pass pass) {
    return classes > 0 ? Optional.of(pass.everyLabel(who)) : Optional.empty();
  }

  /** Returns the same, in training with zeros for some of them. */
  Optional<Operand<TFloat32>> dropped(Ops tf, Pass pass, NoiseSource noise) {
    return of(pass)
        .map(
            labels -> {
              if (dropout == 0 || !pass.isTraining()) {
                return labels;
              }
              Operand<TFloat32> uniform =
                  noise.uniform(tf, tf.stack(List.of(Shapes.size(tf, labels, 0), tf.constant(1))));
              return tf.math.mul(
                  labels,
                  tf.dtypes.cast(
                      tf.math.greaterEqual(uniform, tf.constant((float) dropout)), TFloat32.class));
            });
  }

  /**
   * Checks that there is what a way back asks for.
   *
   * @throws IllegalArgumentException if not; the message says what would work
   */
  void checkWay(ReverseChain way) {
    checkArgument(
        way.guidance() == 0 || (classes > 0 && dropout > 0),
        "guidance is %s, but the model %s; the model diffusion with \"conditional\": true and a"
            + " labelDropout such as 0.1 works",
        way.guidance(),
        classes > 0 ? "was always told the label" : "sees no labels");
  }
}

package org.lowerbound.evaluation.annealed;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Decoding;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Draws of latents from a model's prior and of an observation given them, in a graph. */
final class Simulation {
  private final Operand<TFloat32> latents;
  private final Operand<TFloat32> observation;

  /**
   * Adds the nodes.
   *
   * @param who asks, by its type name
   * @param stream the name of the noise stream
   * @throws IllegalArgumentException if the model cannot be drawn from
   */
  Simulation(Ops tf, EvaluationScope graph, String who, String stream) {
    Decoding model = graph.modelWith(Ability.DECODING, who);
    Distribution prior = graph.terms(tf, who, stream + ".terms", 1).prior();
    NoiseSource noise = graph.noise().apply(stream);
    this.latents =
        tf.reshape(LatentPath.prior(prior, who).draw(tf, noise, 1), tf.array(1, model.latents()));
    Distribution likelihood = model.decode(tf, latents, graph.pass());
    checkArgument(
        likelihood instanceof Sampleable,
        "%s simulates observations, but the likelihood %s cannot be drawn from",
        who,
        TypeNames.of(likelihood));
    this.observation = ((Sampleable) likelihood).draw(tf, noise, 1);
  }

  /**
   * Observations with the latents that they were drawn given: an exact draw of each from p(z | x).
   *
   * @param latents {@code [B, latents]}
   * @param observations {@code [B, D]}
   */
  @SuppressWarnings("ArrayRecordComponent") // Made and read by one measurement.
  record Drawn(double[] latents, float[] observations) {}

  /** Returns a draw for each of some examples, with their labels where the model has some. */
  Drawn draw(RowRunner runner, int[] rows) {
    double[] allLatents = null;
    float[] allObservations = null;
    for (int b = 0; b < rows.length; b++) {
      ImmutableList<float[]> values =
          runner.run(new int[] {rows[b]}, rows[b], ImmutableList.of(latents, observation));
      float[] z = values.get(0);
      float[] x = values.get(1);
      if (b == 0) {
        allLatents = new double[rows.length * z.length];
        allObservations = new float[rows.length * x.length];
      }
      for (int i = 0; i < z.length; i++) {
        allLatents[b * z.length + i] = z[i];
      }
      System.arraycopy(x, 0, allObservations, b * x.length, x.length);
    }
    return new Drawn(allLatents, allObservations);
  }
}

package org.lowerbound.evaluation.sampler;

import com.google.common.collect.ImmutableList;
import java.util.function.Function;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.HostNoise;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Encoding;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.random.RandomStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What samplers are fitted to: one draw from q(z | x) for each example, so that a fit is one to the
 * aggregate posterior E_x q(z | x), whose draws are what the decoder has learned to decode. Of an
 * autoencoder without noise it is the code.
 */
final class TrainingCodes {
  private final int latents;
  private final Operand<TFloat32> draw; // [1, B, latents]
  private final HostNoise fitting;

  private TrainingCodes(
      Ops tf, EvaluationScope graph, Encoding encoding, Function<String, NoiseSource> noise) {
    this.latents = encoding.latents();
    this.draw =
        encoding
            .encode(tf, graph.observations(), graph.pass())
            .draw(tf, noise.apply("sampler.codes"), 1);
    this.fitting = new HostNoise(tf, graph.withNoise(noise), "sampler.fit");
  }

  /**
   * Returns those of an evaluation.
   *
   * @param who asks, by its type name
   * @throws IllegalArgumentException if the model has no codes
   */
  static TrainingCodes of(Ops tf, EvaluationScope graph, String who) {
    Encoding encoding = graph.modelWith(Ability.ENCODING, who);
    return graph
        .shared()
        .get(TrainingCodes.class, "train", noise -> new TrainingCodes(tf, graph, encoding, noise));
  }

  /** Returns the codes of a split, {@code [count][latents]}. */
  double[][] of(SplitRunner train) {
    double[][] codes = new double[train.count()][latents];
    Batches.forEach(
        train,
        1,
        (index, rows) -> {
          float[] values = train.run(rows, index, ImmutableList.of(draw)).get(0);
          for (int i = 0; i < values.length; i++) {
            codes[rows[i / latents]][i % latents] = values[i];
          }
        });
    return codes;
  }

  /** Returns the random numbers of a fit. */
  RandomStream fitting(SplitRunner train, String name) {
    return fitting.stream(train, name);
  }
}

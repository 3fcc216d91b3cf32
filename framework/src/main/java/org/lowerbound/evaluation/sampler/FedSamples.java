package org.lowerbound.evaluation.sampler;

import com.google.common.collect.ImmutableList;
import java.util.function.Function;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.HostNoise;
import org.lowerbound.evaluation.SplitRunner;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Observations for codes that are drawn on the host and fed to the decoder. */
final class FedSamples implements SampleNodes {
  private final int latents;
  private final Placeholder<TFloat32> codes; // [rows, latents]
  private final Operand<TFloat32> observations;
  private final HostNoise noise;
  private final Function<SplitRunner, CodeDraws> draws;

  /**
   * Adds the nodes.
   *
   * @param draws gives what the codes are drawn from, once there is something to run
   */
  FedSamples(Ops tf, Drawn drawn, Function<SplitRunner, CodeDraws> draws) {
    this.latents = drawn.latents();
    this.codes = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, latents)));
    this.observations = drawn.decoded(tf, codes, "observations");
    this.noise = new HostNoise(tf, drawn.graph(), drawn.stream() + ".codes");
    this.draws = draws;
  }

  @Override
  public Runs prepare(SplitRunner runner, int count) {
    CodeDraws from = draws.apply(runner);
    double[][] drawn = from.draw(noise.stream(runner, "codes"), count);
    return new Runs() {
      @Override
      public Operand<TFloat32> observations() {
        return observations;
      }

      @Override
      public ImmutableList<Fed> fed(int first, int rows) {
        float[] values = new float[rows * latents];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) drawn[Math.min(first + i / latents, count - 1)][i % latents];
        }
        return ImmutableList.of(new Fed(codes, Shape.of(rows, latents), values));
      }
    };
  }
}

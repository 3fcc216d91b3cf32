package org.lowerbound.model.posterior;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.codebook.Quantized;
import org.lowerbound.distribution.codebook.VectorQuantizer;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.network.Head;
import org.lowerbound.network.Pass;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The deterministic posterior of a VQ-VAE: the encoder's output, {@code latents / width} vectors at
 * a time, each moved to the nearest of the codes (van den Oord et al. 2017), for the prior
 * "codebook" and the objective "vq-vae".
 *
 * @param codes N, the number of codes
 * @param width C, the number of components of a code
 * @param codebook how the codes are learned
 */
public record VectorQuantizedPosterior(
    @Default("64") @Interval(min = 2, max = Counts.MOST_UNITS) int codes,
    @Default("4") @Interval(min = 1, max = Counts.MOST_UNITS) int width,
    @Default("\"ema\"") Codebook codebook)
    implements PosteriorFamily {
  /** Checks the arguments. */
  public VectorQuantizedPosterior {
    Counts.checkAtLeast("codes", codes, 2, Counts.MOST_UNITS);
    Counts.checkPositive("width", width, Counts.MOST_UNITS);
  }

  @Override
  public Parameterization<Sampleable> build(ModelScope scope, String name, int latents) {
    Codebook.Codes built = codebook.build(scope, name, codes, width);
    return new Parameterization<>() {
      @Override
      public ImmutableList<Head> heads() {
        return ImmutableList.of(Head.ofSize("code", latents));
      }

      @Override
      public Sampleable given(Ops tf, ImmutableList<Operand<TFloat32>> outputs, Pass pass) {
        VectorQuantizer quantizer = new VectorQuantizer(built.values(tf, pass), latents / width);
        Quantized quantized = Quantized.of(tf, quantizer, outputs.get(0));
        built.learn(tf, quantized.quantization(), pass);
        return quantized;
      }
    };
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.codebook(codes, width);
  }

  @Override
  public void checkLatents(int latents) {
    checkArgument(
        latents % width == 0,
        "latents is %s, which is no multiple of the width of a code, %s; %s works",
        latents,
        width,
        (latents / width + 1) * width);
  }
}

package org.lowerbound.evaluation.sampler;

import org.tensorflow.op.Ops;

/**
 * Codes from N(0, I), whatever the model says of its codes. Of an autoencoder that was never asked
 * to have such codes, the decoder is shown what it has never seen.
 */
public record StandardNormalSampler() implements CodeSampler {
  @Override
  public String label() {
    return "standard-normal";
  }

  @Override
  public SampleNodes build(Ops tf, Drawn drawn) {
    int latents = drawn.latents();
    CodeDraws draws = CodeDraws.oneByOne(stream -> StandardNormals.next(stream, latents));
    return new FedSamples(tf, drawn, runner -> draws);
  }
}

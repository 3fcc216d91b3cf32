package org.lowerbound.tools.bench.peers.pytorch;

import static org.lowerbound.tools.bench.Workload.HIDDEN;
import static org.lowerbound.tools.bench.Workload.LATENTS;
import static org.lowerbound.tools.bench.Workload.PIXELS;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.Stream;

/** The model of {@link org.lowerbound.tools.bench.Workload}: its layers in the order of data. */
record Vae(
    Linear encoder1,
    Linear encoder2,
    Linear mean,
    Linear logVariance,
    Linear decoder1,
    Linear decoder2,
    Linear logits) {

  /** Makes a layer. */
  @FunctionalInterface
  interface Initializer {
    /** Returns a layer of this many inputs and outputs. */
    Linear layer(NDManager manager, int in, int out);
  }

  /** Returns the model with new layers. */
  static Vae create(NDManager manager, Initializer initializer) {
    return new Vae(
        initializer.layer(manager, PIXELS, HIDDEN),
        initializer.layer(manager, HIDDEN, HIDDEN),
        initializer.layer(manager, HIDDEN, LATENTS),
        initializer.layer(manager, HIDDEN, LATENTS),
        initializer.layer(manager, LATENTS, HIDDEN),
        initializer.layer(manager, HIDDEN, HIDDEN),
        initializer.layer(manager, HIDDEN, PIXELS));
  }

  /** Returns q(z|x) for images x, [B, 784]. */
  Posterior encode(NDArray images) {
    NDArray hidden = encoder2.tanh(encoder1.tanh(images));
    return new Posterior(mean.apply(hidden), logVariance.apply(hidden));
  }

  /** Returns the logits of p(x|z), [rows, 784], for codes z, [rows, 50]. */
  NDArray decode(NDArray codes) {
    return logits.apply(decoder2.tanh(decoder1.tanh(codes)));
  }

  /** Returns this model as the leaves of a new graph; see {@link Linear#leaves}. */
  Vae leaves(NDManager scope) {
    return new Vae(
        encoder1.leaves(scope),
        encoder2.leaves(scope),
        mean.leaves(scope),
        logVariance.leaves(scope),
        decoder1.leaves(scope),
        decoder2.leaves(scope),
        logits.leaves(scope));
  }

  /** Returns the 14 parameters. */
  List<NDArray> parameters() {
    return Stream.of(encoder1, encoder2, mean, logVariance, decoder1, decoder2, logits)
        .flatMap(layer -> Stream.of(layer.weight(), layer.bias()))
        .toList();
  }
}

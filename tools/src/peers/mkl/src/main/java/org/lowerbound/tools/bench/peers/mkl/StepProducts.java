package org.lowerbound.tools.bench.peers.mkl;

import static org.lowerbound.tools.bench.Workload.HIDDEN;
import static org.lowerbound.tools.bench.Workload.LATENTS;
import static org.lowerbound.tools.bench.Workload.PIXELS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.lowerbound.tools.bench.Workload;

/** The products of one step of a workload, in the order in which they depend on one another. */
final class StepProducts {
  /** Evaluation decodes its draws by this many: a step's logits then stay in the cache. */
  private static final int CHUNK = 1000;

  private StepProducts() {}

  /**
   * Returns the products.
   *
   * @param workload whose step it is
   * @param transposed whether weights are stored as [out, in] and not as [in, out]
   */
  static List<Product> of(Workload workload, boolean transposed) {
    RandomGenerator random = new Random(1);
    Matrix images = Matrix.normal(workload.batch(), PIXELS, 1, random);
    Layer encoder1 = Layer.on(images, HIDDEN, transposed, random);
    Layer encoder2 = Layer.on(encoder1.output(), HIDDEN, transposed, random);
    Layer mean = Layer.on(encoder2.output(), LATENTS, transposed, random);
    Layer logVariance = Layer.on(encoder2.output(), LATENTS, transposed, random);

    int draws = workload.batch() * workload.draws();
    int chunk = workload.training() ? draws : Math.min(CHUNK, draws);
    Matrix codes = Matrix.normal(chunk, LATENTS, 1, random);
    Layer decoder1 = Layer.on(codes, HIDDEN, transposed, random);
    Layer decoder2 = Layer.on(decoder1.output(), HIDDEN, transposed, random);
    Layer logits = Layer.on(decoder2.output(), PIXELS, transposed, random);

    List<Product> products = new ArrayList<>();
    List.of(encoder1, encoder2, mean, logVariance).forEach(l -> products.add(l.forward()));
    List<Product> decoder = List.of(decoder1.forward(), decoder2.forward(), logits.forward());
    Collections.nCopies(draws / chunk, decoder).forEach(products::addAll);
    if (workload.training()) {
      products.add(logits.weightGradientProduct());
      products.add(logits.inputGradientProduct(decoder2.outputGradient(), false));
      products.add(decoder2.weightGradientProduct());
      products.add(decoder2.inputGradientProduct(decoder1.outputGradient(), false));
      products.add(decoder1.weightGradientProduct());
      products.add(decoder1.inputGradientProduct(Matrix.create(chunk, LATENTS), false));
      products.add(mean.weightGradientProduct());
      products.add(logVariance.weightGradientProduct());
      products.add(mean.inputGradientProduct(encoder2.outputGradient(), false));
      products.add(logVariance.inputGradientProduct(encoder2.outputGradient(), true));
      products.add(encoder2.weightGradientProduct());
      products.add(encoder2.inputGradientProduct(encoder1.outputGradient(), false));
      products.add(encoder1.weightGradientProduct());
    }
    return List.copyOf(products);
  }
}

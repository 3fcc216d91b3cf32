package org.lowerbound.tools.bench;

/**
 * What is timed besides {@link Workload}: models of other kinds. They have no limit by matrix
 * products.
 */
enum ModelWorkload implements Timed {
  /** The network of Burgess et al. (2018): convolutions. */
  W4("W4", "burgess β-VAE, sprites of 64 x 64", 64, Work.TRAINING),
  /** W1 with a posterior of four inverse autoregressive maps (Kingma et al. 2016): many nodes. */
  W5("W5", "W1 with an IAF posterior", 100, Work.TRAINING),
  /** Grey levels: many operations for each pixel. */
  W6A("W6a", "grey Fashion-MNIST, discretised logistic", 100, Work.TRAINING),
  /** The same five times, and their mixture. */
  W6B("W6b", "grey Fashion-MNIST, mixture of 5", 100, Work.TRAINING),
  /** The two layers of Burda et al. (2016). */
  W7("W7", "two layers of latents, k = 1", 100, Work.TRAINING),
  /** Images scored by the ELBO and by 500 draws. */
  W8("W8", "ELBO and NLL (500 draws) of W4's model", 1, Work.SCORING),
  /** One pixel after the other (van den Oord et al. 2016), trained in one pass. */
  W10("W10", "PixelCNN, 16 features, 5 blocks", 100, Work.TRAINING),
  /** The same drawn, pixel by pixel. */
  W10_SAMPLES("W10 samples", "samples of W10's model", 100, Work.DRAWING),
  /** The U-Net of {@code diffusion-mnist.json}. */
  W11("W11", "diffusion by a small U-Net", 100, Work.TRAINING),
  /** Samples by all steps of W11's model. */
  W12_ANCESTRAL("W12 ancestral", "samples of W11's model, 200 steps", 100, Work.DRAWING),
  /** Samples by few of them (Song et al. 2021). */
  W12_DDIM("W12 ddim", "samples of W11's model, DDIM, 20 steps", 100, Work.DRAWING);

  private final String label;
  private final String title;
  private final int batch;
  private final Work work;

  ModelWorkload(String label, String title, int batch, Work work) {
    this.label = label;
    this.title = title;
    this.batch = batch;
    this.work = work;
  }

  @Override
  public String label() {
    return label;
  }

  /** Returns what it is, for tables. */
  String title() {
    return title;
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public Work work() {
    return work;
  }
}

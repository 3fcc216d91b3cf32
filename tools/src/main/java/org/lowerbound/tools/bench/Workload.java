package org.lowerbound.tools.bench;

/**
 * What is timed: the one-layer model of Burda et al. (2016) on binarised MNIST, 784-200-200-50 with
 * tanh and its mirror image, Bernoulli likelihood, diagonal normal posterior, standard normal
 * prior.
 */
public enum Workload implements Timed {
  /** A step of training on the ELBO: one draw for each of 100 examples, Adam. */
  W1(100, 1, true),
  /**
   * A step of training on the importance weighted bound: 50 draws for each of 20 examples, Adam.
   */
  W2(20, 50, true),
  /** The negative log-likelihood of one example by 5000 draws; no gradient. */
  W3(1, 5000, false);

  /** The number of pixels. */
  public static final int PIXELS = 784;

  /** The width of each of the two hidden layers of encoder and decoder. */
  public static final int HIDDEN = 200;

  /** The dimension of z. */
  public static final int LATENTS = 50;

  private final int batch;
  private final int draws;
  private final boolean training;

  Workload(int batch, int draws, boolean training) {
    this.batch = batch;
    this.draws = draws;
    this.training = training;
  }

  @Override
  public String label() {
    return name();
  }

  /** Returns B, the examples of one step. */
  @Override
  public int batch() {
    return batch;
  }

  @Override
  public Work work() {
    return training ? Work.TRAINING : Work.SCORING;
  }

  /** Returns K, the draws for each example. */
  public int draws() {
    return draws;
  }

  /** Returns whether a step ends with an update, and is not an evaluation. */
  public boolean training() {
    return training;
  }
}

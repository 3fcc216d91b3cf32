package org.lowerbound.testing;

import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.data.DataSource;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.LinearGaussian;
import org.lowerbound.data.LinearGaussianModel;
import org.lowerbound.data.Loadings;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.distribution.ClosedFormKls;
import org.lowerbound.distribution.DiagonalNormal;
import org.lowerbound.distribution.KlRegistry;
import org.lowerbound.graph.Shapes;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.StandardNormalPrior;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The linear-Gaussian model with orthogonal loadings in a graph, where the posterior may be exact
 * or not. All references are computed on the host, in double precision.
 */
public final class LinearGaussianGraph {
  private static final int DIMENSION = 5;
  private static final int LATENTS = 2;

  private final LinearGaussianModel model;
  private final double shift;
  private final double logStretch;
  private final Dataset dataset;

  private LinearGaussianGraph(double shift, double logStretch, int observations) {
    LinearGaussian spec =
        new LinearGaussian(DIMENSION, LATENTS, Loadings.ORTHOGONAL, 0.5, 1, 0, observations, 4);
    this.model = spec.model();
    this.dataset = spec.load(unused());
    this.shift = shift;
    this.logStretch = logStretch;
  }

  /** Returns the model with its exact posterior. */
  public static LinearGaussianGraph exact(int observations) {
    return new LinearGaussianGraph(0, 0, observations);
  }

  /**
   * Returns the model with a posterior that is {@code shift} exact standard deviations off in every
   * latent and {@code exp(logStretch)} times as wide.
   */
  public static LinearGaussianGraph wrong(double shift, double logStretch, int observations) {
    return new LinearGaussianGraph(shift, logStretch, observations);
  }

  private static DataSource unused() {
    return new DataSource(Optional.empty(), Path.of("unused"));
  }

  /** Returns the data set; the test split is what {@link #observations} holds. */
  public Dataset dataset() {
    return dataset;
  }

  /** Returns the observations, {@code [B, D]}. */
  public float[] observations() {
    return ((Observations.Floats) dataset.splits().get(Split.TEST)).values();
  }

  /** Adds the observations, {@code [B, D]}. */
  public Operand<TFloat32> observations(GraphHarness harness) {
    float[] values = observations();
    return harness.input(Shape.of(values.length / DIMENSION, DIMENSION), values);
  }

  /** Returns the exact log p(x) of each observation, in nats. */
  public double[] logEvidence() {
    float[] values = observations();
    double[] logEvidence = new double[values.length / DIMENSION];
    double[] x = new double[DIMENSION];
    for (int b = 0; b < logEvidence.length; b++) {
      for (int d = 0; d < DIMENSION; d++) {
        x[d] = values[b * DIMENSION + d];
      }
      logEvidence[b] = model.logProb(x);
    }
    return logEvidence;
  }

  /** Returns the mean of (x − E[x | z])² at z = E[z | x], over all values of all observations. */
  public double meanReconstructionError() {
    float[] values = observations();
    double sum = 0;
    double[] x = new double[DIMENSION];
    for (int start = 0; start < values.length; start += DIMENSION) {
      for (int d = 0; d < DIMENSION; d++) {
        x[d] = values[start + d];
      }
      double[] z = model.posteriorMean(x);
      for (int d = 0; d < DIMENSION; d++) {
        double rest = x[d] - model.mean()[d];
        for (int l = 0; l < LATENTS; l++) {
          rest -= model.loadings()[d][l] * z[l];
        }
        sum += rest * rest;
      }
    }
    return sum / values.length;
  }

  /** Returns KL(q(z | x) ‖ p(z | x)) in nats, which is one for all x. */
  public double gap() {
    double perLatent = 0.5 * (Math.exp(2 * logStretch) + shift * shift - 1) - logStretch;
    return LATENTS * perLatent;
  }

  /** Returns the mean of an array. */
  public static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Adds the model. */
  public LatentVariableModel build(GraphHarness harness) {
    return build(harness, ClosedFormKls.registry());
  }

  /** Adds the model, with a choice of the closed forms it knows. */
  public LatentVariableModel build(GraphHarness harness, KlRegistry closedForms) {
    double[][] w = model.loadings();
    double[][] covariance = model.posteriorCovariance();
    double noise = model.noise();
    float[] decoder = new float[LATENTS * DIMENSION];
    float[] encoder = new float[DIMENSION * LATENTS];
    float[] offset = new float[LATENTS];
    float[] logScale = new float[LATENTS];
    for (int l = 0; l < LATENTS; l++) {
      double sigma = Math.sqrt(covariance[l][l]);
      offset[l] = (float) (shift * sigma);
      logScale[l] = (float) (Math.log(sigma) + logStretch);
      for (int d = 0; d < DIMENSION; d++) {
        decoder[l * DIMENSION + d] = (float) w[d][l];
        // M⁻¹ Wᵀ, and σ² M⁻¹ is the covariance, which is diagonal here.
        encoder[d * LATENTS + l] = (float) (covariance[l][l] / (noise * noise) * w[d][l]);
      }
    }
    float[] mean = new float[DIMENSION];
    for (int d = 0; d < DIMENSION; d++) {
      mean[d] = (float) model.mean()[d];
    }
    Operand<TFloat32> b = harness.input(Shape.of(DIMENSION), mean);
    Operand<TFloat32> wT = harness.input(Shape.of(LATENTS, DIMENSION), decoder);
    Operand<TFloat32> a = harness.input(Shape.of(DIMENSION, LATENTS), encoder);
    Operand<TFloat32> c = harness.input(Shape.of(LATENTS), offset);
    Operand<TFloat32> logSigma = harness.input(Shape.of(LATENTS), logScale);
    return new LatentVariableModel(
        LATENTS,
        new StandardNormalPrior().build(new InputParameters(harness, 1), LATENTS),
        (tf, z) ->
            new DiagonalNormal(
                tf.math.add(product(tf, z, wT, LATENTS, DIMENSION), b),
                tf.constant((float) Math.log(noise)),
                DIMENSION),
        (tf, x) ->
            new DiagonalNormal(
                tf.math.add(product(tf, tf.math.sub(x, b), a, DIMENSION, LATENTS), c),
                logSigma,
                LATENTS),
        closedForms);
  }

  private static Operand<TFloat32> product(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> matrix, int in, int out) {
    return Shapes.withLeadingAxesOf(tf, x, tf.linalg.matMul(Shapes.toRows(tf, x, in), matrix), out);
  }
}

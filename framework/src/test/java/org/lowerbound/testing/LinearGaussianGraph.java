package org.lowerbound.testing;

import com.google.common.primitives.ImmutableDoubleArray;
import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.synthetic.LinearGaussian;
import org.lowerbound.data.synthetic.LinearGaussianModel;
import org.lowerbound.data.synthetic.Loadings;
import org.lowerbound.distribution.KlRegistry;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.graph.Shapes;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.network.Fill;
import org.lowerbound.network.ParameterGroup;
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

  /** Returns the distribution of the observations. */
  public LinearGaussianModel model() {
    return model;
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

  /**
   * Adds the observations over and over, {@code [copies * B, D]}: a mean over the batch is then one
   * over many draws.
   */
  public Operand<TFloat32> observations(GraphHarness harness, int copies) {
    float[] once = observations();
    float[] values = new float[copies * once.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = once[i % once.length];
    }
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

  /**
   * Returns the Rényi divergence D_α(q(z | x) ‖ p(z | x)) in nats, which is one for all x: with σ*²
   * = α + (1 − α) s² for normals of the variances s² and 1, each latent has −log s − log σ*² / (2
   * (α − 1)) + α shift² / (2 σ*²) (Gil et al. 2013, table 2).
   */
  public double renyiDivergence(double alpha) {
    double mixed = alpha + (1 - alpha) * Math.exp(2 * logStretch);
    if (mixed <= 0) {
      throw new AssertionError("the divergence is infinite at " + alpha);
    }
    double perLatent =
        -logStretch - Math.log(mixed) / (2 * (alpha - 1)) + alpha * shift * shift / (2 * mixed);
    return LATENTS * perLatent;
  }

  /**
   * Returns E_{p(z | x)} ∇ log q(z | x) by {@code encoder.offset}, then by {@code
   * encoder.logScale}, which is one for all x: (m − μ) / s² and (v + (m − μ)²) / s² − 1 for p(z |
   * x) = N(m, v) and q = N(μ, s²).
   */
  public double[] wakeGradient() {
    double[] gradient = new double[2 * LATENTS];
    double narrowing = Math.exp(-2 * logStretch);
    for (int l = 0; l < LATENTS; l++) {
      double sigma = Math.sqrt(model.posteriorCovariance()[l][l]);
      gradient[l] = -shift / sigma * narrowing;
      gradient[LATENTS + l] = (1 + shift * shift) * narrowing - 1;
    }
    return gradient;
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
    return build(harness, closedForms, new InputParameters(harness, 1));
  }

  /**
   * Adds the model with parameters that a test can look at. The decoder's are {@code
   * decoder.weights} and {@code decoder.bias}; of the encoder's, {@code encoder.offset} and {@code
   * encoder.logScale} are the latents' own, and q(z | x) has the mean x {@code encoder.weights} +
   * {@code encoder.offset}.
   */
  public LatentVariableModel build(
      GraphHarness harness, KlRegistry closedForms, InputParameters parameters) {
    double[][] w = model.loadings();
    double[][] covariance = model.posteriorCovariance();
    double noise = model.noise();
    double[] decoder = new double[LATENTS * DIMENSION];
    double[] encoder = new double[DIMENSION * LATENTS];
    double[] offset = new double[LATENTS];
    double[] logScale = new double[LATENTS];
    for (int l = 0; l < LATENTS; l++) {
      double sigma = Math.sqrt(covariance[l][l]);
      offset[l] = shift * sigma;
      logScale[l] = Math.log(sigma) + logStretch;
      for (int d = 0; d < DIMENSION; d++) {
        decoder[l * DIMENSION + d] = w[d][l];
        // M⁻¹ Wᵀ, and σ² M⁻¹ is the covariance, which is diagonal here.
        double weight = covariance[l][l] / (noise * noise) * w[d][l];
        encoder[d * LATENTS + l] = weight;
        offset[l] -= weight * model.mean()[d];
      }
    }
    InputParameters ofDecoder = parameters.in(ParameterGroup.DECODER);
    Operand<TFloat32> wT =
        ofDecoder.create("decoder.weights", Shape.of(LATENTS, DIMENSION), fill(decoder));
    Operand<TFloat32> b = ofDecoder.create("decoder.bias", Shape.of(DIMENSION), fill(model.mean()));
    InputParameters ofEncoder = parameters.in(ParameterGroup.ENCODER);
    Operand<TFloat32> a =
        ofEncoder.create("encoder.weights", Shape.of(DIMENSION, LATENTS), fill(encoder));
    Operand<TFloat32> c = ofEncoder.create("encoder.offset", Shape.of(LATENTS), fill(offset));
    Operand<TFloat32> logSigma =
        ofEncoder.create("encoder.logScale", Shape.of(LATENTS), fill(logScale));
    return new LatentVariableModel(
        LATENTS,
        TestPriors.standardNormal(LATENTS),
        (tf, z, pass) ->
            new DiagonalNormal(
                tf.math.add(product(tf, z, wT, LATENTS, DIMENSION), b),
                tf.constant((float) Math.log(noise)),
                DIMENSION),
        (tf, x, pass) ->
            new DiagonalNormal(
                tf.math.add(product(tf, x, a, DIMENSION, LATENTS), c), logSigma, LATENTS),
        closedForms);
  }

  private static Fill fill(double[] values) {
    return new Fill(ImmutableDoubleArray.copyOf(values));
  }

  private static Operand<TFloat32> product(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> matrix, int in, int out) {
    return Shapes.withLeadingAxesOf(tf, x, tf.linalg.matMul(Shapes.toRows(tf, x, in), matrix), out);
  }
}

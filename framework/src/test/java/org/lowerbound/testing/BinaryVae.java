package org.lowerbound.testing;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.posterior.BernoulliPosterior;
import org.lowerbound.model.prior.BernoulliPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A variational autoencoder with two binary latents, small enough for every expectation to be a
 * sum. The sums are taken on the host, in double precision, with a program of their own.
 */
public final class BinaryVae {
  private static final int LATENTS = 2;
  private static final int HIDDEN = 3;
  private static final int CONFIGURATIONS = 1 << LATENTS;
  private static final double[] OBSERVATION = {1, 0, 1, 1};
  private static final int DIMENSION = OBSERVATION.length;

  private final InputParameters parameters;
  private final LatentVariableModel model;
  private final Operand<TFloat32> observations;

  /** Adds the model, with one observation that is there {@code copies} times. */
  public BinaryVae(GraphHarness harness, int copies) {
    Mlp mlp = new Mlp(ImmutableList.of(HIDDEN), Activation.TANH, new GlorotUniform());
    this.parameters = new InputParameters(harness, 3);
    this.model =
        (LatentVariableModel)
            new Vae(
                    LATENTS,
                    mlp,
                    new BernoulliPosterior(),
                    new BernoulliPrior(0.3, true),
                    mlp,
                    new BernoulliLikelihood(false, OutputBias.DATA_MEAN),
                    new Corruption.None())
                .build(
                    parameters.scope(
                        new ObservedData(
                            Shape.of(DIMENSION),
                            ValueKind.BINARY,
                            ImmutableDoubleArray.of(0.3, 0.5, 0.6, 0.7))));
    float[] values = new float[copies * DIMENSION];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) OBSERVATION[i % DIMENSION];
    }
    this.observations = harness.input(Shape.of(copies, DIMENSION), values);
    // First weights are small: larger ones make a posterior that is far from all others.
    for (String name : parameters.byName().keySet()) {
      float[] larger = parameters.values(name);
      for (int i = 0; i < larger.length; i++) {
        larger[i] = 1.5f * larger[i] + 0.1f * (i % 3);
      }
      harness.set(parameters.byName().get(name), larger);
    }
  }

  /** Returns the model. */
  public LatentVariableModel model() {
    return model;
  }

  /** Returns its parameters. */
  public InputParameters parameters() {
    return parameters;
  }

  /** Returns the observations, {@code [copies, D]}. */
  public Operand<TFloat32> observations() {
    return observations;
  }

  /** Returns the values of all parameters. */
  public Map<String, double[]> values() {
    Map<String, double[]> values = new LinkedHashMap<>();
    for (String name : parameters.byName().keySet()) {
      float[] floats = parameters.values(name);
      double[] doubles = new double[floats.length];
      for (int i = 0; i < doubles.length; i++) {
        doubles[i] = floats[i];
      }
      values.put(name, doubles);
    }
    return values;
  }

  /** A function of the log-densities of a set of draws. */
  @FunctionalInterface
  public interface Reduction {
    /**
     * Reduces.
     *
     * @param logLikelihood log p(x | z) of each draw
     * @param logRatio log q(z | x) − log p(z) of each draw
     */
    double of(double[] logLikelihood, double[] logRatio);
  }

  /** Returns E f over K draws from q(z | x): the sum over all of their values. */
  public static double expectation(Map<String, double[]> values, int draws, Reduction reduction) {
    double[] encoded =
        affine(values, "encoder.logits", tanh(affine(values, "encoder.hidden1", OBSERVATION)));
    double[] logPosterior = new double[CONFIGURATIONS];
    double[] logRatio = new double[CONFIGURATIONS];
    double[] logLikelihood = new double[CONFIGURATIONS];
    for (int c = 0; c < CONFIGURATIONS; c++) {
      double[] z = new double[LATENTS];
      for (int l = 0; l < LATENTS; l++) {
        z[l] = c >> l & 1;
      }
      double[] decoded =
          affine(values, "decoder.logits", tanh(affine(values, "decoder.hidden1", z)));
      logPosterior[c] = logBernoulli(encoded, z);
      logRatio[c] = logPosterior[c] - logBernoulli(values.get("prior.logits"), z);
      logLikelihood[c] = logBernoulli(decoded, OBSERVATION);
    }
    double sum = 0;
    int sets = (int) Math.pow(CONFIGURATIONS, draws);
    for (int set = 0; set < sets; set++) {
      double probability = 1;
      double[] likelihoods = new double[draws];
      double[] ratios = new double[draws];
      int rest = set;
      for (int k = 0; k < draws; k++) {
        int c = rest % CONFIGURATIONS;
        rest /= CONFIGURATIONS;
        probability *= Math.exp(logPosterior[c]);
        likelihoods[k] = logLikelihood[c];
        ratios[k] = logRatio[c];
      }
      sum += probability * reduction.of(likelihoods, ratios);
    }
    return sum;
  }

  private static double[] affine(Map<String, double[]> values, String layer, double... input) {
    double[] weights = values.get(layer + ".weights");
    double[] output = values.get(layer + ".bias").clone();
    for (int i = 0; i < input.length; i++) {
      for (int o = 0; o < output.length; o++) {
        output[o] += input[i] * weights[i * output.length + o];
      }
    }
    return output;
  }

  private static double[] tanh(double... values) {
    double[] squashed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      squashed[i] = Math.tanh(values[i]);
    }
    return squashed;
  }

  private static double logBernoulli(double[] logits, double... values) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double p = 1 / (1 + Math.exp(-logits[i]));
      sum += Math.log(values[i] == 1 ? p : 1 - p);
    }
    return sum;
  }
}

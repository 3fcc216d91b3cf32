package org.lowerbound.model.posterior;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.synthetic.LinearGaussianModel;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.LinearVae;
import org.lowerbound.model.Model;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.ObjectiveHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A VAE with an encoder and a decoder without hidden layers, in a graph of its own, with parameters
 * at no special places: x = W z + b + σ ε.
 */
final class LinearModel implements AutoCloseable {
  static final int BATCH = 2;
  static final int X = 3;

  /** σ of the observation. */
  private static final double NOISE = 1.2;

  static final Mlp LINEAR = new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform());

  private static final float[] OBSERVATIONS = {0.5f, -1, 0.7f, -0.2f, 0.3f, 1};

  final GraphHarness harness = new GraphHarness();
  final InputParameters parameters = new InputParameters(harness, 3);
  final LatentVariableModel model;
  final Operand<TFloat32> x;
  private final int latents;
  private final float logScale;

  LinearModel(PosteriorCase family) {
    this(family.posterior(), family.prior(), family.latents());
  }

  LinearModel(PosteriorFamily posterior, PriorFamily prior, int latents) {
    this.latents = latents;
    this.logScale = logScale(posterior);
    this.model =
        vae(
            new Vae(
                    latents,
                    LINEAR,
                    posterior,
                    prior,
                    LINEAR,
                    new NormalLikelihood(new Scale.Fixed(NOISE), OutputBias.DATA_MEAN),
                    new Corruption.None())
                .build(parameters.scope(observed())));
    for (String name : parameters.names(ParameterGroup.ENCODER)) {
      harness.set(parameters.byName().get(name), moved(name));
    }
    this.x = harness.input(Shape.of(BATCH, X), OBSERVATIONS);
  }

  /** Returns the model of a vae, which with a normal prior is known to be linear. */
  private static LatentVariableModel vae(Model built) {
    return built instanceof LinearVae linear ? linear.vae() : (LatentVariableModel) built;
  }

  static ObservedData observed() {
    return new ObservedData(Shape.of(X), ValueKind.REAL, ImmutableDoubleArray.of(0.2, -0.4, 0.1));
  }

  /** Returns log σ that makes q(z | x) wider than p(z | x), and not by much. */
  private static float logScale(PosteriorFamily posterior) {
    if (posterior instanceof LogisticPosterior) {
      return -0.2f; // Its standard deviation is 1.8 σ.
    }
    return posterior instanceof LogitNormalPosterior ? 0.7f : 0.4f;
  }

  /** Returns first values moved so that nothing is 0 and q(z | x) is wider than p(z | x). */
  private float[] moved(String name) {
    float[] values = parameters.values(name);
    boolean ofScale = name.matches("encoder\\.log(Scales?|Diagonal)\\..*");
    for (int i = 0; i < values.length; i++) {
      // Scales hardly depend on x: none is small, so that the weights have a finite variance.
      values[i] = (ofScale ? 0.1f : 0.6f) * values[i] + 0.05f * (i % 3 - 1);
      if (ofScale && name.endsWith("bias")) {
        values[i] += logScale;
      }
    }
    return values;
  }

  BoundTerms terms(int draws) {
    return model.terms(harness.tf(), x, harness.noise(1, "z"), draws, Pass.evaluation());
  }

  Loss loss(BoundObjective objective, BoundTerms terms) {
    return new ObjectiveHarness(harness, model, x, 100).loss(objective, terms);
  }

  /** Returns the loss of an objective with draws as many as it asks for. */
  Loss loss(Objective objective) {
    return objective instanceof BoundObjective bound
        ? loss(bound, terms(bound.draws()))
        : new ObjectiveHarness(harness, model, x, 100).loss(objective);
  }

  /** Returns log p(x_b) in double precision, where p(z) is a standard normal. */
  double logEvidence(int b) {
    double[][] loadings = new double[X][latents];
    float[] weights = parameters.values("decoder.loc.weights"); // [in, out]
    double[] mean = new double[X];
    for (int d = 0; d < X; d++) {
      mean[d] = parameters.values("decoder.loc.bias")[d];
      for (int l = 0; l < latents; l++) {
        loadings[d][l] = weights[l * X + d];
      }
    }
    double[] at = new double[X];
    Arrays.setAll(at, d -> OBSERVATIONS[b * X + d]);
    return new LinearGaussianModel(loadings, mean, NOISE).logProb(at);
  }

  /** Returns log p(x_b) in double precision, under another prior. */
  double logEvidence(int b, HostPrior prior) {
    float[] weights = parameters.values("decoder.loc.weights");
    float[] bias = parameters.values("decoder.loc.bias");
    return Math.log(prior.expectation(z -> Math.exp(logLikelihood(b, z, weights, bias))));
  }

  /** Returns log p(x_b | z) in double precision. */
  double logLikelihood(int b, double[] z) {
    return logLikelihood(
        b, z, parameters.values("decoder.loc.weights"), parameters.values("decoder.loc.bias"));
  }

  private static double logLikelihood(int b, double[] z, float[] weights, float[] bias) {
    double sum = 0;
    for (int d = 0; d < X; d++) {
      double rest = OBSERVATIONS[b * X + d] - bias[d];
      for (int l = 0; l < z.length; l++) {
        rest -= weights[l * X + d] * z[l];
      }
      sum -= rest * rest / (2 * NOISE * NOISE) + Math.log(NOISE) + 0.5 * Math.log(2 * Math.PI);
    }
    return sum;
  }

  @Override
  public void close() {
    harness.close();
  }
}

package org.lowerbound.testing;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.hierarchy.ClassModel;
import org.lowerbound.model.hierarchy.SemiSupervisedVae;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.ParameterGroup;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A model with a class among its latents, whose parameters can be moved, and its formulas in
 * double.
 */
public final class ClassModelInGraph {
  /** The number of classes. */
  public static final int CLASSES = 3;

  private final GraphHarness harness;
  private final InputParameters parameters;
  private final ClassModel model;
  private final int dimension;
  private final int latents;

  private ClassModelInGraph(
      GraphHarness harness, int dimension, int latents, Mlp network, LikelihoodFamily likelihood) {
    this.harness = harness;
    this.parameters = new InputParameters(harness, 5);
    this.dimension = dimension;
    this.latents = latents;
    this.model =
        new SemiSupervisedVae(
                latents,
                network,
                network,
                new DiagonalNormalPosterior(ScaleLink.EXP),
                new StandardNormalPrior(),
                true,
                network,
                likelihood)
            .build(
                parameters.scope(
                    new ObservedData(
                        Shape.of(dimension),
                        likelihood instanceof BernoulliLikelihood
                            ? ValueKind.BINARY
                            : ValueKind.REAL,
                        ImmutableDoubleArray.copyOf(
                            ImmutableList.of(0.3, 0.5, 0.6, 0.7).subList(0, dimension)),
                        CLASSES)));
    set("classes.logits", 0.3, -0.2, 0.1);
  }

  /** Adds one of bits, with a hidden layer in each network. */
  public static ClassModelInGraph ofBits(GraphHarness harness) {
    return new ClassModelInGraph(
        harness,
        4,
        2,
        new Mlp(ImmutableList.of(3), Activation.TANH, new GlorotUniform()),
        new BernoulliLikelihood(false, OutputBias.DATA_MEAN));
  }

  /** Adds one of two real values and one latent, all of whose networks are linear. */
  public static ClassModelInGraph linear(GraphHarness harness, double noise) {
    return new ClassModelInGraph(
        harness,
        2,
        1,
        new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform()),
        new NormalLikelihood(new Scale.Fixed(noise), OutputBias.DATA_MEAN));
  }

  /** Returns the model. */
  public ClassModel model() {
    return model;
  }

  /** Sets the values of a parameter. */
  public void set(String name, double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    harness.set(parameters.byName().get(name), floats);
  }

  /** Returns the inputs that hold a group's parameters. */
  public List<Operand<TFloat32>> parameters(ParameterGroup group) {
    return parameters.names(group).stream()
        .<Operand<TFloat32>>map(parameters.byName()::get)
        .toList();
  }

  /** Returns log p(y). */
  public double logClassPrior(int label) {
    return logSoftmax(floats("classes.logits"))[label];
  }

  /** Returns log q(y | x) of each class. */
  public double[] logClasses(double... x) {
    return logSoftmax(output("classifier", "logits", x));
  }

  /**
   * Returns log p(x | y, z) − KL(q(z | x, y) ‖ p(z)) + log p(y) at z = μ + σ ε, for a model of
   * bits.
   */
  public double bound(double[] x, int label, double... noise) {
    double[] y = oneHot(label);
    double[] given = joined(y, x);
    double[] loc = output("encoder", "loc", given);
    double[] logScale = output("encoder", "logScale", given);
    double[] z = new double[latents];
    double kl = 0;
    for (int i = 0; i < latents; i++) {
      z[i] = loc[i] + Math.exp(logScale[i]) * noise[i];
      kl += 0.5 * (Math.exp(2 * logScale[i]) + loc[i] * loc[i] - 1) - logScale[i];
    }
    double[] logits = output("decoder", "logits", joined(z, y));
    double logLikelihood = 0;
    for (int d = 0; d < dimension; d++) {
      logLikelihood += x[d] * logits[d] - Math.log1p(Math.exp(logits[d]));
    }
    return logLikelihood - kl + logClassPrior(label);
  }

  /** Returns the mean of q(z | x, y). */
  public double[] code(double[] x, int label) {
    return output("encoder", "loc", joined(oneHot(label), x));
  }

  /** Returns the mean of p(x | y, z), for a model of bits. */
  public double[] mean(int label, double... z) {
    double[] means = output("decoder", "logits", joined(z, oneHot(label)));
    for (int d = 0; d < means.length; d++) {
      means[d] = 1 / (1 + Math.exp(-means[d]));
    }
    return means;
  }

  private static double[] oneHot(int label) {
    double[] y = new double[CLASSES];
    y[label] = 1;
    return y;
  }

  private static double[] joined(double[] first, double... second) {
    double[] all = new double[first.length + second.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private double[] output(String network, String head, double... input) {
    double[] hidden = input;
    if (parameters.byName().containsKey(network + ".hidden1.weights")) {
      hidden = dense(network + ".hidden1", input);
      for (int i = 0; i < hidden.length; i++) {
        hidden[i] = Math.tanh(hidden[i]);
      }
    }
    return dense(network + "." + head, hidden);
  }

  private double[] dense(String layer, double... input) {
    double[] output = floats(layer + ".bias");
    double[] weights = floats(layer + ".weights");
    for (int i = 0; i < input.length; i++) {
      for (int o = 0; o < output.length; o++) {
        output[o] += input[i] * weights[i * output.length + o];
      }
    }
    return output;
  }

  private double[] floats(String name) {
    float[] values = parameters.values(name);
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static double[] logSoftmax(double... logits) {
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit);
    }
    double[] logs = logits.clone();
    for (int i = 0; i < logs.length; i++) {
      logs[i] -= Math.log(sum);
    }
    return logs;
  }
}

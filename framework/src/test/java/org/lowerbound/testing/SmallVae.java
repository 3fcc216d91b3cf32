package org.lowerbound.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Maps;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import java.util.Map;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.posterior.BernoulliPosterior;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.BernoulliPrior;
import org.lowerbound.model.prior.ConditionalPrior;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.ParameterGroup;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** A VAE of two latents on five observations of four bits, with parameters that can be moved. */
public final class SmallVae {
  /** The number of observations, B. */
  public static final int BATCH = 5;

  /** The dimension of z. */
  public static final int LATENTS = 2;

  /** The number of classes of the labels, for {@link #conditional}. */
  public static final int CLASSES = 3;

  /** The number of bits of an observation, D. */
  public static final int DIMENSION = 4;

  private final GraphHarness harness;
  private final InputParameters parameters;
  private final LatentVariableModel model;
  private final Operand<TFloat32> observations;

  private SmallVae(GraphHarness harness, PosteriorFamily posterior, PriorFamily prior) {
    this.harness = harness;
    this.parameters = new InputParameters(harness, 2);
    Mlp mlp = new Mlp(ImmutableList.of(3), Activation.TANH, new GlorotUniform());
    BernoulliLikelihood likelihood = new BernoulliLikelihood(false, OutputBias.DATA_MEAN);
    this.model =
        (LatentVariableModel)
            new Vae(LATENTS, mlp, posterior, prior, mlp, likelihood, new Corruption.None())
                .build(
                    parameters.scope(
                        new ObservedData(
                            Shape.of(DIMENSION),
                            ValueKind.BINARY,
                            ImmutableDoubleArray.of(0.3, 0.5, 0.6, 0.7),
                            CLASSES)));
    this.observations =
        harness.input(Shape.of(BATCH, DIMENSION), Draws.bits("x", BATCH * DIMENSION));
  }

  /** Adds one with normal latents. */
  public static SmallVae normal(GraphHarness harness) {
    return new SmallVae(
        harness, new DiagonalNormalPosterior(ScaleLink.EXP), new StandardNormalPrior());
  }

  /** Adds one with binary latents, whose draws have no derivative. */
  public static SmallVae binary(GraphHarness harness) {
    return new SmallVae(harness, new BernoulliPosterior(), new BernoulliPrior(0.4, true));
  }

  /** Adds one with normal latents whose prior depends on a label. */
  public static SmallVae conditional(GraphHarness harness) {
    return new SmallVae(
        harness,
        new DiagonalNormalPosterior(ScaleLink.EXP),
        new ConditionalPrior(
            new DiagonalNormalPosterior(ScaleLink.EXP),
            new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform())));
  }

  /** Returns the values of all parameters by name. */
  public Map<String, float[]> values() {
    return Maps.transformValues(parameters.byName(), harness::get);
  }

  /** Returns the model. */
  public LatentVariableModel model() {
    return model;
  }

  /** Returns the observations, {@code [B, D]}. */
  public Operand<TFloat32> observations() {
    return observations;
  }

  /** Returns the way to build losses, for a training split of N examples. */
  public ObjectiveHarness objectives(long examples) {
    return new ObjectiveHarness(harness, model, observations, examples);
  }

  /** Returns the inputs that hold a group's parameters. */
  public List<Operand<TFloat32>> parameters(ParameterGroup group) {
    return parameters.names(group).stream()
        .<Operand<TFloat32>>map(parameters.byName()::get)
        .toList();
  }

  /** Fails unless TensorFlow's gradient by a group agrees with finite differences and is there. */
  public void assertGradient(Operand<TFloat32> surrogate, ParameterGroup group) {
    List<Operand<TFloat32>> inputs = parameters(group);
    List<float[]> gradients = harness.run(harness.gradients(surrogate, inputs));
    double largest = 0;
    for (int p = 0; p < inputs.size(); p++) {
      double[] expected = FiniteDifferences.gradient(harness, surrogate, inputs.get(p));
      for (int i = 0; i < expected.length; i++) {
        // The loss is of order 10 and rounded to 10⁻⁶; a difference multiplies this by 100.
        assertEquals(
            expected[i], gradients.get(p)[i], 3e-4 * (1 + Math.abs(expected[i])), group.label());
        largest = Math.max(largest, Math.abs(expected[i]));
      }
    }
    assertTrue(largest > 0.01, "gradients that could not be told from 0");
  }
}

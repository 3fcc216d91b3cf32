package org.lowerbound.objective.regularized;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Surrogate;
import org.lowerbound.objective.adversarial.DiscriminatorSpec;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.optimizer.Sgd;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.ObjectiveHarness;
import org.lowerbound.testing.SmallVae;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Penalties on what a code tells of a label. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FairTest {
  private static final int[] LABELS = {0, 1, 0, 1, 1};
  private static final int CLASSES = 2;

  private GraphHarness harness;
  private SmallVae vae;
  private ObjectiveHarness objectives;
  private Pass pass;

  @BeforeAll
  void build() {
    harness = new GraphHarness();
    vae = SmallVae.normal(harness);
    objectives = vae.objectives(100);
    float[] oneHot = new float[LABELS.length * CLASSES];
    for (int b = 0; b < LABELS.length; b++) {
      oneHot[b * CLASSES + LABELS[b]] = 1;
    }
    pass = Pass.evaluation().withLabels(harness.input(Shape.of(LABELS.length, CLASSES), oneHot));
  }

  @AfterAll
  void close() {
    harness.close();
  }

  @Test
  void theDiscrepancyOfTheLabelsIsWeighed() {
    double lambda = 7;
    Loss loss =
        new FairVae(lambda, new Kernel.Rbf(1), KlEstimator.CLOSED_FORM)
            .build(harness.tf(), vae.model(), objectives.scope(pass));
    Loss elbo =
        new Elbo(new ConstantSchedule(1), 1, KlEstimator.CLOSED_FORM, new ReparameterizedGradient())
            .build(harness.tf(), vae.model(), objectives.scope(pass));
    assertEquals(harness.scalar(elbo.bound()), harness.scalar(loss.bound()), 1e-5);
    Operand<TFloat32> surrogate = ObjectiveHarness.surrogate(loss, ParameterGroup.ENCODER);
    assertEquals(
        -harness.scalar(loss.bound()) + lambda * harness.scalar(loss.metrics().get("mmd")),
        harness.scalar(surrogate),
        1e-4);
    vae.assertGradient(surrogate, ParameterGroup.ENCODER);
  }

  private static FairAdversarial adversarial(double gamma) {
    return new FairAdversarial(
        gamma,
        new DiscriminatorSpec(
            new Mlp(ImmutableList.of(3), Activation.TANH, new GlorotUniform()),
            new Sgd(new ConstantSchedule(0.1), 0, false)),
        KlEstimator.CLOSED_FORM);
  }

  @Test
  void theAdversaryLearnsWhatTheEncoderUnlearns() {
    double gamma = 3;
    Loss loss = adversarial(gamma).build(harness.tf(), vae.model(), objectives.scope(pass));
    Operand<TFloat32> crossEntropy = loss.metrics().get("adversary-cross-entropy");
    Operand<TFloat32> surrogate = ObjectiveHarness.surrogate(loss, ParameterGroup.ENCODER);
    assertEquals(
        -harness.scalar(loss.bound()) - gamma * harness.scalar(crossEntropy),
        harness.scalar(surrogate),
        1e-4);
    vae.assertGradient(surrogate, ParameterGroup.ENCODER);
    Surrogate own =
        loss.turns().get(0).descents().stream()
            .flatMap(descent -> descent.surrogates().stream())
            .filter(one -> one.groups().contains(ParameterGroup.OBJECTIVE))
            .findFirst()
            .orElseThrow();
    assertEquals(1, own.groups().size());
    // Descent on the adversary's parameters lowers its cross-entropy.
    double before = harness.scalar(crossEntropy);
    var byName = objectives.parameters().byName();
    ImmutableList<Operand<TFloat32>> parameters = ImmutableList.copyOf(byName.values());
    ImmutableList<Operand<TFloat32>> slopes = harness.gradients(own.value(), parameters);
    for (int step = 0; step < 30; step++) {
      ImmutableList<float[]> gradients = harness.run(slopes);
      IntStream.range(0, parameters.size())
          .forEach(
              p -> {
                float[] values = harness.get(parameters.get(p));
                for (int i = 0; i < values.length; i++) {
                  values[i] -= 0.3f * gradients.get(p)[i];
                }
                harness.set(parameters.get(p), values);
              });
    }
    assertTrue(harness.scalar(crossEntropy) < before - 0.01);
  }

  @Test
  void everyLabelMustBeKnown() {
    Pass some =
        Pass.evaluation()
            .withSomeLabels(
                harness.input(Shape.of(LABELS.length, CLASSES), new float[2 * LABELS.length]));
    assertEquals(
        "the objective fair-vae needs the label of every observation, but the data set keeps those"
            + " of a part of the train split; \"labels\": true keeps all",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new FairVae(1, new Kernel.Rbf(1), KlEstimator.CLOSED_FORM)
                        .build(harness.tf(), vae.model(), objectives.scope(some)))
            .getMessage());
  }
}

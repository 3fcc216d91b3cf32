package org.lowerbound.model.posterior;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.Loss;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.ObjectiveHarness;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Whether every family can be trained, from wherever its encoder may be. */
final class PosteriorTrainingTest {
  private static final float EXTREME = 1e4f;

  @ParameterizedTest
  @EnumSource
  void everyParameterOfTheEncoderLearns(PosteriorCase family) {
    try (LinearModel model = new LinearModel(family)) {
      GraphHarness harness = model.harness;
      Loss loss = model.loss(family.objective());
      List<String> names = new ArrayList<>(model.parameters.names(ParameterGroup.ENCODER));
      List<Operand<TFloat32>> inputs = new ArrayList<>();
      names.forEach(name -> inputs.add(model.parameters.byName().get(name)));
      List<float[]> gradients =
          harness.run(
              harness.gradients(ObjectiveHarness.surrogate(loss, ParameterGroup.ENCODER), inputs));
      for (int p = 0; p < inputs.size(); p++) {
        double largest = 0;
        for (float slope : gradients.get(p)) {
          largest = Math.max(largest, Math.abs(slope));
        }
        assertTrue(largest > 1e-5, names.get(p) + " learns nothing: " + largest);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void noOutputOfTheEncoderMakesALossThatIsNotFinite(PosteriorCase family) {
    try (LinearModel model = new LinearModel(family)) {
      GraphHarness harness = model.harness;
      BoundTerms terms = model.terms(family.objective().draws());
      Loss loss = model.loss(family.objective(), terms);
      List<String> watched = new ArrayList<>();
      List<Operand<TFloat32>> nodes = new ArrayList<>();
      watched.addAll(List.of("z", "log p(x | z)", "log p(z)", "log q(z | x)"));
      nodes.addAll(
          List.of(terms.latents(), terms.logLikelihood(), terms.logPrior(), terms.logPosterior()));
      for (ParameterGroup group :
          List.of(ParameterGroup.ENCODER, ParameterGroup.PRIOR, ParameterGroup.DECODER)) {
        List<Operand<TFloat32>> inputs = new ArrayList<>();
        for (String name : model.parameters.names(group)) {
          watched.add("the gradient by " + name);
          inputs.add(model.parameters.byName().get(name));
        }
        if (!inputs.isEmpty()) {
          nodes.addAll(harness.gradients(ObjectiveHarness.surrogate(loss, group), inputs));
        }
      }
      TreeSet<String> broken = new TreeSet<>();
      for (Map.Entry<String, Operand<TFloat32>> parameter : model.parameters.byName().entrySet()) {
        String name = parameter.getKey();
        if (!name.startsWith("encoder.") || !name.endsWith(".bias")) {
          continue;
        }
        float[] before = harness.get(parameter.getValue());
        for (float sign : new float[] {-1, 1}) {
          float[] moved = before.clone();
          for (int i = 0; i < moved.length; i++) {
            moved[i] = sign * EXTREME;
          }
          harness.set(parameter.getValue(), moved);
          List<float[]> values = harness.run(nodes);
          for (int node = 0; node < values.size(); node++) {
            for (float value : values.get(node)) {
              if (!Float.isFinite(value)) {
                broken.add(name + " at " + moved[0] + ": " + watched.get(node) + " is " + value);
              }
            }
          }
        }
        harness.set(parameter.getValue(), before);
      }
      assertTrue(broken.isEmpty(), () -> String.join("\n", broken));
    }
  }
}

package org.lowerbound.model.posterior;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.ObjectiveHarness;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Whether every family can be trained, from wherever its encoder may be. */
final class PosteriorTrainingTest {
  private static final float EXTREME = 1e4f;
  private static final String GRADIENT = "the gradient by ";

  /** The terms of a bound and the gradients of what is minimised, with their names. */
  private record Watched(LinearModel model, List<String> names, List<Operand<TFloat32>> nodes) {
    static Watched of(LinearModel model, BoundObjective objective) {
      BoundTerms terms = model.terms(objective.draws());
      Loss loss = model.loss(objective, terms);
      List<String> names =
          new ArrayList<>(List.of("z", "log p(x | z)", "log p(z)", "log q(z | x)"));
      List<Operand<TFloat32>> nodes =
          new ArrayList<>(
              List.of(
                  terms.latents(), terms.logLikelihood(), terms.logPrior(), terms.logPosterior()));
      for (ParameterGroup group : ParameterGroup.MODEL) {
        List<Operand<TFloat32>> inputs = new ArrayList<>();
        for (String name : model.parameters.names(group)) {
          names.add(GRADIENT + name);
          inputs.add(model.parameters.byName().get(name));
        }
        if (!inputs.isEmpty()) {
          nodes.addAll(model.harness.gradients(ObjectiveHarness.surrogate(loss, group), inputs));
        }
      }
      return new Watched(model, names, nodes);
    }

    Map<String, float[]> run() {
      List<float[]> values = model.harness.run(nodes);
      Map<String, float[]> byName = new LinkedHashMap<>();
      for (int i = 0; i < values.size(); i++) {
        byName.put(names.get(i), values.get(i));
      }
      return byName;
    }
  }

  @ParameterizedTest
  @MethodSource("org.lowerbound.model.posterior.PosteriorCase#all")
  void everyParameterLearnsAndNoOutputOfTheEncoderBreaksIt(PosteriorCase family) {
    try (LinearModel model = new LinearModel(family)) {
      Watched watched = Watched.of(model, family.objective());
      Map<String, float[]> values = watched.run();
      for (String name : model.parameters.names(ParameterGroup.ENCODER)) {
        double largest = 0;
        for (float slope : values.get(GRADIENT + name)) {
          largest = Math.max(largest, Math.abs(slope));
        }
        assertTrue(largest > 1e-5, name + " learns nothing: " + largest);
      }
      assertNothingBreaks(watched);
    }
  }

  /** Moves each bias of the encoder, and of a flow's networks, far up and far down. */
  private static void assertNothingBreaks(Watched watched) {
    GraphHarness harness = watched.model().harness;
    Set<String> broken = new TreeSet<>();
    int heads = 0;
    for (String name : watched.model().parameters.names(ParameterGroup.ENCODER)) {
      if (!name.endsWith(".bias")) {
        continue;
      }
      heads++;
      Operand<TFloat32> bias = watched.model().parameters.byName().get(name);
      float[] before = harness.get(bias);
      for (float extreme : new float[] {-EXTREME, EXTREME}) {
        float[] moved = before.clone();
        Arrays.fill(moved, extreme);
        harness.set(bias, moved);
        watched
            .run()
            .forEach(
                (node, values) -> {
                  for (float value : values) {
                    if (!Float.isFinite(value)) {
                      broken.add(name + " at " + extreme + ": " + node + " is " + value);
                    }
                  }
                });
      }
      harness.set(bias, before);
    }
    assertTrue(heads > 0);
    assertTrue(broken.isEmpty(), () -> String.join("\n", broken));
  }
}

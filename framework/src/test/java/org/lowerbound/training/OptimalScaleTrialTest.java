package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.data.Dataset;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OptimalScale;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.objective.gradient.DoublyReparameterized;
import org.lowerbound.objective.gradient.DoublyReparameterizedWakeWake;
import org.lowerbound.objective.gradient.WakeWake;

/** The running error of an optimal scale, in trials whose objectives use p(x | z) in their ways. */
final class OptimalScaleTrialTest {
  private static final double MOMENTUM = 0.9;
  private static final String STATE = "likelihood.squaredError";

  private static Stream<Objective> objectives() {
    return Stream.of(
        Trials.elbo(),
        new Iwae(3, new DoublyReparameterized()),
        new Iwae(3, new WakeWake()),
        new Iwae(3, new DoublyReparameterizedWakeWake()));
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void everyStepIsCountedOnce(Objective objective) {
    Dataset dataset = Trials.realNumbers();
    TrialSpec spec =
        Trials.spec(
            dataset,
            Trials.vae(new NormalLikelihood(new OptimalScale(MOMENTUM), OutputBias.DATA_MEAN)),
            objective,
            Trials.adam(),
            Trials.epochs(1),
            1);
    try (TrialGraph graph = TrialGraph.build(spec, dataset);
        TrialSession session = new TrialSession(graph)) {
      Progress progress = Progress.start(1, graph.training().loss.order());
      double weight = 0;
      for (int step = 0; step < 3; step++) {
        assertTrue(
            Trials.step(session, Trials.firstBatch(), 0, progress, Trials.STEPS_PER_EPOCH)
                .isPresent());
        weight = MOMENTUM * weight + 1 - MOMENTUM;
        float[] sums = session.read().get(STATE);
        assertEquals(weight, sums[1], 1e-6);
        // Standard normal numbers, from which an untrained decoder is some way off.
        assertEquals(1.3, sums[0] / sums[1], 0.8);
      }
    }
  }
}

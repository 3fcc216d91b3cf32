package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.data.Dataset;
import org.lowerbound.objective.TurnOrder;
import org.lowerbound.objective.alternating.Em;

/** A moving average of the parameters beside them, which evaluation takes in their place. */
final class AverageTrialTest {
  private static final double DECAY = 0.9;
  private static final Dataset IMAGES = Trials.dynamicImages();

  @TempDir Path directory;

  private static TrainingSpec training(Optional<Double> average) {
    return new TrainingSpec(
        Trials.BATCH_SIZE, Optional.of(3), Optional.empty(), Optional.empty(), 10, 1, average);
  }

  private static TrialSpec spec(Optional<Double> average) {
    return Trials.spec(
        IMAGES, Trials.bernoulliVae(), Trials.elbo(), Trials.adam(), training(average), 1);
  }

  @Test
  void theAverageIsTheWeightedMeanOfWhatTheUpdatesGave() {
    TrialSpec spec =
        Trials.spec(
            IMAGES,
            Trials.bernoulliVae(),
            new Em(Trials.elbo(), 1, 1),
            Trials.adam(),
            training(Optional.of(DECAY)),
            1);
    try (TrialGraph graph = TrialGraph.build(spec, IMAGES);
        TrialSession session = new TrialSession(graph)) {
      TurnOrder order = graph.training().loss.order();
      Progress progress = Progress.start(2, order);
      Map<String, double[]> sums = new HashMap<>(); // Σ decayᵗ⁻ⁱ θᵢ
      double weights = 0;
      for (int step = 0; step < 7; step++) {
        int turn = step % 2;
        assertTrue(
            Trials.step(session, Trials.firstBatch(), turn, progress, Trials.STEPS_PER_EPOCH)
                .isPresent());
        progress = progress.after(turn, order, Trials.STEPS_PER_EPOCH, ImmutableMap.of());
        weights = DECAY * weights + 1;
        ImmutableMap<String, float[]> now = session.read();
        for (Parameter parameter : graph.model().variables.parameters()) {
          float[] theta = now.get(parameter.name());
          float[] average = now.get("average." + parameter.name());
          double[] sum = sums.computeIfAbsent(parameter.name(), n -> new double[theta.length]);
          for (int i = 0; i < theta.length; i++) {
            sum[i] = DECAY * sum[i] + theta[i];
            // Rounding, far below a step's length of 0.01: the old parameters would be seen.
            assertEquals(sum[i] / weights, average[i], 1e-6, parameter.name());
          }
        }
      }
    }
  }

  @Test
  void evaluationTakesTheAverageAndTrainingGoesOnWithTheParameters() throws IOException {
    TrialOutcome plain =
        Trials.run(
            spec(Optional.empty()), IMAGES, new Trials.Recorder(), directory.resolve("plain"));
    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome averaged =
        Trials.run(spec(Optional.of(DECAY)), IMAGES, recorder, directory.resolve("averaged"));
    ImmutableMap<String, float[]> ofPlain = variables("plain");
    ImmutableMap<String, float[]> ofAveraged = variables("averaged");
    ofPlain.forEach((name, values) -> assertArrayEquals(values, ofAveraged.get(name), name));
    assertNotEquals(plain.metrics(), averaged.metrics());

    try (TrialGraph graph = TrialGraph.build(spec(Optional.of(DECAY)), IMAGES);
        TrialSession session = new TrialSession(graph)) {
      session.restore(ofAveraged);
      String name = graph.model().variables.parameters().get(0).name();
      float[] inside = session.withAverages(() -> session.read().get(name));
      assertArrayEquals(ofAveraged.get("average." + name), inside);
      assertTrue(!Arrays.equals(ofAveraged.get(name), inside));
      session
          .read()
          .forEach((each, values) -> assertArrayEquals(ofAveraged.get(each), values, each));
    }
    assertEquals(Set.of("beta", "learningRate"), recorder.epochs.get(0).schedules().keySet());
  }

  @Test
  void validationTakesTheAverage() {
    Trials.Recorder plain = new Trials.Recorder();
    Trials.run(spec(Optional.empty()), IMAGES, plain, directory.resolve("p"));
    Trials.Recorder averaged = new Trials.Recorder();
    Trials.run(spec(Optional.of(DECAY)), IMAGES, averaged, directory.resolve("a"));
    for (int epoch = 0; epoch < 3; epoch++) {
      assertEquals(plain.epochs.get(epoch).training(), averaged.epochs.get(epoch).training());
      assertNotEquals(
          plain.epochs.get(epoch).validation(), averaged.epochs.get(epoch).validation());
    }
  }

  @Test
  void anInterruptedTrainingGivesTheSameBits() throws IOException {
    TrialSpec spec = spec(Optional.of(DECAY));
    TrialOutcome expected =
        Trials.run(spec, IMAGES, new Trials.Recorder(), directory.resolve("whole"));
    Path broken = directory.resolve("broken");
    assertThrows(
        CancellationException.class,
        () -> Trials.run(spec, IMAGES, new Trials.Recorder(8), broken));
    TrialOutcome actual = Trials.run(spec, IMAGES, new Trials.Recorder(), broken);
    assertEquals(expected.metrics(), actual.metrics());
    ImmutableMap<String, float[]> resumed = variables("broken");
    variables("whole")
        .forEach((name, values) -> assertArrayEquals(values, resumed.get(name), name));
  }

  private ImmutableMap<String, float[]> variables(String name) throws IOException {
    return new CheckpointFile(Checkpoints.last(directory.resolve(name)))
        .load()
        .orElseThrow()
        .checkpoint()
        .variables();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
  void aDecayThatIsNoneIsRefused(double decay) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> training(Optional.of(decay)));
    assertTrue(
        e.getMessage().contains("must be above 0 and below 1 but is " + decay), e.getMessage());
  }
}

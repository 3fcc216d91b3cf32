package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.adversarial.DiscriminatorSpec;
import org.lowerbound.objective.alternating.Em;
import org.lowerbound.objective.alternating.Lagging;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.objective.constrained.Geco;
import org.lowerbound.objective.gradient.DoublyReparameterized;
import org.lowerbound.objective.gradient.LearnedBaseline;
import org.lowerbound.objective.gradient.RunningBaseline;
import org.lowerbound.objective.gradient.ScoreFunction;
import org.lowerbound.objective.regularized.FactorVae;

/** Steps that move some of the parameters, and values that pass from step to step. */
final class TurnsTest {
  private static final Dataset IMAGES = Trials.dynamicImages();

  @TempDir Path directory;

  private static TrialSpec spec(Objective objective) {
    return Trials.spec(
        IMAGES, Trials.bernoulliVae(), objective, Trials.adam(), Trials.epochs(4), 1);
  }

  private static Objective nvil() {
    return new Iwae(
        2,
        new ScoreFunction(
            new LearnedBaseline(
                new Mlp(ImmutableList.of(4), Activation.TANH, new GlorotUniform()),
                new RunningBaseline(0.8, true))));
  }

  private static void step(TrialSession session, int turn, Progress progress) {
    assertTrue(
        Trials.step(session, Trials.firstBatch(), turn, progress, Trials.STEPS_PER_EPOCH)
            .isPresent());
  }

  @Test
  void aTurnMovesItsOwnParametersAndNoOther() {
    try (TrialGraph graph = TrialGraph.build(spec(new Em(Trials.elbo(), 1, 1)), IMAGES);
        TrialSession session = new TrialSession(graph)) {
      for (int turn = 0; turn < 2; turn++) {
        ImmutableMap<String, float[]> before = session.read();
        step(session, turn, Progress.start(2, graph.training().loss.order()));
        ImmutableMap<String, float[]> after = session.read();
        for (Parameter parameter : graph.model().variables.parameters()) {
          boolean moves = (parameter.group() == ParameterGroup.ENCODER) == (turn == 0);
          String name = parameter.name();
          assertEquals(moves, !Arrays.equals(before.get(name), after.get(name)), name);
          assertEquals(
              moves,
              !Arrays.equals(before.get(name + ".adam.m"), after.get(name + ".adam.m")),
              name);
        }
      }
    }
  }

  @Test
  void adamCountsTheUpdatesOfItsParametersAndNotTheSteps() {
    // The first update of the decoder is Adam's first, whatever came before: a full step of α
    // against the sign of the gradient, wherever ε is nothing to the gradient.
    try (TrialGraph graph = TrialGraph.build(spec(new Em(Trials.elbo(), 1, 1)), IMAGES);
        TrialSession session = new TrialSession(graph)) {
      Progress progress = Progress.start(2, graph.training().loss.order());
      for (int i = 0; i < 5; i++) {
        step(session, 0, progress);
        progress = progress.after(0, graph.training().loss.order(), 6, ImmutableMap.of());
      }
      assertEquals(5, progress.step());
      float[] before = session.read().get("decoder.logits.bias");
      step(session, 1, progress);
      float[] after = session.read().get("decoder.logits.bias");
      for (int i = 0; i < before.length; i++) {
        assertEquals(0.01, Math.abs(after[i] - before[i]), 1e-5);
      }
    }
  }

  @Test
  void theCurveTellsTheShareOfEachTurn() {
    Trials.Recorder recorder = new Trials.Recorder();
    Trials.run(spec(new Em(Trials.elbo(), 2, 1)), IMAGES, recorder, directory.resolve("c"));
    ImmutableMap<String, Double> curve = recorder.epochs.get(0).training();
    assertEquals(2 / 3.0, curve.get("share-of-encoder"), 1e-12);
    assertEquals(1 / 3.0, curve.get("share-of-decoder"), 1e-12);
    assertFalse(plainCurve().containsKey("share-of-step"));
    assertEquals(
        List.of("encoder.learningRate", "decoder.learningRate", "beta").stream().sorted().toList(),
        recorder.epochs.get(0).schedules().keySet().stream().sorted().toList());
  }

  private ImmutableMap<String, Double> plainCurve() {
    Trials.Recorder recorder = new Trials.Recorder();
    Trials.run(spec(Trials.elbo()), IMAGES, recorder, directory.resolve("plain"));
    return recorder.epochs.get(0).training();
  }

  @Test
  void anInterruptedTrainingGivesTheSameBits() throws IOException {
    for (Objective objective :
        List.of(
            new Em(new Iwae(3, new DoublyReparameterized()), 2, 1),
            new Lagging(Trials.elbo(), 1, 2),
            new Geco(3, 0.1, 0.9, 1, KlEstimator.CLOSED_FORM),
            new FactorVae(
                2,
                new DiscriminatorSpec(
                    new Mlp(ImmutableList.of(4), Activation.TANH, new GlorotUniform()),
                    Trials.adam()),
                KlEstimator.CLOSED_FORM),
            nvil())) {
      TrialSpec spec = spec(objective);
      Path whole = directory.resolve(objective.getClass().getSimpleName() + ".whole");
      TrialOutcome expected = Trials.run(spec, IMAGES, new Trials.Recorder(), whole);
      Path broken = directory.resolve(objective.getClass().getSimpleName() + ".broken");
      assertThrows(
          CancellationException.class,
          () -> Trials.run(spec, IMAGES, new Trials.Recorder(8), broken)); // In the second epoch.
      TrialOutcome actual = Trials.run(spec, IMAGES, new Trials.Recorder(), broken);
      assertEquals(expected.metrics(), actual.metrics(), objective.toString());
      Checkpoint first =
          new CheckpointFile(Checkpoints.last(whole)).load().orElseThrow().checkpoint();
      Checkpoint second =
          new CheckpointFile(Checkpoints.last(broken)).load().orElseThrow().checkpoint();
      assertEquals(first.progress(), second.progress());
      first
          .variables()
          .forEach((name, values) -> assertArrayEquals(values, second.variables().get(name), name));
    }
  }

  @Test
  void statesMoveWithTheSteps() {
    try (TrialGraph graph =
            TrialGraph.build(spec(new Geco(3, 0.1, 0.9, 1, KlEstimator.CLOSED_FORM)), IMAGES);
        TrialSession session = new TrialSession(graph)) {
      assertEquals(1, session.read().get("objective.lambda")[0]);
      step(session, 0, Progress.start(1, graph.training().loss.order()));
      // Four images of twelve pixels cost more than 3 nats: the constraint is missed.
      assertTrue(session.read().get("objective.lambda")[0] > 1);
      assertTrue(session.read().get("objective.constraint")[0] > 0);
      assertEquals(1, session.read().get("objective.constraint.started")[0]);
    }
  }

  @Test
  void aLearnedBaselineIsTrainedBesideTheModel() {
    try (TrialGraph graph = TrialGraph.build(spec(nvil()), IMAGES);
        TrialSession session = new TrialSession(graph)) {
      ImmutableMap<String, float[]> before = session.read();
      step(session, 0, Progress.start(1, graph.training().loss.order()));
      ImmutableMap<String, float[]> after = session.read();
      for (Parameter parameter : graph.model().variables.parameters()) {
        assertFalse(
            Arrays.equals(before.get(parameter.name()), after.get(parameter.name())),
            parameter.name());
      }
      assertFalse(
          Arrays.equals(
              before.get("objective.baseline.mean"), after.get("objective.baseline.mean")));
    }
  }
}

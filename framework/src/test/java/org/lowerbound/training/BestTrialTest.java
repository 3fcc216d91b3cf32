package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.optimizer.Adam;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.schedule.LearningRate;
import org.lowerbound.schedule.LinearSchedule;
import org.lowerbound.schedule.PiecewiseSchedule;
import org.lowerbound.schedule.PiecewiseSchedule.Piece;
import org.lowerbound.schedule.Plateau;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.schedule.Span;

/** What follows the validation split: the state that is kept, the end, the learning rate. */
final class BestTrialTest {
  private static final Dataset IMAGES = Trials.dynamicImages();
  private static final Optional<Double> NO_AVERAGE = Optional.empty();

  /** Good for two epochs, then a step so long that all that was learned is lost, then none. */
  private static final Schedule GOOD_THEN_BAD =
      new PiecewiseSchedule(
          ImmutableList.of(
              new Piece(0.02, Span.ofEpochs(2)),
              new Piece(1, Span.ofEpochs(1)),
              new Piece(1e-6, Span.ofEpochs(1))));

  @TempDir Path directory;

  private static TrainingSpec training(
      int epochs, int validateEvery, Optional<Double> average, Keep keep, int patience) {
    return new TrainingSpec(
        Trials.BATCH_SIZE,
        Optional.of(epochs),
        Optional.empty(),
        Optional.empty(),
        10,
        validateEvery,
        average,
        Optional.of(keep),
        patience == 0 ? Optional.empty() : Optional.of(patience));
  }

  private static Optimizer adam(LearningRate rate) {
    return new Adam(rate, 0.9, 0.999, 1e-8);
  }

  private static Objective elbo(Schedule beta) {
    return new Elbo(beta, 1, KlEstimator.CLOSED_FORM, new ReparameterizedGradient());
  }

  private static TrialSpec spec(
      Dataset data, Schedule beta, LearningRate rate, TrainingSpec training) {
    return Trials.spec(data, Trials.bernoulliVae(), elbo(beta), adam(rate), training, 1);
  }

  private static TrialSpec spec(LearningRate rate, TrainingSpec training) {
    return spec(IMAGES, new ConstantSchedule(1), rate, training);
  }

  private static ImmutableList<Double> elbos(Trials.Recorder recorder) {
    return recorder.epochs.stream()
        .map(epoch -> epoch.validation().get("elbo"))
        .collect(ImmutableList.toImmutableList());
  }

  private Checkpoint last(Path folder) throws IOException {
    return new CheckpointFile(Checkpoints.last(folder)).load().orElseThrow().checkpoint();
  }

  private static void assertSame(
      ImmutableMap<String, float[]> expected, ImmutableMap<String, float[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
  }

  @Test
  void whatIsKeptIsTheStateOfATrainingThatEndedThere() throws IOException {
    for (Optional<Double> average : List.of(NO_AVERAGE, Optional.of(0.5))) {
      Path best = directory.resolve("best" + average);
      Trials.Recorder recorder = new Trials.Recorder();
      TrialSpec spec = spec(GOOD_THEN_BAD, training(5, 1, average, Keep.BEST, 0));
      TrialOutcome kept = Trials.run(spec, IMAGES, recorder, best);
      ImmutableList<Double> elbos = elbos(recorder);
      assertEquals(5, elbos.size());
      assertTrue(elbos.get(1) > elbos.get(0) && elbos.get(1) > elbos.get(2) + 1, "" + elbos);
      assertEquals(
          Optional.of(new LooksTaken("elbo", elbos.get(1), 2, 12, 3, EndedBy.LENGTH)),
          kept.looks());
      assertEquals(30, kept.steps().all());

      Path ended = directory.resolve("ended" + average);
      TrialOutcome there =
          Trials.run(
              // No schedule of two epochs goes on for three, but these two are the same.
              spec(new ConstantSchedule(0.02), training(2, 1, average, Keep.LAST, 0)),
              IMAGES,
              new Trials.Recorder(),
              ended);
      assertEquals(there.metrics(), kept.metrics());
      ImmutableMap<String, float[]> all = last(ended).variables();
      ImmutableMap<String, float[]> fitted =
          ImmutableMap.copyOf(Maps.filterKeys(all, name -> !name.contains(".adam.")));
      assertTrue(fitted.size() < all.size());
      assertSame(fitted, last(best).kept());
      assertSame(
          fitted,
          ImmutableMap.copyOf(
              Maps.filterKeys(last(best).trained(), name -> !name.contains(".adam."))));
      String first = fitted.keySet().iterator().next();
      assertFalse(Arrays.equals(last(best).variables().get(first), fitted.get(first)), first);
      try (TrainedModel ofKept = new Trainer(spec, IMAGES).train();
          TrainedModel ofEnded =
              new Trainer(
                      spec(new ConstantSchedule(0.02), training(2, 1, average, Keep.LAST, 0)),
                      IMAGES)
                  .train()) {
        assertArrayEquals(ofEnded.sample(3).values(), ofKept.sample(3).values());
      }
    }
  }

  @Test
  void patienceEndsTheTrainingWhereTheCurveSays() {
    for (Keep keep : Keep.values()) {
      Trials.Recorder recorder = new Trials.Recorder();
      TrialOutcome outcome =
          Trials.run(
              spec(GOOD_THEN_BAD, training(8, 1, NO_AVERAGE, keep, 2)),
              IMAGES,
              recorder,
              directory.resolve(keep.name()));
      ImmutableList<Double> elbos = elbos(recorder);
      assertEquals(4, elbos.size(), "two epochs after the second");
      assertEquals(24, outcome.steps().all());
      assertEquals(
          Optional.of(new LooksTaken("elbo", elbos.get(1), 2, 12, 2, EndedBy.PATIENCE)),
          outcome.looks());
      int ofLength = keep == Keep.BEST ? 2 : 4;
      assertEquals(
          Trials.run(
                  spec(
                      ofLength == 2 ? new ConstantSchedule(0.02) : GOOD_THEN_BAD,
                      training(ofLength, 1, NO_AVERAGE, Keep.LAST, 0)),
                  IMAGES,
                  new Trials.Recorder(),
                  directory.resolve("until-" + ofLength))
              .metrics(),
          outcome.metrics());
    }
  }

  @Test
  void patienceCountsLooksAndNotEpochs() {
    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome outcome =
        Trials.run(
            spec(GOOD_THEN_BAD, training(9, 2, NO_AVERAGE, Keep.BEST, 2)),
            IMAGES,
            recorder,
            directory);
    assertEquals(6, recorder.epochs.size(), "looks after 2, 4 and 6 epochs");
    assertEquals(2, outcome.looks().orElseThrow().bestEpoch());
  }

  @Test
  void nothingCountsBeforeTheWarmUpIsOver() {
    for (int warmUp : new int[] {1, 3}) {
      Schedule beta = new LinearSchedule(0, 1, Span.ofEpochs(warmUp));
      Trials.Recorder recorder = new Trials.Recorder();
      TrialOutcome outcome =
          Trials.run(
              spec(IMAGES, beta, GOOD_THEN_BAD, training(9, 1, NO_AVERAGE, Keep.BEST, 1)),
              IMAGES,
              recorder,
              directory.resolve("warm-up-" + warmUp));
      ImmutableList<Double> elbos = elbos(recorder);
      int best = warmUp; // The first epoch whose every update has the last β, from 0.
      while (best + 1 < elbos.size() && elbos.get(best + 1) > elbos.get(best)) {
        best++;
      }
      LooksTaken looks = outcome.looks().orElseThrow();
      assertEquals(best + 1, looks.bestEpoch());
      assertEquals(elbos.get(best), looks.bestValue());
      assertTrue(warmUp == 1 || elbos.get(1) > elbos.get(best), "there was a better: " + elbos);
    }
  }

  @Test
  void theLearningRatesOwnScheduleIsNoWarmUp() {
    Schedule rate = new LinearSchedule(0.02, 0.001, Span.ofEpochs(3));
    TrialOutcome outcome =
        Trials.run(
            spec(rate, training(3, 1, NO_AVERAGE, Keep.BEST, 0)),
            IMAGES,
            new Trials.Recorder(),
            directory);
    assertTrue(outcome.looks().isPresent());
  }

  @Test
  void aTrainingThatIsStoppedTwiceAnEpochGivesTheSameBits() throws IOException {
    // All at once: an average, a rate that falls, a best state in the middle, an early end.
    TrialSpec spec =
        spec(
            IMAGES,
            new LinearSchedule(0.5, 1, Span.ofEpochs(1)),
            new Plateau(0.6, 0.1, 1, 0.001),
            training(6, 1, Optional.of(0.5), Keep.BEST, 2));
    Path whole = directory.resolve("whole");
    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome expected = Trials.run(spec, IMAGES, recorder, whole);
    assertEquals(EndedBy.PATIENCE, expected.looks().orElseThrow().endedBy(), "" + elbos(recorder));
    assertTrue(last(whole).kept().size() > 0);

    Path broken = directory.resolve("broken");
    Trials.Recorder parts = new Trials.Recorder();
    Optional<TrialOutcome> actual = Optional.empty();
    int runs = 0;
    while (actual.isEmpty()) {
      assertTrue(runs++ <= expected.steps().all(), "it ends");
      Trials.Recorder part = new Trials.Recorder(3); // Within each epoch, and at its end.
      try {
        actual = Optional.of(Trials.run(spec, IMAGES, part, broken));
      } catch (CancellationException e) {
        assertEquals(3, part.steps);
      }
      parts.epochs.addAll(part.epochs);
    }
    assertEquals(recorder.epochs, parts.epochs);
    assertEquals(expected.metrics(), actual.orElseThrow().metrics());
    assertEquals(expected.looks(), actual.orElseThrow().looks());
    assertEquals(last(whole).progress(), last(broken).progress());
    assertSame(last(whole).variables(), last(broken).variables());
    assertSame(last(whole).kept(), last(broken).kept());
  }

  @Test
  void aLargerPatienceGoesOnAndALongerTrainingAloneDoesNot() throws IOException {
    Path folder = directory.resolve("folder");
    Trials.run(
        spec(GOOD_THEN_BAD, training(8, 1, NO_AVERAGE, Keep.BEST, 1)),
        IMAGES,
        new Trials.Recorder(),
        folder);
    assertEquals(18, last(folder).progress().step());

    TrialOutcome longer =
        Trials.run(
            spec(GOOD_THEN_BAD, training(20, 1, NO_AVERAGE, Keep.BEST, 1)),
            IMAGES,
            new Trials.Recorder(),
            folder);
    assertEquals(0, longer.steps().timed());
    assertEquals(18, longer.steps().all());

    TrialSpec patient = spec(GOOD_THEN_BAD, training(8, 1, NO_AVERAGE, Keep.BEST, 3));
    TrialOutcome more = Trials.run(patient, IMAGES, new Trials.Recorder(), folder);
    Path straight = directory.resolve("straight");
    TrialOutcome whole = Trials.run(patient, IMAGES, new Trials.Recorder(), straight);
    assertEquals(12, more.steps().timed());
    assertEquals(whole.metrics(), more.metrics());
    assertEquals(whole.looks(), more.looks());
    assertSame(last(straight).variables(), last(folder).variables());
    assertSame(last(straight).kept(), last(folder).kept());

    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome less =
        Trials.run(
            spec(GOOD_THEN_BAD, training(8, 1, NO_AVERAGE, Keep.BEST, 2)),
            IMAGES,
            recorder,
            folder);
    assertTrue(
        recorder.remarks.get(0).contains("has come 30 steps far, further than the 24"),
        "" + recorder.remarks);
    assertEquals(24, less.steps().timed());
  }

  @Test
  void aLastLookWithinAnEpochIsNotRemembered() throws IOException {
    Path folder = directory.resolve("folder");
    Optional<Keep> best = Optional.of(Keep.BEST);
    TrainingSpec within =
        new TrainingSpec(
            Trials.BATCH_SIZE,
            Optional.empty(),
            Optional.of(15L),
            Optional.empty(),
            10,
            1,
            NO_AVERAGE,
            best,
            Optional.empty());
    Trials.Recorder recorder = new Trials.Recorder();
    Trials.run(spec(new ConstantSchedule(0.01), within), IMAGES, recorder, folder);
    assertEquals(3, elbos(recorder).size());
    assertEquals(2, last(folder).progress().looks().scores().length());
    TrialSpec longer = spec(new ConstantSchedule(0.01), training(4, 1, NO_AVERAGE, Keep.BEST, 0));
    TrialOutcome more = Trials.run(longer, IMAGES, new Trials.Recorder(), folder);
    TrialOutcome whole =
        Trials.run(longer, IMAGES, new Trials.Recorder(), directory.resolve("whole"));
    assertEquals(9, more.steps().timed());
    assertEquals(whole.metrics(), more.metrics());
    assertEquals(whole.looks(), more.looks());
  }

  @Test
  void aPlateauLowersTheRateWhereTheCurveSays() {
    Trials.Recorder recorder = new Trials.Recorder();
    Trials.run(
        spec(new Plateau(0.5, 0.1, 1, 0.0001), training(8, 1, NO_AVERAGE, Keep.LAST, 0)),
        IMAGES,
        recorder,
        directory);
    double rate = 0.5;
    double best = Double.NEGATIVE_INFINITY;
    int falls = 0;
    for (TrialListener.Epoch epoch : recorder.epochs) {
      assertEquals(rate, epoch.schedules().get("learningRate"), "epoch " + epoch.epoch());
      double elbo = epoch.validation().get("elbo");
      if (elbo <= best) {
        rate = Math.max(0.0001, rate * 0.1);
        falls++;
      }
      best = Math.max(best, elbo);
    }
    assertTrue(falls > 0, "" + elbos(recorder));
  }

  @Test
  void aPlateausRateIsTheOneThatMovesTheParameters() throws IOException {
    Path folder = directory.resolve("plateau");
    Trials.Recorder recorder = new Trials.Recorder();
    Trials.run(
        spec(new Plateau(0.5, 0.1, 1, 0), training(6, 1, NO_AVERAGE, Keep.LAST, 0)),
        IMAGES,
        recorder,
        folder);
    ImmutableList<Piece> pieces =
        recorder.epochs.stream()
            .map(epoch -> new Piece(epoch.schedules().get("learningRate"), Span.ofEpochs(1)))
            .collect(ImmutableList.toImmutableList());
    Path same = directory.resolve("pieces");
    Trials.run(
        spec(new PiecewiseSchedule(pieces), training(6, 1, NO_AVERAGE, Keep.LAST, 0)),
        IMAGES,
        new Trials.Recorder(),
        same);
    assertSame(last(same).variables(), last(folder).variables());
  }

  private static void assertRefused(String words, TrialSpec spec, Dataset data) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Trainer.check(spec, data));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  @Test
  void whatCannotBeFollowedIsRefusedInWords() {
    Dataset without =
        Trials.dataset(
            IMAGES.observationShape(),
            IMAGES.kind(),
            IMAGES.freshDraw(),
            ImmutableMap.copyOf(
                Maps.filterKeys(IMAGES.splits(), split -> split != Split.VALIDATION)));
    Schedule one = new ConstantSchedule(1);
    Schedule rate = new ConstantSchedule(0.01);
    assertRefused(
        "\"keep\": \"best\" follows the validation split, but the data set test-set has none",
        spec(without, one, rate, training(5, 1, NO_AVERAGE, Keep.BEST, 3)),
        without);
    assertRefused(
        "\"patience\": 3 follows the validation split, but the data set test-set has none",
        spec(without, one, rate, training(5, 1, NO_AVERAGE, Keep.LAST, 3)),
        without);
    assertRefused(
        "the plateau of learningRate follows the validation split, but the data set test-set",
        spec(without, one, new Plateau(0.1, 0.5, 1, 0), training(5, 1, NO_AVERAGE, Keep.LAST, 0)),
        without);
    assertRefused(
        "but \"validateEvery\": 0 never looks at it",
        spec(rate, training(5, 0, NO_AVERAGE, Keep.BEST, 0)),
        IMAGES);
    assertRefused(
        "\"keep\": \"best\" follows the validation split after whole epochs, but the training has"
            + " 5.0 epochs (30 steps), and the first look that counts comes after 7 epochs",
        spec(rate, training(5, 7, NO_AVERAGE, Keep.BEST, 0)),
        IMAGES);
    assertRefused(
        "once the schedule of beta has reached its last value, but the training has 5.0 epochs (30"
            + " steps), and the first look that counts comes after 6 epochs (36 steps)",
        spec(
            IMAGES,
            new LinearSchedule(0, 1, Span.ofEpochs(5)),
            rate,
            training(5, 1, NO_AVERAGE, Keep.BEST, 0)),
        IMAGES);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> training(5, 1, NO_AVERAGE, Keep.LAST, -1));
    assertEquals("patience must be positive but is -1", e.getMessage());
    assertEquals(Trials.epochs(5), training(5, 1, NO_AVERAGE, Keep.LAST, 0), "one way to say it");
  }
}

package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.optimizer.Adam;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.optimizer.RmsProp;
import org.lowerbound.optimizer.Sgd;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.schedule.LinearSchedule;
import org.lowerbound.schedule.Looks;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.schedule.Span;

final class TrainerTest {
  @TempDir Path directory;

  private int files;

  private Path newFile() {
    return directory.resolve("checkpoint-" + files++);
  }

  private TrialOutcome run(TrialSpec spec, Dataset dataset) {
    return Trials.run(spec, dataset, new Trials.Recorder(), newFile());
  }

  @Test
  void trainingRaisesTheBound() {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec =
        Trials.spec(
            images, Trials.bernoulliVae(), Trials.elbo(), Trials.adam(), Trials.epochs(40), 1);
    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome outcome = Trials.run(spec, images, recorder, newFile());
    double first = recorder.epochs.get(0).validation().get("elbo");
    double last = recorder.epochs.get(39).validation().get("elbo");
    // The two kinds of images differ in all pixels: knowing which it is is worth nats.
    assertTrue(last > first + 1, first + " then " + last);
    assertTrue(outcome.metrics().get("elbo").value() > first + 1);
    assertTrue(outcome.metrics().get("active-units").value() >= 1);
  }

  @Test
  void theOutcomeSaysWhatWasAsked() {
    Dataset images = Trials.dynamicImages();
    TrialOutcome outcome = run(Trials.binarySpec(images, 1), images);
    assertFalse(outcome.diverged());
    assertEquals(3 * Trials.STEPS_PER_EPOCH, outcome.steps().all());
    assertEquals(0, outcome.steps().skipped());
    // Encoder 12·5 + 5 and 2 (5·3 + 3), decoder 3·5 + 5 and 5·12 + 12.
    assertEquals(65 + 36 + 20 + 72, outcome.parameters());
    assertEquals(
        ImmutableSet.of(
            "elbo",
            "rate",
            "distortion",
            "elbo-bits-per-dim",
            "nll",
            "nll-bits-per-dim",
            "active-units",
            "train.elbo",
            "train.rate",
            "train.distortion",
            "train.elbo-bits-per-dim",
            "train.nll",
            "train.nll-bits-per-dim",
            "train.active-units"),
        outcome.metrics().keySet());
    for (Estimate estimate : outcome.metrics().values()) {
      assertTrue(Double.isFinite(estimate.value()));
      assertEquals(Trials.EXAMPLES, estimate.n());
    }
    double elbo = outcome.metrics().get("elbo").value();
    assertEquals(
        -outcome.metrics().get("rate").value() - outcome.metrics().get("distortion").value(),
        elbo,
        1e-9); // Sums in double precision.
    assertTrue(outcome.metrics().get("nll").value() < -elbo);
  }

  @Test
  void epochsAreReportedWithTheirMeansAndSchedules() {
    Dataset images = Trials.dynamicImages();
    Schedule beta = new LinearSchedule(0, 1, Span.ofEpochs(2));
    TrialSpec spec =
        Trials.spec(
            images,
            Trials.bernoulliVae(),
            new Elbo(beta, 1, KlEstimator.CLOSED_FORM, new ReparameterizedGradient()),
            Trials.adam(),
            Trials.epochs(3),
            1);
    Trials.Recorder recorder = new Trials.Recorder();
    Trials.run(spec, images, recorder, newFile());
    assertEquals(3 * Trials.STEPS_PER_EPOCH, recorder.steps);
    assertEquals(3, recorder.epochs.size());
    for (int i = 0; i < 3; i++) {
      TrialListener.Epoch epoch = recorder.epochs.get(i);
      assertEquals(i + 1, epoch.epoch());
      assertEquals((i + 1L) * Trials.STEPS_PER_EPOCH, epoch.step());
      assertEquals(ImmutableSet.of("bound", "rate", "distortion"), epoch.training().keySet());
      assertEquals(
          -epoch.training().get("rate") - epoch.training().get("distortion"),
          epoch.training().get("bound"),
          1e-5); // Sums of 32-bit floats of order 10.
      assertEquals(
          ImmutableSet.of("elbo", "rate", "distortion", "elbo-bits-per-dim"),
          epoch.validation().keySet());
      double last = Math.min(1, ((i + 1) * 6 - 1) / 12.0);
      assertEquals(last, epoch.schedules().get("beta"), 1e-12);
      assertEquals(0.01, epoch.schedules().get("learningRate"), 1e-12);
      assertEquals(2, epoch.schedules().size());
    }
  }

  @Test
  void theSameTrialGivesTheSameBits() {
    Dataset images = Trials.dynamicImages();
    Trials.Recorder first = new Trials.Recorder();
    Trials.Recorder second = new Trials.Recorder();
    ImmutableMap<String, Estimate> metrics =
        Trials.run(Trials.binarySpec(images, 1), images, first, newFile()).metrics();
    assertEquals(
        metrics,
        Trials.run(Trials.binarySpec(images, 1), Trials.dynamicImages(), second, newFile())
            .metrics());
    assertEquals(first.epochs, second.epochs);
    assertNotEquals(metrics, run(Trials.binarySpec(images, 2), images).metrics());
  }

  @Test
  void inOneGoItGivesTheSameAndLeavesNothing() throws IOException {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec = Trials.binarySpec(images, 1);
    Path kept = newFile();
    assertEquals(
        Trials.run(spec, images, new Trials.Recorder(), kept).metrics(),
        new Trainer(spec, images).run().metrics());
    assertTrue(Files.exists(Checkpoints.last(kept)));
    assertEquals(0, Checkpoints.none().step());
    Checkpoints.none().delete();
    assertTrue(Files.exists(Checkpoints.last(kept)));
  }

  @Test
  void trialsSideBySideGiveTheBitsTheyGiveAlone() throws Exception {
    Dataset images = Trials.dynamicImages();
    List<TrialSpec> specs = new ArrayList<>();
    for (long seed = 1; seed <= 2; seed++) {
      specs.add(Trials.binarySpec(images, seed));
      specs.add(
          Trials.spec(
              images,
              Trials.bernoulliVae(),
              new Iwae(4, new ReparameterizedGradient()),
              Trials.adam(),
              Trials.epochs(3),
              seed));
    }
    List<ImmutableMap<String, Estimate>> alone =
        specs.stream().map(spec -> run(spec, images).metrics()).toList();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<ImmutableMap<String, Estimate>>> tasks = new ArrayList<>();
      for (TrialSpec spec : specs) {
        Path file = newFile();
        tasks.add(() -> Trials.run(spec, images, new Trials.Recorder(), file).metrics());
      }
      List<Future<ImmutableMap<String, Estimate>>> together = threads.invokeAll(tasks);
      for (int i = 0; i < specs.size(); i++) {
        assertEquals(alone.get(i), together.get(i).get());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aTrialThatWasStoppedGoesOnAsIfItHadNotBeen() throws IOException {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec = Trials.binarySpec(images, 1);
    Path whole = newFile();
    Trials.Recorder uninterrupted = new Trials.Recorder();
    TrialOutcome expected = Trials.run(spec, images, uninterrupted, whole);
    // In the first epoch; after the last step of one, before its validation; within a later one;
    // before the last validation.
    for (int stop : new int[] {2, 6, 14, 18}) {
      Path interrupted = newFile();
      assertThrows(
          CancellationException.class,
          () -> Trials.run(spec, images, new Trials.Recorder(stop), interrupted));
      Trials.Recorder resumed = new Trials.Recorder();
      TrialOutcome actual = Trials.run(spec, images, resumed, interrupted);
      assertEquals(expected.metrics(), actual.metrics(), "stopped after " + stop);
      assertEquals(expected.steps().skipped(), actual.steps().skipped());
      assertArrayEquals(
          Files.readAllBytes(Checkpoints.last(whole)),
          Files.readAllBytes(Checkpoints.last(interrupted)));
      int kept = (stop - 1) / Trials.STEPS_PER_EPOCH;
      assertEquals(18 - stop, resumed.steps, "from the step at which it was stopped");
      assertEquals(uninterrupted.epochs.subList(kept, 3), resumed.epochs);
    }
  }

  @Test
  void aDamagedCheckpointCostsTimeAndNotTheResult() throws IOException {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec = Trials.binarySpec(images, 1);
    Path folder = newFile();
    TrialOutcome expected = Trials.run(spec, images, new Trials.Recorder(), folder);
    Path file = Checkpoints.last(folder);
    byte[] whole = Files.readAllBytes(file);
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;
    for (byte[] damaged : List.of(Arrays.copyOf(whole, whole.length / 2), flipped)) {
      Files.write(file, damaged);
      Trials.Recorder recorder = new Trials.Recorder();
      assertEquals(expected.metrics(), Trials.run(spec, images, recorder, folder).metrics());
      assertEquals(18, recorder.steps);
      assertEquals(List.of(file + " is damaged and is not used"), recorder.remarks);
    }
  }

  @Test
  void ofADamagedCheckpointTheOneBeforeServes() throws IOException {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec = Trials.binarySpec(images, 1);
    TrialOutcome expected = run(spec, images);
    Path folder = newFile();
    for (int stop : new int[] {5, 4}) { // After 5 steps, and after 9.
      assertThrows(
          CancellationException.class,
          () -> Trials.run(spec, images, new Trials.Recorder(stop), folder));
    }
    Files.write(Checkpoints.last(folder), new byte[100]);
    Trials.Recorder recorder = new Trials.Recorder();
    assertEquals(expected.metrics(), Trials.run(spec, images, recorder, folder).metrics());
    // After step 5, but for a machine so slow that a checkpoint was due between the two stops.
    assertTrue(recorder.startedAt >= 5 && recorder.startedAt < 9, "at " + recorder.startedAt);
    assertEquals(
        List.of(Checkpoints.last(folder) + " is no checkpoint and is not used"), recorder.remarks);
  }

  @Test
  void aCheckpointThatIsNotTheTrialsIsNamedAndNotUsed() {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec = Trials.binarySpec(images, 1);
    TrialOutcome expected = run(spec, images);
    Map<Origin, String> others =
        Map.of(
            new Origin("other", "another", "data", "build"),
            "is of another training (trial other)",
            new Origin("trial", "course", "other data", "build"),
            "was made on other data",
            new Origin("trial", "course", "data", "older"),
            "was made by another build (older; this is build)",
            new Origin("trial", "course", "data", "build"),
            "has other variables than the model");
    others.forEach(
        (origin, objection) -> {
          Path folder = newFile();
          new Checkpoints(folder, origin)
              .save(
                  new Checkpoint(
                      new Progress(
                          12, 0, ImmutableLongArray.of(12), ImmutableDoubleArray.of(), Looks.NONE),
                      EpochSums.NONE,
                      Optional.empty(),
                      ImmutableMap.of("theta", new float[] {1}),
                      ImmutableMap.of()));
          Trials.Recorder recorder = new Trials.Recorder();
          assertEquals(expected.metrics(), Trials.run(spec, images, recorder, folder).metrics());
          assertEquals(
              List.of(Checkpoints.last(folder) + " " + objection + " and is not used"),
              recorder.remarks);
        });
  }

  @Test
  void aLongerTrainingGoesOnFromAShorterOneOfItsCourse() {
    Dataset images = Trials.dynamicImages();
    // The shorter one ends within an epoch.
    for (TrainingSpec shorter : List.of(Trials.steps(8), Trials.epochs(2))) {
      Path folder = newFile();
      Trials.run(withTraining(images, shorter), images, new Trials.Recorder(), folder);
      Trials.Recorder longer = new Trials.Recorder();
      TrialSpec spec = withTraining(images, Trials.epochs(4));
      TrialOutcome actual = Trials.run(spec, images, longer, folder);
      Trials.Recorder whole = new Trials.Recorder();
      assertEquals(Trials.run(spec, images, whole, newFile()).metrics(), actual.metrics());
      int first = (int) longer.startedAt / Trials.STEPS_PER_EPOCH;
      assertEquals(whole.epochs.subList(first, 4), longer.epochs);
    }
  }

  private static TrialSpec withTraining(Dataset images, TrainingSpec training) {
    return Trials.spec(images, Trials.bernoulliVae(), Trials.elbo(), Trials.adam(), training, 1);
  }

  @Test
  void whatIsKnownIsNotMeasuredAgain() {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec = Trials.binarySpec(images, 1);
    Map<String, ImmutableMap<String, Estimate>> kept = new HashMap<>();
    List<String> measured = new ArrayList<>();
    KnownNumbers known =
        new KnownNumbers() {
          @Override
          public Optional<ImmutableMap<String, Estimate>> get(Split split, int metric) {
            return Optional.ofNullable(kept.get(split + " " + metric));
          }

          @Override
          public void put(
              Split split,
              int metric,
              ImmutableMap<String, Estimate> numbers,
              ImmutableMap<String, double[]> perExample) {
            kept.put(split + " " + metric, numbers);
            measured.add(split + " " + metric);
          }
        };
    Path folder = newFile();
    TrialOutcome first =
        new Trainer(spec, images, new Trials.Recorder(), Trials.checkpoints(folder), known).run();
    assertEquals(6, measured.size(), "three metrics, two splits");
    kept.remove(Split.TRAIN + " 1");
    measured.clear();
    TrialOutcome second =
        new Trainer(spec, images, new Trials.Recorder(), Trials.checkpoints(folder), known).run();
    assertEquals(List.of(Split.TRAIN + " 1"), measured);
    assertEquals(first.metrics(), second.metrics());
    assertEquals(0, second.steps().timed());
  }

  @Test
  void aStepThatIsNotFiniteIsSkippedAndCounted() {
    Dataset broken = Trials.realNumbers(Float.NaN);
    TrialSpec spec =
        Trials.spec(broken, Trials.normalVae(), Trials.elbo(), Trials.adam(), Trials.epochs(3), 1);
    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome outcome = Trials.run(spec, broken, recorder, newFile());
    // One example of 60 is broken: one batch of six in each epoch.
    assertTrue(outcome.trained());
    assertEquals(3, outcome.steps().skipped());
    assertEquals(18, recorder.steps);
    assertTrue(Double.isFinite(outcome.metrics().get("elbo").value()));
    assertEquals(Optional.of("train.elbo is NaN"), outcome.divergence());
    for (int i = 0; i < 3; i++) {
      assertEquals(i + 1, recorder.epochs.get(i).skipped());
      assertTrue(Double.isFinite(recorder.epochs.get(i).training().get("bound")));
    }
  }

  @Test
  void skippedStepsAreRememberedOverAnInterruption() {
    Dataset broken = Trials.realNumbers(Float.NaN);
    TrialSpec spec =
        Trials.spec(broken, Trials.normalVae(), Trials.elbo(), Trials.adam(), Trials.epochs(3), 1);
    TrialOutcome expected = run(spec, broken);
    Path file = newFile();
    assertThrows(
        CancellationException.class, () -> Trials.run(spec, broken, new Trials.Recorder(13), file));
    TrialOutcome actual = Trials.run(spec, broken, new Trials.Recorder(), file);
    assertEquals(3, actual.steps().skipped());
    assertEquals(expected.metrics(), actual.metrics());
  }

  @Test
  void aSkippedStepLeavesEverythingUntouched() {
    Dataset broken = Trials.realNumbers(Float.NaN);
    for (Optimizer optimizer :
        List.of(
            Trials.adam(),
            new Sgd(new ConstantSchedule(0.1), 0.9, true),
            new RmsProp(new ConstantSchedule(0.1), 0.9, 0.5, 1e-7))) {
      TrialSpec spec =
          Trials.spec(
              broken,
              Trials.normalVae(),
              Trials.elbo(),
              optimizer,
              new TrainingSpec(2, Optional.of(1), Optional.empty(), Optional.of(1.0), 10, 1),
              1);
      try (TrialGraph graph = TrialGraph.build(spec, broken);
          TrialSession session = new TrialSession(graph)) {
        Progress start = Progress.start(1, graph.training().loss.order());
        assertTrue(Trials.step(session, new int[] {1, 2}, 0, start, 30).isPresent());
        ImmutableMap<String, float[]> before = session.read();
        assertTrue(Trials.step(session, new int[] {0, 1}, 0, start, 30).isEmpty());
        ImmutableMap<String, float[]> after = session.read();
        before.forEach((name, values) -> assertArrayEquals(values, after.get(name), name));
        assertTrue(Trials.step(session, new int[] {1, 2}, 0, start, 30).isPresent());
        ImmutableMap<String, float[]> later = session.read();
        for (Parameter parameter : graph.model().variables.parameters()) {
          String name = parameter.name();
          assertFalse(Arrays.equals(before.get(name), later.get(name)), name);
        }
      }
    }
  }

  @Test
  void tooManySkippedStepsAreADivergence() {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec =
        Trials.spec(
            images,
            Trials.bernoulliVae(),
            Trials.elbo(),
            new Sgd(new ConstantSchedule(1e30), 0, false),
            new TrainingSpec(
                Trials.BATCH_SIZE, Optional.of(10), Optional.empty(), Optional.empty(), 10, 0),
            1);
    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome outcome = Trials.run(spec, images, recorder, newFile());
    assertTrue(outcome.diverged());
    assertEquals(11, outcome.steps().skipped()); // Ten are let pass.
    assertTrue(
        outcome
            .divergence()
            .orElseThrow()
            .matches(
                "11 of \\d+ steps had a loss or gradient that was not finite; step \\d+ was"
                    + " skipped: not finite were .*the gradient of model \\(.*"),
        outcome.divergence().orElseThrow());
    assertTrue(outcome.metrics().isEmpty());
    assertTrue(outcome.steps().all() < 60, "it gave up at once, after " + outcome.steps().all());
  }

  private static TrainingSpec lenient(Optional<Integer> epochs, Optional<Long> steps) {
    return new TrainingSpec(
        Trials.BATCH_SIZE, epochs, steps, Optional.empty(), Integer.MAX_VALUE, 1);
  }

  @Test
  void aGenerousLimitHidesNoDivergence() {
    Dataset images = Trials.dynamicImages();
    Optimizer wild = new Sgd(new ConstantSchedule(1e38), 0, false);
    for (TrainingSpec training :
        List.of(
            lenient(Optional.of(3), Optional.empty()),
            lenient(Optional.empty(), Optional.of(1L)))) { // The last step ruins the parameters.
      TrialOutcome outcome =
          run(Trials.spec(images, Trials.bernoulliVae(), Trials.elbo(), wild, training, 1), images);
      assertTrue(outcome.diverged());
      assertFalse(outcome.trained());
      assertTrue(outcome.metrics().isEmpty());
    }
  }

  @Test
  void parametersThatTheLastStepRuinedAreNamed() {
    Dataset numbers = Trials.realNumbers(1000); // Its gradient is well above 1.
    Optimizer wild = new Sgd(new ConstantSchedule(3e38), 0, false);
    TrainingSpec oneStep =
        new TrainingSpec(
            Trials.EXAMPLES, Optional.empty(), Optional.of(1L), Optional.empty(), 10, 0);
    TrialOutcome outcome =
        run(Trials.spec(numbers, Trials.normalVae(), Trials.elbo(), wild, oneStep, 1), numbers);
    String what = outcome.divergence().orElseThrow();
    assertTrue(what.matches("after step 1 the variable \\S+ is not finite"), what);
  }

  @Test
  void aNumberThatIsNotFiniteIsADivergence() {
    // The test split alone has a value that no number can be made of.
    Dataset numbers = Trials.realNumbers();
    float[] broken = new float[Trials.EXAMPLES * Trials.DIMENSION];
    broken[3] = Float.NaN;
    ImmutableMap<Split, Observations> splits =
        ImmutableMap.of(
            Split.TRAIN,
            numbers.splits().get(Split.TRAIN),
            Split.TEST,
            new Observations.Floats(broken, Trials.EXAMPLES, Trials.DIMENSION));
    Dataset dataset =
        Trials.dataset(numbers.observationShape(), numbers.kind(), FreshDraw.NOTHING, splits);
    TrialOutcome outcome =
        run(
            Trials.spec(
                dataset, Trials.normalVae(), Trials.elbo(), Trials.adam(), Trials.epochs(1), 1),
            dataset);
    assertEquals(Optional.of("elbo is NaN"), outcome.divergence());
    assertTrue(outcome.trained());
    assertTrue(Double.isFinite(outcome.metrics().get("train.elbo").value()));
  }

  @Test
  void aValidationThatIsNotFiniteIsADivergence() {
    Dataset numbers = Trials.realNumbers();
    float[] broken = new float[Trials.EXAMPLES * Trials.DIMENSION];
    broken[3] = Float.POSITIVE_INFINITY;
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    for (Split split : Split.values()) {
      splits.put(
          split,
          split == Split.VALIDATION
              ? new Observations.Floats(broken, Trials.EXAMPLES, Trials.DIMENSION)
              : numbers.splits().get(split));
    }
    Dataset dataset =
        Trials.dataset(
            numbers.observationShape(), numbers.kind(), FreshDraw.NOTHING, splits.buildOrThrow());
    TrialOutcome outcome =
        run(
            Trials.spec(
                dataset, Trials.normalVae(), Trials.elbo(), Trials.adam(), Trials.epochs(2), 1),
            dataset);
    String what = outcome.divergence().orElseThrow();
    assertTrue(what.startsWith("after step 6 the validation's elbo is "), what);
  }

  @Test
  void withALimitOfZeroTheFirstSkippedStepIsADivergence() {
    Dataset broken = Trials.realNumbers(Float.NaN);
    TrialSpec spec =
        Trials.spec(
            broken,
            Trials.normalVae(),
            Trials.elbo(),
            Trials.adam(),
            new TrainingSpec(
                Trials.BATCH_SIZE, Optional.of(3), Optional.empty(), Optional.empty(), 0, 1),
            1);
    TrialOutcome outcome = run(spec, broken);
    assertTrue(outcome.diverged());
    assertEquals(1, outcome.steps().skipped());
  }

  @Test
  void validationIsLookedAtAsOftenAsAsked() {
    Dataset images = Trials.dynamicImages();
    for (int every : new int[] {0, 2}) {
      TrialSpec spec =
          Trials.spec(
              images,
              Trials.bernoulliVae(),
              Trials.elbo(),
              Trials.adam(),
              new TrainingSpec(
                  Trials.BATCH_SIZE, Optional.of(5), Optional.empty(), Optional.empty(), 10, every),
              1);
      Trials.Recorder recorder = new Trials.Recorder();
      Trials.run(spec, images, recorder, newFile());
      List<Boolean> looked =
          recorder.epochs.stream().map(epoch -> !epoch.validation().isEmpty()).toList();
      assertEquals(
          every == 0
              ? List.of(false, false, false, false, false)
              : List.of(false, true, false, true, true),
          looked);
    }
  }

  @Test
  void lookingAtTheValidationSplitChangesNoResult() {
    Dataset images = Trials.dynamicImages();
    List<ImmutableMap<String, Estimate>> metrics = new ArrayList<>();
    for (int every : new int[] {0, 1}) {
      metrics.add(
          run(
                  Trials.spec(
                      images,
                      Trials.bernoulliVae(),
                      Trials.elbo(),
                      Trials.adam(),
                      new TrainingSpec(
                          Trials.BATCH_SIZE,
                          Optional.of(3),
                          Optional.empty(),
                          Optional.empty(),
                          10,
                          every),
                      1),
                  images)
              .metrics());
    }
    assertEquals(metrics.get(0), metrics.get(1));
  }

  @Test
  void aTrainingInStepsMayEndWithinAnEpoch() {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec =
        Trials.spec(
            images,
            Trials.bernoulliVae(),
            Trials.elbo(),
            Trials.adam(),
            new TrainingSpec(
                Trials.BATCH_SIZE, Optional.empty(), Optional.of(8L), Optional.empty(), 10, 1),
            1);
    Path file = newFile();
    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome outcome = Trials.run(spec, images, recorder, file);
    assertEquals(8, outcome.steps().all());
    assertEquals(ImmutableList.of(6L, 8L), recorder.epochs.stream().map(e -> e.step()).toList());
    Trials.Recorder again = new Trials.Recorder();
    assertEquals(outcome.metrics(), Trials.run(spec, images, again, file).metrics());
    assertEquals(0, again.steps);
  }

  @Test
  void aScheduleLongerThanTheTrainingIsRefusedByName() {
    Dataset images = Trials.dynamicImages();
    Schedule slow = new LinearSchedule(0.001, 1, Span.ofEpochs(4));
    IllegalArgumentException ofBeta =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Trainer.check(
                    Trials.spec(
                        images,
                        Trials.bernoulliVae(),
                        new Elbo(slow, 1, KlEstimator.CLOSED_FORM, new ReparameterizedGradient()),
                        Trials.adam(),
                        Trials.epochs(3),
                        1),
                    images));
    assertEquals(
        "the schedule of beta goes on for 24 steps, but the training has 18 (3.0 epochs): it would"
            + " never reach its last value",
        ofBeta.getMessage());
    IllegalArgumentException ofRate =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Trainer.check(
                    Trials.spec(
                        images,
                        Trials.bernoulliVae(),
                        Trials.elbo(),
                        new Adam(slow, 0.9, 0.999, 1e-8),
                        Trials.epochs(3),
                        1),
                    images));
    assertTrue(ofRate.getMessage().startsWith("the schedule of learningRate goes on for 24 steps"));
  }

  @Test
  void aTrialThatFitsPassesTheCheck() {
    Dataset images = Trials.dynamicImages();
    Trainer.check(Trials.binarySpec(images, 1), images);
  }

  @Test
  void partsThatDoNotGoTogetherAreRefusedBeforeTheRun() {
    Dataset numbers = Trials.realNumbers();
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> Trainer.check(Trials.binarySpec(numbers, 1), numbers))
            .getMessage()
            .contains("bernoulli"));
    Dataset images = Trials.dynamicImages();
    Dataset unvalidated =
        Trials.dataset(
            images.observationShape(),
            images.kind(),
            FreshDraw.BINARIZATION,
            ImmutableMap.of(
                Split.TRAIN,
                images.splits().get(Split.TRAIN),
                Split.TEST,
                images.splits().get(Split.TEST)));
    Trainer.check(Trials.binarySpec(unvalidated, 1), unvalidated);
    TrialSpec large =
        Trials.spec(
            images,
            Trials.bernoulliVae(),
            Trials.elbo(),
            Trials.adam(),
            new TrainingSpec(61, Optional.of(1), Optional.empty(), Optional.empty(), 10, 1),
            1);
    assertEquals(
        "batchSize 61 is larger than the training split of 60 examples",
        assertThrows(IllegalArgumentException.class, () -> Trainer.check(large, images))
            .getMessage());
  }
}

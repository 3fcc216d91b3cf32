package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.KlHistory;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.bound.KlPerUnit;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.optimizer.Adam;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.schedule.PiecewiseSchedule;
import org.lowerbound.schedule.PiecewiseSchedule.Piece;
import org.lowerbound.schedule.Span;
import org.tensorflow.op.Ops;

/** The KL of each latent unit over a training: what is seen, kept and found again. */
final class KlHistoryTrialTest {
  private static final Dataset IMAGES = Trials.dynamicImages();

  @TempDir Path directory;

  /** Remembers the history that it is told of. */
  private record Listens(List<KlHistory> heard) implements Metric {
    @Override
    public ImmutableList<Column> columns() {
      return ImmutableList.of(new Column("looks", "", Better.NEITHER, "How many there are"));
    }

    @Override
    public Measurement build(Ops tf, EvaluationScope graph) {
      return runner -> {
        heard.add(runner.klHistory());
        return ImmutableMap.of("looks", Estimate.exact(runner.klHistory().looks().size(), 1));
      };
    }
  }

  private final Listens listens = new Listens(new ArrayList<>());

  private TrialSpec spec(
      Dataset data, ModelSpec model, Optimizer optimizer, TrainingSpec training) {
    return new TrialSpec(
        source -> data,
        model,
        Trials.elbo(),
        optimizer,
        training,
        new EvaluationSpec(
            ImmutableList.of(listens, new KlPerUnit(3, KlEstimator.CLOSED_FORM, 1)),
            ImmutableList.of(Split.VALIDATION),
            ImmutableList.of()),
        1);
  }

  private TrialSpec spec(int epochs) {
    return spec(IMAGES, Trials.bernoulliVae(), Trials.adam(), Trials.epochs(epochs));
  }

  private KlHistory heard() {
    return listens.heard().get(listens.heard().size() - 1);
  }

  @Test
  void theLastLookIsWhatTheMetricMeasures() {
    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome outcome = Trials.run(spec(3), IMAGES, recorder, directory);
    assertEquals(List.of(1L, 2L, 3L), heard().looks().stream().map(KlHistory.Look::epoch).toList());
    for (int epoch = 0; epoch < 3; epoch++) {
      assertEquals(recorder.epochs.get(epoch).unitKls(), heard().looks().get(epoch).kls());
    }
    double[] last = heard().looks().get(2).kls().stream().sorted().toArray();
    for (int rank = 0; rank < 3; rank++) {
      // The same 32-bit numbers, in sums of another order.
      assertEquals(
          outcome.metrics().get("validation.kl-" + (rank + 1)).value(), last[2 - rank], 1e-9);
    }
    assertEquals(
        recorder.epochs.get(2).validation().get("rate"),
        heard().looks().get(2).kls().stream().sum(),
        1e-5);
  }

  @Test
  void aStoppedTrainingGoesOnWithWhatItSaw() {
    Trials.run(spec(4), IMAGES, new Trials.Recorder(), directory.resolve("whole"));
    KlHistory whole = heard();
    for (long stop : new long[] {Trials.STEPS_PER_EPOCH * 2, Trials.STEPS_PER_EPOCH * 3 - 1}) {
      Path folder = directory.resolve("stopped-" + stop);
      assertThrows(
          CancellationException.class,
          () -> Trials.run(spec(4), IMAGES, new Trials.Recorder(stop), folder));
      Trials.run(spec(4), IMAGES, new Trials.Recorder(), folder);
      assertEquals(whole, heard(), "stopped after " + stop);
    }
    // Measured again, later, without a step; and gone on from.
    Trials.run(spec(4), IMAGES, new Trials.Recorder(), directory.resolve("whole"));
    assertEquals(whole, heard());
    Trials.run(spec(5), IMAGES, new Trials.Recorder(), directory.resolve("whole"));
    assertEquals(whole.looks(), heard().looks().subList(0, 4));
    assertEquals(5, heard().looks().size());
  }

  @Test
  void theHistoryEndsWithTheStateThatIsKept() {
    Optimizer goodThenBad =
        new Adam(
            new PiecewiseSchedule(
                ImmutableList.of(
                    new Piece(0.02, Span.ofEpochs(2)), new Piece(1, Span.ofEpochs(2)))),
            0.9,
            0.999,
            1e-8);
    TrainingSpec best =
        new TrainingSpec(
            Trials.BATCH_SIZE,
            Optional.of(4),
            Optional.empty(),
            Optional.empty(),
            10,
            1,
            Optional.empty(),
            Optional.of(Keep.BEST),
            Optional.empty());
    Trials.Recorder recorder = new Trials.Recorder();
    Trials.run(spec(IMAGES, Trials.bernoulliVae(), goodThenBad, best), IMAGES, recorder, directory);
    assertEquals(2, heard().looks().size());
    assertEquals(4, recorder.epochs.size());
    assertTrue(recorder.epochs.stream().noneMatch(epoch -> epoch.unitKls().isEmpty()));
  }

  @Test
  void withoutALookThereIsNoHistory() {
    TrainingSpec blind =
        new TrainingSpec(
            Trials.BATCH_SIZE, Optional.of(2), Optional.empty(), Optional.empty(), 10, 0);
    Trials.Recorder recorder = new Trials.Recorder();
    Trials.run(
        spec(IMAGES, Trials.bernoulliVae(), Trials.adam(), blind), IMAGES, recorder, directory);
    assertEquals(KlHistory.NONE, heard());
    assertEquals(ImmutableDoubleArray.of(), recorder.epochs.get(0).unitKls());
  }
}

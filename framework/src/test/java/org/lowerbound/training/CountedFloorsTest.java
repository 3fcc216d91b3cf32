package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.data.TestFiles;
import org.lowerbound.data.named.BinarizedMnist;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.autoregressive.CausalCounts;
import org.lowerbound.model.autoregressive.IndependentPixels;
import org.lowerbound.objective.closedform.ClosedFormSolve;
import org.lowerbound.optimizer.Adam;
import org.lowerbound.schedule.ConstantSchedule;

/**
 * The floors of binarised MNIST, against a program in double precision (Python with numpy); skipped
 * where LOWERBOUND_DATA does not say where the files are.
 */
final class CountedFloorsTest {
  /** Of log p(x), a sum of 784 logarithms in 32-bit floats, 10⁻⁶ of it; their mean is as exact. */
  private static final double ROUNDING = 5e-4;

  @TempDir Path directory;

  private double nll(Dataset data, ModelSpec model) {
    TrialOutcome outcome =
        Trials.run(
            new TrialSpec(
                source -> data,
                model,
                new ClosedFormSolve(),
                new Adam(new ConstantSchedule(0.1), 0.9, 0.999, 1e-8),
                new TrainingSpec(1000, Optional.of(1), Optional.empty(), Optional.empty(), 10, 1),
                new EvaluationSpec(
                    ImmutableList.of(new Nll(1, 1)),
                    ImmutableList.of(Split.TEST),
                    ImmutableList.of()),
                1),
            data,
            new Trials.Recorder(),
            directory.resolve("trial-" + model.hashCode()));
    assertEquals(Optional.empty(), outcome.divergence());
    return outcome.metrics().get("nll").value();
  }

  @Test
  void ofBinarizedMnist() {
    Dataset data =
        new BinarizedMnist().load(TestFiles.source(TestFiles.dataDirectory(), directory));
    assertEquals(205.79328, nll(data, new IndependentPixels(1)), ROUNDING);
    assertEquals(
        104.93166, nll(data, new CausalCounts(2, ImmutableList.of(5, 3), false, 0.5)), ROUNDING);
    assertEquals(
        97.24329, nll(data, new CausalCounts(2, ImmutableList.of(5, 3), true, 0.5)), ROUNDING);
  }
}

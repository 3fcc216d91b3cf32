package org.lowerbound.evaluation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.evaluation.bound.ExactNll;
import org.lowerbound.evaluation.bound.IwaeBound;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.evaluation.code.ActiveUnits;
import org.lowerbound.evaluation.disentanglement.MutualInformationGap;
import org.lowerbound.evaluation.figure.Density2d;
import org.lowerbound.evaluation.reconstruction.ReconstructionError;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.LikelihoodKind;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;

final class EvaluationSpecTest {
  /** Without columns beside those that the metrics name. */
  private static final MetricColumns REAL_DENSITY =
      new MetricColumns(LikelihoodKind.DENSITY, Optional.empty());

  private static EvaluationSpec spec(List<Metric> metrics, Split... splits) {
    return new EvaluationSpec(
        ImmutableList.copyOf(metrics), ImmutableList.copyOf(splits), ImmutableList.of());
  }

  private static Dataset withoutValidation() {
    Observations images = new Observations.Bytes(new byte[4], 2, 2);
    return Dataset.of(
        "test-set",
        Shape.of(2),
        ValueKind.BINARY,
        FreshDraw.NOTHING,
        ImmutableMap.of(Split.TRAIN, images, Split.TEST, images),
        Optional.empty(),
        Optional.empty());
  }

  private static void assertRejected(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  @Test
  void twoMetricsDoNotFillOneColumn() {
    assertRejected(
        "two metrics fill the column nll",
        () -> spec(List.of(new Nll(10, 10), new Nll(5000, 10)), Split.TEST));
    assertRejected(
        "two metrics fill the column iwae-10",
        () -> spec(List.of(new IwaeBound(10, 10), new IwaeBound(10, 5)), Split.TEST));
    assertRejected(
        "two metrics fill the column elbo",
        () ->
            spec(
                List.of(
                    new ElboMetric(1, KlEstimator.CLOSED_FORM),
                    new ElboMetric(2, KlEstimator.CLOSED_FORM)),
                Split.TEST));
    assertDoesNotThrow(
        () -> spec(List.of(new IwaeBound(10, 10), new IwaeBound(20, 10)), Split.TEST));
  }

  @Test
  void aMetricHasAColumnWithAName() {
    Metric none =
        new Metric() {
          @Override
          public ImmutableList<Column> columns() {
            return ImmutableList.of();
          }

          @Override
          public Measurement build(Ops tf, EvaluationScope graph) {
            return runner -> ImmutableMap.of();
          }
        };
    assertRejected(
        "metrics[1] declares no column; a metric has one at least",
        () -> spec(List.of(new ActiveUnits(0.1), none), Split.TEST));
    assertRejected(
        "a column must have a name but has \" \"",
        () -> new Column(" ", "nats", Column.Better.LOWER, ""));
  }

  @Test
  void twoFiguresDoNotHaveOneName() {
    ImmutableList<Figure> figures =
        ImmutableList.of(new Density2d(10, 8, 4), new Density2d(10, 8, 2));
    assertRejected(
        "two figures have the name density-2d",
        () -> new EvaluationSpec(ImmutableList.of(), ImmutableList.of(Split.TEST), figures));
  }

  @Test
  void columnsOfOtherSplitsBearTheirNames() {
    EvaluationSpec spec =
        spec(List.of(new Nll(10, 10), new ActiveUnits(0.01)), Split.TEST, Split.TRAIN);
    assertEquals(
        List.of("nll", "active-units", "train.nll", "train.active-units"),
        spec.columns(REAL_DENSITY).stream().map(Column::name).toList());
    Column nll = spec.columns(REAL_DENSITY).get(2);
    assertEquals("nats", nll.unit());
    assertEquals(Column.Better.LOWER, nll.better());
    assertEquals("validation.mig", EvaluationSpec.qualified(Split.VALIDATION, "mig"));
    assertEquals("mig", EvaluationSpec.qualified(Split.TEST, "mig"));
    for (Split split : Split.values()) {
      assertEquals(split, EvaluationSpec.splitOf(EvaluationSpec.qualified(split, "train")));
    }
  }

  @Test
  void whateverTheModelItsColumnsAreAmongThePossibleOnes() {
    EvaluationSpec spec = spec(List.of(new Nll(10, 10), new ActiveUnits(0.01)), Split.TRAIN);
    assertEquals(
        List.of(
            "train.nll", "train.nll-bits-per-dim", "train.unnormalized-nll", "train.active-units"),
        spec.possibleColumns().stream().map(Column::name).toList());
    MetricColumns mass =
        new MetricColumns(
            LikelihoodKind.MASS, BitsPerDimension.of(LikelihoodKind.MASS, ValueKind.BINARY, 3));
    assertEquals(
        List.of("train.nll", "train.nll-bits-per-dim", "train.active-units"),
        spec.columns(mass).stream().map(Column::name).toList());
    assertEquals(
        List.of("train.unnormalized-nll", "train.active-units"),
        spec.columns(new MetricColumns(LikelihoodKind.UNNORMALIZED, Optional.empty())).stream()
            .map(Column::name)
            .toList());
  }

  @Test
  void everyMetricFillsTheColumnsItNames() {
    List<Metric> metrics =
        List.of(
            new ElboMetric(1, KlEstimator.CLOSED_FORM),
            new Nll(1, 1),
            new IwaeBound(7, 1),
            new ExactNll(),
            new ActiveUnits(0.1),
            new MutualInformationGap(20),
            new ReconstructionError());
    assertEquals(
        List.of(
            "elbo",
            "rate",
            "distortion",
            "nll",
            "iwae-7",
            "exact-nll",
            "active-units",
            "mig",
            "reconstruction-error"),
        spec(metrics, Split.TEST).columns(REAL_DENSITY).stream().map(Column::name).toList());
  }

  @Test
  void splitsAreThereAndNotTwice() {
    assertRejected("splits must not be empty", () -> spec(List.of(new Nll(1, 1))));
    assertRejected(
        "splits repeat: [test, test]", () -> spec(List.of(new Nll(1, 1)), Split.TEST, Split.TEST));
    assertRejected(
        "test-set has no validation split here; it has [train, test]",
        () ->
            spec(List.of(new Nll(1, 1)), Split.TEST, Split.VALIDATION)
                .checkFits(withoutValidation()));
  }

  @Test
  void aMetricThatMeansNothingForTheDataIsRefused() {
    assertRejected(
        "the true density of test-set is not known; exact-nll needs a data set like"
            + " linear-gaussian",
        () -> spec(List.of(new ExactNll()), Split.TEST).checkFits(withoutValidation()));
    assertRejected(
        "the factors of test-set are not known; mig needs a data set like sprites",
        () ->
            spec(List.of(new MutualInformationGap(20)), Split.TEST).checkFits(withoutValidation()));
    assertDoesNotThrow(
        () -> spec(List.of(new Nll(1, 1)), Split.TEST).checkFits(withoutValidation()));
  }

  @Test
  void aThresholdIsPositive() {
    assertRejected("threshold must be positive but is 0.0", () -> new ActiveUnits(0));
  }
}

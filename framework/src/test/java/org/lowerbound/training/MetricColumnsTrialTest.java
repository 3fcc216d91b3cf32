package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.bound.ChiUpperBound;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.evaluation.bound.IwaeBound;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.evaluation.code.ActiveUnits;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.OutputBias;

/** How the numbers of trials are named, and in which units they are given. */
final class MetricColumnsTrialTest {
  private static final double LN_2 = 0.6931471805599453;
  private static final int D = Trials.DIMENSION;

  /** A few roundings of doubles, of numbers of order 10. */
  private static final double ROUNDING = 1e-12;

  @TempDir Path directory;

  private static Dataset grey(FreshDraw freshDraw) {
    Dataset images = Trials.dynamicImages();
    return Trials.dataset(images.observationShape(), images.kind(), freshDraw, images.splits());
  }

  private static TrialSpec spec(Dataset dataset, ModelSpec model) {
    return new TrialSpec(
        source -> dataset,
        model,
        Trials.elbo(),
        Trials.adam(),
        Trials.epochs(1),
        new EvaluationSpec(
            ImmutableList.of(
                new ElboMetric(1, KlEstimator.CLOSED_FORM),
                new Nll(10, 10),
                new IwaeBound(5, 5),
                new ChiUpperBound(2, 10, 10),
                new ActiveUnits(0.01)),
            ImmutableList.of(Split.TEST, Split.TRAIN),
            ImmutableList.of()),
        1);
  }

  private ImmutableMap<String, Estimate> run(
      Dataset dataset, ModelSpec model, Trials.Recorder recorder) {
    TrialSpec spec = spec(dataset, model);
    Trainer.check(spec, dataset);
    ImmutableMap<String, Estimate> metrics =
        Trials.run(spec, dataset, recorder, directory.resolve("checkpoint")).metrics();
    // What a table promises is what it gets.
    assertEquals(
        spec.evaluation().columns(spec.metricColumns(dataset)).stream()
            .map(Column::name)
            .collect(ImmutableSet.toImmutableSet()),
        metrics.keySet());
    return metrics;
  }

  private ImmutableMap<String, Estimate> run(Dataset dataset, ModelSpec model) {
    return run(dataset, model, new Trials.Recorder());
  }

  private static void assertBits(
      ImmutableMap<String, Estimate> metrics, String name, int sign, double offset) {
    for (String split : List.of("", "train.")) {
      Estimate nats = metrics.get(split + name);
      Estimate bits = metrics.get(split + name + "-bits-per-dim");
      assertEquals(sign * nats.value() / (D * LN_2) + offset, bits.value(), ROUNDING);
      assertEquals(
          nats.standardError().orElseThrow() / (D * LN_2),
          bits.standardError().orElseThrow(),
          ROUNDING);
    }
  }

  @Test
  void massesOfBitsAreAlsoGivenInBitsPerDimension() {
    ImmutableMap<String, Estimate> metrics =
        run(grey(FreshDraw.BINARIZATION), Trials.bernoulliVae());
    assertBits(metrics, "elbo", -1, 0);
    assertBits(metrics, "iwae-5", -1, 0);
    assertBits(metrics, "nll", 1, 0);
    // A bound from above is not the length of any code, nor is a part of one.
    assertFalse(metrics.containsKey("cubo-bits-per-dim"));
    assertFalse(metrics.containsKey("distortion-bits-per-dim"));
  }

  @Test
  void densitiesOfDequantizedLevelsCostEightBitsMore() {
    ImmutableMap<String, Estimate> metrics =
        run(grey(FreshDraw.DEQUANTIZATION), Trials.normalVae());
    assertBits(metrics, "elbo", -1, 8);
    assertBits(metrics, "iwae-5", -1, 8);
    assertBits(metrics, "nll", 1, 8);
  }

  @Test
  void densitiesOfGreyOrRealValuesHaveNoBitsPerDimension() {
    for (Dataset dataset : List.of(grey(FreshDraw.NOTHING), Trials.realNumbers())) {
      assertEquals(
          Set.of("elbo", "rate", "distortion", "nll", "iwae-5", "cubo", "active-units"),
          run(dataset, Trials.normalVae()).keySet().stream()
              .filter(name -> !name.startsWith("train."))
              .collect(ImmutableSet.toImmutableSet()));
    }
  }

  @Test
  void whatIsNoLikelihoodDoesNotBearItsName() {
    ModelSpec crossEntropy = Trials.vae(new BernoulliLikelihood(true, OutputBias.DATA_MEAN));
    Dataset images = grey(FreshDraw.NOTHING);
    Trials.Recorder recorder = new Trials.Recorder();
    ImmutableMap<String, Estimate> metrics = run(images, crossEntropy, recorder);
    Set<String> named =
        Set.of(
            "unnormalized-elbo",
            "rate",
            "unnormalized-distortion",
            "unnormalized-nll",
            "unnormalized-iwae-5",
            "unnormalized-cubo",
            "active-units");
    ImmutableSet.Builder<String> all = ImmutableSet.<String>builder().addAll(named);
    named.forEach(name -> all.add("train." + name));
    assertEquals(all.build(), metrics.keySet());
    assertEquals(
        Set.of("unnormalized-elbo", "rate", "unnormalized-distortion"),
        recorder.epochs.get(0).validation().keySet());

    TrialSpec spec = spec(images, crossEntropy);
    for (Column column : spec.evaluation().columns(spec.metricColumns(images))) {
      if (column.name().contains("unnormalized-")) {
        assertEquals(Better.NEITHER, column.better());
        assertTrue(column.description().startsWith("No log-likelihood"), column.description());
      }
    }
  }
}

package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.memory.MachineMemory;
import org.lowerbound.memory.RunMemory;
import org.lowerbound.memory.TensorSize;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.objective.gradient.DoublyReparameterized;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.objective.gradient.StickingTheLanding;

/** What trials are said to take in memory, against what TensorFlow's allocator has seen. */
final class TrialMemoryTest {
  private static final long GIBIBYTE = 1L << 30;

  private static TrialSpec spec(Dataset dataset, Objective objective) {
    return Trials.spec(
        dataset, Trials.bernoulliVae(), objective, Trials.adam(), Trials.epochs(1), 1);
  }

  private static Objective iwae(int draws, GradientEstimator gradient) {
    return new Iwae(draws, gradient);
  }

  @Test
  void aStepTakesWhatIsSaid() {
    Dataset images = Trials.dynamicImages();
    for (GradientEstimator gradient :
        List.of(
            new ReparameterizedGradient(), new StickingTheLanding(), new DoublyReparameterized())) {
      TrialSpec spec = spec(images, iwae(1000, gradient));
      try (TrialGraph graph = TrialGraph.build(spec, images);
          MeasuredMemory measured = new MeasuredMemory(graph)) {
        RunMemory said = TrialMemory.of(graph, spec).runs().get("a step");
        long peak =
            measured.peakBytes(
                ImmutableList.copyOf(graph.training().updates),
                graph.training().reported.values().asList(),
                Trials.BATCH_SIZE);
        check(said, peak, gradient.toString());
        // The logits of a step alone: [1000, 10, 12].
        assertTrue(said.leastBytes() >= 4L * 1000 * 10 * Trials.DIMENSION, said.toString());
      }
    }
  }

  @Test
  void aMetricTakesWhatIsSaid() {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec = spec(images, Trials.elbo());
    try (TrialGraph graph = TrialGraph.build(spec, images);
        MeasuredMemory measured = new MeasuredMemory(graph)) {
      TrialMemory memory = TrialMemory.of(graph, spec);
      for (int i = 0; i < graph.evaluation().measurements.size(); i++) {
        FirstRun run =
            FirstRun.of(
                    Split.TEST,
                    split -> Trials.EXAMPLES,
                    graph.evaluation().measurements.get(i)::measure)
                .orElseThrow();
        String name = "the metric " + spec.evaluation().metrics().get(i).columns().get(0).name();
        check(
            memory.runs().get(name),
            measured.peakBytes(List.of(), run.fetches(), run.rows()),
            name);
      }
    }
  }

  /**
   * The most is an estimate of the process, whose allocator keeps more than tensors take; tensors
   * alone are well below it.
   */
  private static void check(RunMemory said, long peak, String what) {
    assertTrue(said.leastBytes() > 0, what);
    assertTrue(said.leastBytes() <= peak, what + ": " + said + ", measured " + peak);
    assertTrue(said.likelyBytes() >= peak, what + ": " + said + ", measured " + peak);
    // Not by an order of magnitude: the bound would refuse nothing, the estimate warn of all.
    assertTrue(said.leastBytes() >= peak / 8, what + ": " + said + ", measured " + peak);
    assertTrue(said.likelyBytes() <= 6 * peak, what + ": " + said + ", measured " + peak);
  }

  @Test
  void aChunkIsWhatCountsNotTheDrawsOfAMetric() {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec = spec(images, Trials.elbo());
    TrialMemory memory = Trainer.check(spec, images).memory();
    // Nll(20, 7) on splits of 60: [7, 60, 12] logits, and not [20, 60, 12].
    TensorSize logits = memory.runs().get("the metric nll").largest().get(0);
    assertEquals(4L * 7 * 60 * 12, logits.bytes(), logits.toString());
  }

  @Test
  void aTrialThatCannotFitIsRefusedWithItsLargestTensors() {
    TrialMemory memory =
        new TrialMemory(
            GIBIBYTE / 2,
            ImmutableMap.of(
                "a step",
                new RunMemory(
                    3 * GIBIBYTE,
                    6 * GIBIBYTE,
                    ImmutableList.of(
                        new TensorSize(
                            "decoder.logits",
                            ImmutableList.of(1_000_000L, 784L),
                            4L * 1_000_000 * 784))),
                "the metric nll",
                new RunMemory(GIBIBYTE, GIBIBYTE, ImmutableList.of())));
    assertEquals(
        "a step needs at least 3.5 GiB of memory; of this machine's 2.5 GiB tensors can have 2.1"
            + " GiB; 0.5 GiB of it are for parameters and data; the largest tensors:"
            + " decoder.logits [1000000, 784] 2.9 GiB; fewer samples, a smaller batchSize or"
            + " narrower layers take less",
        assertThrows(
                IllegalArgumentException.class,
                () -> memory.checkFits(new MachineMemory(GIBIBYTE * 5 / 2)))
            .getMessage());
    MachineMemory larger = new MachineMemory(4 * GIBIBYTE);
    memory.checkFits(larger);
    assertTrue(
        memory
            .warning(larger)
            .orElseThrow()
            .startsWith("a step may need up to 6.5 GiB of memory; of this machine's 4.0 GiB"));
    assertEquals(Optional.empty(), memory.warning(new MachineMemory(8 * GIBIBYTE)));
  }
}

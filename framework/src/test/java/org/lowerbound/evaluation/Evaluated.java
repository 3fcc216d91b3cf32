package org.lowerbound.evaluation;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Runs metrics on one split in a harness, and remembers the runs. */
public final class Evaluated implements SplitRunner {
  private final GraphHarness harness;
  private final EvaluationScope graph;
  private final int count;
  private final Map<String, double[]> kept = new LinkedHashMap<>();
  private final List<Long> draws = new ArrayList<>();
  private KlHistory klHistory = KlHistory.NONE;
  private final List<Integer> progress = new ArrayList<>();

  /** Takes all rows of {@code observations}, {@code [N, D]}, for the test split. */
  public Evaluated(
      GraphHarness harness,
      Model model,
      Operand<TFloat32> observations,
      int count,
      Dataset dataset) {
    this.harness = harness;
    this.count = count;
    this.graph =
        new EvaluationScope(
            model,
            harness.tf().gather(observations, harness.rows(), harness.tf().constant(0)),
            Pass.evaluation(),
            stream -> harness.noise(1, stream),
            dataset,
            new Iwae(1, new ReparameterizedGradient()),
            new OfNodes(harness),
            new NoClassifiers(),
            spec -> {
              throw new AssertionError("no other data here");
            });
  }

  /** No classifiers: they take a trial. */
  public record NoClassifiers() implements Classifiers {
    @Override
    public ClassifierTraining of(Architecture network, Labels labels) {
      throw new AssertionError("no classifiers here");
    }

    @Override
    public EncoderTraining ofEncoder(Labels labels, String who) {
      throw new AssertionError("no classifiers here");
    }
  }

  /** Gradients by nodes, and none of objectives. */
  private record OfNodes(GraphHarness harness) implements GradientProbe {
    @Override
    public ImmutableList<ImmutableMap<ParameterGroup, Operand<TFloat32>>> gradients(
        ImmutableList<Objective> objectives, String stream) {
      throw new AssertionError("no gradients of objectives here");
    }

    @Override
    public ImmutableList<Operand<TFloat32>> of(
        Operand<TFloat32> sum, ImmutableList<Operand<TFloat32>> by) {
      return harness.gradients(sum, by);
    }
  }

  /** Returns what the last metric kept of each example, by name. */
  public ImmutableMap<String, double[]> kept() {
    return ImmutableMap.copyOf(kept);
  }

  /** Tells of a training. */
  public Evaluated withKlHistory(KlHistory history) {
    klHistory = history;
    return this;
  }

  @Override
  public KlHistory klHistory() {
    return klHistory;
  }

  /** Returns the numbers of a metric, which must be those that it declares. */
  public ImmutableMap<String, Estimate> measure(Metric metric) {
    kept.clear();
    return new MetricColumns(LikelihoodKind.DENSITY, Optional.empty())
        .measurement(metric, metric.build(harness.tf(), graph))
        .measure(this);
  }

  /** Returns what metrics and figures build on. */
  public EvaluationScope graph() {
    return graph;
  }

  /** Returns the number of the noise of each run so far. */
  public ImmutableList<Long> draws() {
    return ImmutableList.copyOf(draws);
  }

  /** Returns the numbers of examples done that were heard of. */
  public ImmutableList<Integer> progress() {
    return ImmutableList.copyOf(progress);
  }

  @Override
  public Split split() {
    return Split.TEST;
  }

  /** Returns the same rows: all splits of a harness are one. */
  @Override
  public SplitRunner of(Split other) {
    return this;
  }

  @Override
  public void keep(String name, double[] perExample) {
    if (kept.put(name, perExample.clone()) != null) {
      throw new AssertionError(name + " is kept twice");
    }
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public ImmutableList<float[]> run(
      int[] rows, long draw, ImmutableList<Fed> fed, ImmutableList<Operand<TFloat32>> fetches) {
    draws.add(draw);
    harness.setRows(rows);
    harness.setStep(draw);
    return harness.run(
        fed.stream().collect(ImmutableMap.toImmutableMap(Fed::node, Fed::tensor)), fetches);
  }

  @Override
  public void progress(int examplesDone) {
    progress.add(examplesDone);
  }
}

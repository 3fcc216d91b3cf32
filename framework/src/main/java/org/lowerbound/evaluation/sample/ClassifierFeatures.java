package org.lowerbound.evaluation.sample;

import java.util.Optional;
import java.util.function.Function;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.ClassifierSpec;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.Target;
import org.lowerbound.evaluation.TrainedClassifier;
import org.lowerbound.spec.Flat;
import org.tensorflow.op.Ops;

/**
 * The values of the last hidden layer of a classifier that is trained on the data's labels, once
 * for all metrics and figures of a trial that name it. Numbers depend on the classifier, and
 * compare with those by the same one only.
 *
 * @param classifierSpec the network, and how it is trained
 * @param target the factor that it tells; the labels where there is none
 */
public record ClassifierFeatures(@Flat ClassifierSpec classifierSpec, Optional<String> target)
    implements FeatureSpace {
  private static final String LABEL = "classifier";

  /** What is shared: a classifier, ready to be trained, and kept once it is. */
  private record Prepared(Function<SplitRunner, TrainedClassifier> training) {}

  @Override
  public String label() {
    return LABEL;
  }

  @Override
  public Optional<String> classifier() {
    return Optional.of(classifierSpec.description());
  }

  @Override
  public boolean readsLabels() {
    return target.isEmpty();
  }

  @Override
  public void checkFits(Dataset dataset) {
    Target.of(dataset, target, "features of a " + LABEL);
  }

  @Override
  public Function<SplitRunner, FeatureMap> build(Ops tf, EvaluationScope graph, String who) {
    Prepared prepared =
        graph
            .shared()
            .get(
                Prepared.class,
                this,
                noise ->
                    new Prepared(
                        classifierSpec.prepare(graph, Target.of(graph.dataset(), target, who))));
    int dimension = graph.dataset().dimension();
    return runner -> new Opened(prepared.training().apply(runner), dimension);
  }

  private record Opened(TrainedClassifier trained, int dimension) implements FeatureMap {
    @Override
    public double[][] of(float[] observations) {
      float[] features = trained.features(observations);
      return Rows.of(features, features.length / (observations.length / dimension));
    }

    @Override
    public Optional<Estimate> accuracy(SplitRunner runner) {
      return Optional.of(trained.accuracy(runner));
    }

    @Override
    public void close() {
      trained.close();
    }
  }
}

package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.evaluation.ClassifierTraining;
import org.lowerbound.evaluation.Classifiers;
import org.lowerbound.evaluation.EncoderTraining;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.WithEncoder;
import org.lowerbound.network.Architecture;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Classifiers of a trial's observations.
 *
 * @param trial the graph of the trained model
 * @param spec the trial
 * @param observations those of the rows that are run, {@code [B, D]}
 */
record TrialClassifiers(
    ModelGraph trial, TrialSpec spec, Dataset dataset, Operand<TFloat32> observations)
    implements Classifiers {
  private static final String NAME = "classifier";

  @Override
  public ClassifierTraining of(Architecture network, Labels labels) {
    return prepared(
        new ClassifierModel(NAME, network, labels.classes()), labels, ImmutableMap.of());
  }

  @Override
  public EncoderTraining ofEncoder(Labels labels, String who) {
    checkArgument(
        spec.model() instanceof WithEncoder,
        "%s needs a model with an encoder of one network, and %s has none; a vae has",
        who,
        TypeNames.of(spec.model()));
    ClassifierModel model =
        new ClassifierModel(
            WithEncoder.ENCODER, ((WithEncoder) spec.model()).encoder(), labels.classes());
    try (ModelGraph probe = ModelGraph.build(model, observed(), 0)) {
      ImmutableSet<String> body = PreparedClassifier.bodyNames(model, probe.variables);
      checkArgument(
          !body.isEmpty(), "%s needs an encoder with hidden layers, and this one has none", who);
      return prepared(
          model,
          labels,
          ImmutableMap.copyOf(Maps.toMap(body, name -> trial.variables.slots().get(name).read())));
    }
  }

  /** Checks that there is such a network, before the first step of anything. */
  private EncoderTraining prepared(
      ClassifierModel model, Labels labels, ImmutableMap<String, Operand<TFloat32>> encoder) {
    ModelGraph.build(model, observed(), 0).close();
    return new PreparedClassifier(model, dataset, labels, observations, encoder);
  }

  private ObservedData observed() {
    return TrialSpec.observed(dataset);
  }
}

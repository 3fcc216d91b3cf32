package example;

import static org.lowerbound.experiment.definition.Specs.set;
import static org.lowerbound.experiment.definition.Specs.spec;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.lowerbound.data.LinearGaussian;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.evaluation.bound.ExactNll;
import org.lowerbound.experiment.DataPlaces;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.training.Trainer;
import org.lowerbound.training.TrainingSpec;
import org.lowerbound.training.TrialSpec;

/** Trains a model and prints its numbers. */
public final class TrainInJava {
  private TrainInJava() {}

  public static void main(String[] arguments) {
    var normal = spec(NormalLikelihood.class);
    var model = spec(Vae.class, set(Vae::latents).to(3), set(Vae::likelihood).to(normal));
    var metrics = ImmutableList.<Metric>of(spec(ElboMetric.class), new ExactNll());
    var trial =
        spec(
            TrialSpec.class,
            set(TrialSpec::dataset).to(spec(LinearGaussian.class)),
            set(TrialSpec::model).to(model),
            set(TrialSpec::objective).to(spec(Iwae.class, set(Iwae::samples).to(8))),
            set(TrialSpec::training)
                .to(spec(TrainingSpec.class, set(TrainingSpec::epochs).to(Optional.of(5)))),
            set(TrialSpec::evaluation)
                .to(spec(EvaluationSpec.class, set(EvaluationSpec::metrics).to(metrics))));
    var outcome = new Trainer(trial, trial.dataset().load(DataPlaces.usual())).run();
    outcome
        .metrics()
        .forEach((name, number) -> System.out.printf("%s %.2f%n", name, number.value()));
  }
}

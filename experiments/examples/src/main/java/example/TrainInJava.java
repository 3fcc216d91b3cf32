package example;

import static org.lowerbound.experiment.definition.Specs.set;
import static org.lowerbound.experiment.definition.Specs.spec;

import java.util.Arrays;
import java.util.Optional;
import org.lowerbound.data.Split;
import org.lowerbound.data.synthetic.LinearGaussian;
import org.lowerbound.experiment.DataPlaces;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.training.Examples;
import org.lowerbound.training.Trainer;
import org.lowerbound.training.TrainingSpec;
import org.lowerbound.training.TrialSpec;

/** Trains a model and uses it: likelihoods, codes, draws. */
public final class TrainInJava {
  private TrainInJava() {}

  public static void main(String[] arguments) {
    var normal = spec(NormalLikelihood.class);
    var model = spec(Vae.class, set(Vae::latents).to(3), set(Vae::likelihood).to(normal));
    var trial =
        spec(
            TrialSpec.class,
            set(TrialSpec::dataset).to(spec(LinearGaussian.class)),
            set(TrialSpec::model).to(model),
            set(TrialSpec::objective).to(spec(Iwae.class, set(Iwae::samples).to(8))),
            set(TrialSpec::training)
                .to(spec(TrainingSpec.class, set(TrainingSpec::epochs).to(Optional.of(5)))));
    var dataset = trial.dataset().load(DataPlaces.usual());
    try (var trained = new Trainer(trial, dataset).train()) {
      var test = Examples.of(dataset, Split.TEST, trial.seed());
      var nats = trained.logProb(test, 100).nats();
      System.out.printf("log p(x) %.2f%n", nats.stream().average().orElseThrow());
      System.out.printf("first code %s%n", Arrays.toString(trained.encode(test).best().row(0)));
      System.out.printf("first draw %s%n", Arrays.toString(trained.sample(10).row(0)));
    }
  }
}

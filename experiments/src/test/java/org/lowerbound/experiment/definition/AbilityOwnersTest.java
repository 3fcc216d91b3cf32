package org.lowerbound.experiment.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.execution.PlannedTrial;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.training.InitParts;
import org.lowerbound.training.InitSpec;
import org.lowerbound.training.Trainer;
import org.lowerbound.training.TrialSpec;

/** Messages name the models that have an ability: those that have it, and all of them. */
class AbilityOwnersTest {
  private static final String SPRITES =
      "{\"type\": \"sprites\", \"scales\": 1, \"orientations\": 2, \"positions\": 3}";

  private static final String LABELED_SPRITES =
      "{\"type\": \"sprites\", \"scales\": 1, \"orientations\": 2, \"positions\": 3,"
          + " \"labels\": true}";

  /** A small model of each type, and its data. */
  private static final ImmutableMap<String, String> MODELS =
      ImmutableMap.<String, String>builder()
          .put("vae", "\"latents\": 2")
          .put("hierarchical-vae", "\"layers\": [{\"latents\": 2}]")
          .put("ladder-vae", "\"rungs\": [{\"latents\": 2, \"features\": 4}]")
          .put("semi-supervised-vae", "\"latents\": 2")
          .put(
              "stacked-semi-supervised-vae",
              "\"codes\": {\"latents\": 2}, \"classes\": {\"latents\": 2, \"likelihood\":"
                  + " \"normal\"}")
          .put("energy", "\"energy\": \"sine\"")
          .put("made", "\"hidden\": [4]")
          .put("autoregressive", "\"network\": {\"type\": \"masked-mlp\", \"hidden\": [4]}")
          .put("multi-scale", "\"network\": {\"type\": \"gated-pixel-cnn\", \"layers\": 1}")
          .put("independent-pixels", "\"prior\": 2")
          .put("causal-counts", "\"left\": 1")
          .put("normalizing-flow", "\"flow\": \"householder\"")
          .put("ppca", "\"latents\": 2")
          .put("factor-analysis", "\"latents\": 2")
          .put("bayesian-pca", "\"latents\": 2")
          .put("pca", "\"latents\": 2")
          .put("bernoulli-mixture", "\"components\": 3")
          .put("per-class", "\"model\": \"independent-pixels\"")
          .put("classifier", "\"network\": {\"type\": \"mlp\", \"hidden\": [4]}")
          .put("gan", "\"latents\": 2")
          .put("diffusion", "\"network\": {\"type\": \"mlp\", \"hidden\": [4]}")
          .put("denoising-chain", "\"network\": {\"type\": \"mlp\", \"hidden\": [4]}")
          .buildOrThrow();

  @TempDir Path folder;

  /** Ends the building of a graph with the model that was built. */
  private static final class Built extends RuntimeException {
    private static final long serialVersionUID = 1;
    final transient Model model;

    Built(Model model) {
      this.model = model;
    }
  }

  private static String data(String model) {
    return switch (model) {
      case "energy" -> "\"none\"";
      case "per-class", "classifier", "semi-supervised-vae", "stacked-semi-supervised-vae" ->
          LABELED_SPRITES;
      case "ppca", "factor-analysis", "bayesian-pca", "pca", "normalizing-flow", "gan" ->
          "\"linear-gaussian\"";
      default -> SPRITES;
    };
  }

  private Model built(String type, String settings) {
    PlannedTrial trial =
        SmallTrials.plan(
                folder,
                Json.parse(
                    """
                    {"dataset": %s, "model": {"type": "%s", %s}, "objective": "elbo",
                     "training": {"batchSize": 2, "epochs": 1}, "evaluation": {"metrics": []}}
                    """
                        .formatted(data(type), type, settings),
                    "trial"))
            .trials()
            .get(0);
    TrialSpec spec = trial.spec();
    TrialSpec stopped =
        new TrialSpec(
            spec.dataset(),
            spec.model(),
            (tf, model, scope) -> {
              throw new Built(model);
            },
            spec.optimizer(),
            spec.training(),
            spec.evaluation(),
            spec.seed(),
            // Which stacked-semi-supervised-vae must have.
            Optional.of(
                new InitSpec(
                    Optional.of("another"),
                    Optional.empty(),
                    Optional.empty(),
                    InitParts.ALL,
                    false)));
    return assertThrows(
            Built.class,
            () ->
                Trainer.check(
                    stopped, spec.dataset().load(new DataSource(Optional.empty(), folder))))
        .model;
  }

  @Test
  void messagesNameExactlyTheModelsThatHaveAnAbility() {
    assertEquals(
        ImmutableSet.copyOf(StandardTypes.withoutPlugins().names(ModelSpec.class)),
        MODELS.keySet());
    Map<String, Model> models = new LinkedHashMap<>();
    MODELS.forEach((type, settings) -> models.put(type, built(type, settings)));
    for (Ability<?> ability : Ability.ALL) {
      assertEquals(
          models.entrySet().stream()
              .filter(entry -> ability.isOf(entry.getValue()))
              .map(Map.Entry::getKey)
              .collect(ImmutableSet.toImmutableSet()),
          ImmutableSet.copyOf(ability.owners()));
    }
    // All but one: the messages say so.
    Model point = built("vae", "\"latents\": 2, \"posterior\": \"point\"");
    for (Ability<?> ability : Ability.ALL) {
      assertEquals(
          ability.owners().contains("vae")
              && !ability.exception().startsWith(", but for a vae with the posterior point"),
          ability.isOf(point));
    }
    Model partial = built("vae", "\"latents\": 2, \"condition\": \"first-rows\"");
    for (Ability<?> ability : Ability.ALL) {
      assertEquals(
          ability.owners().contains("vae")
              && !ability.exception().endsWith("one that is given a part of each observation")
              && !ability.exception().endsWith("a vae that is given a part of each observation"),
          ability.isOf(partial));
    }
  }
}

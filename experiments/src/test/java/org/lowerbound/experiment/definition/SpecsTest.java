package org.lowerbound.experiment.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lowerbound.experiment.definition.Specs.set;
import static org.lowerbound.experiment.definition.Specs.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lowerbound.data.synthetic.LinearGaussian;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.SpecReader;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.network.Mlp;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.optimizer.Adam;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.training.TrainingSpec;
import org.lowerbound.training.TrialSpec;

class SpecsTest {
  private final SpecTypes types = StandardTypes.withoutPlugins();
  private final SpecReader reader = new SpecReader(types);

  private static final String RAMP = "{\"from\": 0, \"to\": 1, \"over\": {\"epochs\": 1}}";

  /** The shortest configurations of the types that cannot do without keys. */
  static final ImmutableMap<String, String> SHORTEST =
      ImmutableMap.<String, String>builder()
          .put("vae", "{\"latents\": 1}")
          .put("hierarchical-vae", "{\"layers\": [{\"latents\": 1}]}")
          .put("ladder-vae", "{\"rungs\": [{\"latents\": 1}]}")
          .put("semi-supervised-vae", "{\"latents\": 1}")
          .put(
              "stacked-semi-supervised-vae",
              "{\"codes\": {\"latents\": 1}, \"classes\": {\"latents\": 1}}")
          .put("energy", "{\"energy\": \"sine\"}")
          .put("images", "{\"path\": \"pictures\"}")
          .put("autoregressive", "{\"network\": \"masked-mlp\"}")
          .put("multi-scale", "{\"network\": \"pixel-cnn\"}")
          .put("ppca", "{\"latents\": 1}")
          .put("factor-analysis", "{\"latents\": 1}")
          .put("bayesian-pca", "{\"latents\": 1}")
          .put("pca", "{\"latents\": 1}")
          .put("weighted", "{\"likelihood\": \"bernoulli\"}")
          .put("fixed", "{\"value\": 1}")
          .put("list", "{\"values\": [1]}")
          .put("per-class", "{\"model\": \"independent-pixels\"}")
          .put("bernoulli-mixture", "{\"components\": 1}")
          .put("generation", "{\"real\": \"mnist\", \"synthetic\": 1}")
          .put("subset", "{\"of\": \"mnist\"}")
          .put("outliers", "{\"against\": \"fashion-mnist\"}")
          .put("capacity", "{\"capacity\": 1}")
          .put("geco", "{\"distortion\": 1}")
          .put("constant", "{\"value\": 1}")
          .put("linear", RAMP)
          .put("cosine", RAMP)
          .put("sigmoid", RAMP)
          .put("cyclical", "{\"from\": 0, \"to\": 1, \"period\": {\"epochs\": 1}}")
          .put("piecewise", "{\"pieces\": [{\"value\": 1, \"over\": {\"epochs\": 1}}]}")
          .put("plateau", "{\"from\": 0.1}")
          .put("iwae", "{\"samples\": 2}")
          .put("repeated", "{\"metric\": \"nll\"}")
          .put("array", "{\"path\": \"x.npz\"}")
          .put("csv", "{\"path\": \"x.csv\"}")
          .put("idx", "{\"images\": \"x\"}")
          .put("edits", "{\"changes\": [{\"units\": [1], \"by\": [1]}]}")
          .buildOrThrow();

  @Test
  void theDefaultsOfAllTypesAreThoseOfConfigurations() throws ReflectiveOperationException {
    Map<String, Integer> compared = new TreeMap<>();
    for (Class<?> family : types.families()) {
      for (String name : types.names(family)) {
        Record read = (Record) shortest(family, name);
        assertEquals(read, spec(read.getClass(), required(read)), name);
        compared.merge(family.getSimpleName(), 1, Integer::sum);
      }
    }
    assertTrue(compared.size() > 15 && compared.get("Objective") > 15, compared.toString());
  }

  private Object shortest(Class<?> family, String name) {
    try {
      return reader.read(TextNode.valueOf(name), family, "");
    } catch (ConfigException e) {
      String keys = SHORTEST.get(name);
      assertNotNull(keys, () -> "give the shortest configuration here: " + e.getMessage());
      return reader.read(((ObjectNode) Json.parse(keys, name)).put("type", name), family, "");
    }
  }

  private static ImmutableMap<String, Object> required(Record record)
      throws ReflectiveOperationException {
    ImmutableMap.Builder<String, Object> values = ImmutableMap.builder();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      // The keys of a group all have defaults.
      if (component.getAnnotation(Default.class) == null
          && component.getAnnotation(Flat.class) == null
          && !component.getType().getSimpleName().startsWith("Optional")) {
        component.getAccessor().setAccessible(true);
        values.put(component.getName(), component.getAccessor().invoke(record));
      }
    }
    return values.buildOrThrow();
  }

  @Test
  void aTrialIsThatOfItsConfiguration() {
    assertEquals(
        reader.read(
            Json.parse(
                """
                {
                  "dataset": "linear-gaussian",
                  "model": {"type": "vae", "latents": 3, "encoder": {"hidden": [5]},
                            "likelihood": "normal"},
                  "objective": {"type": "iwae", "samples": 8},
                  "optimizer": {"type": "adam", "learningRate": 0.01},
                  "training": {"epochs": 2}
                }
                """,
                "trial"),
            TrialSpec.class,
            ""),
        spec(
            TrialSpec.class,
            set(TrialSpec::dataset).to(spec(LinearGaussian.class)),
            set(TrialSpec::model)
                .to(
                    spec(
                        Vae.class,
                        set(Vae::latents).to(3),
                        set(Vae::encoder)
                            .to(spec(Mlp.class, set(Mlp::hidden).to(ImmutableList.of(5)))),
                        set(Vae::likelihood).to(spec(NormalLikelihood.class)))),
            set(TrialSpec::objective).to(spec(Iwae.class, set(Iwae::samples).to(8))),
            set(TrialSpec::optimizer)
                .to(spec(Adam.class, set(Adam::learningRate).to(new ConstantSchedule(0.01)))),
            set(TrialSpec::training)
                .to(spec(TrainingSpec.class, set(TrainingSpec::epochs).to(Optional.of(2))))));
  }

  @Test
  void whatIsMissingOrWrongIsSaid() {
    assertRefused("'vae' is missing 'latents'; required: latents; ", () -> spec(Vae.class));
    assertRefused(
        "latents must be positive but is 0", () -> spec(Vae.class, set(Vae::latents).to(0)));
    assertRefused(
        "latents of 'vae' is set twice",
        () -> spec(Vae.class, set(Vae::latents).to(1), set(Vae::latents).to(2)));
    assertRefused(
        "such as Vae::latents", () -> spec(Vae.class, set((Vae vae) -> vae.latents()).to(1)));
    assertRefused("such as Vae::latents", () -> spec(Vae.class, set(Vae::hashCode).to(1)));
    assertRefused(
        "prior of 'vae' is null",
        () -> spec(Vae.class, set(Vae::latents).to(1), set(Vae::prior).to(null)));
  }

  private static void assertRefused(String message, Executable use) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, use);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}

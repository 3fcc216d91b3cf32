package org.lowerbound.experiment;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowerbound.experiment.config.Json;

/** What a validator that knows nothing of Lowerbound makes of the schema. */
final class SchemaTest {
  private static final Path ROOT = Path.of("..");
  private static final Path CONFIGS = ROOT.resolve("configs");
  private static final Pattern BLOCK = Pattern.compile("(?s)```json\n(.*?)```");

  /** Types are made of each other: to follow all references before they are needed has no end. */
  private static final SchemaValidatorsConfig LAZY =
      SchemaValidatorsConfig.builder().preloadJsonSchema(false).build();

  private static final JsonSchema SCHEMA = schema(Json.read(ROOT.resolve("configs/schema.json")));

  private static JsonSchema schema(JsonNode node) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(node, LAZY);
  }

  private static ImmutableList<String> problems(JsonSchema schema, JsonNode sweep) {
    return schema.validate(sweep).stream()
        .map(ValidationMessage::getMessage)
        .collect(toImmutableList());
  }

  @Test
  void theSchemaIsOne() {
    JsonSchema ofSchemas =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"));
    assertEquals(List.of(), problems(ofSchemas, Json.read(ROOT.resolve("configs/schema.json"))));
  }

  @Test
  void everyCommittedSweepIsValidAndSaysItsSchema() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<Path> sweeps;
    try (Stream<Path> files = Files.walk(CONFIGS)) {
      sweeps =
          files
              .filter(file -> file.toString().endsWith(".json") && !file.endsWith("schema.json"))
              .toList();
    }
    assertFalse(sweeps.isEmpty());
    for (Path file : sweeps) {
      JsonNode sweep = Json.read(file);
      problems(SCHEMA, sweep).forEach(problem -> wrong.add(file + ": " + problem));
      Path schema = file.getParent().relativize(CONFIGS.resolve("schema.json"));
      if (!sweep.path("$schema").asText().equals(schema.toString().replace('\\', '/'))) {
        wrong.add("%s: should begin with \"$schema\": \"%s\"".formatted(file, schema));
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void theSweepOfTheReadmeIsValid() throws IOException {
    List<String> blocks =
        BLOCK
            .matcher(Files.readString(ROOT.resolve("README.md")))
            .results()
            .map(match -> match.group(1))
            .filter(block -> block.contains("\"trial\""))
            .toList();
    assertFalse(blocks.isEmpty());
    for (String block : blocks) {
      assertEquals(List.of(), problems(SCHEMA, Json.parse(block, "README.md")));
    }
  }

  @Test
  void theSchemaHasTheTypesOfPlugins(@TempDir Path folder) throws IOException {
    JsonNode sweep = Json.read(ExamplePlugin.PROJECT.resolve("halfway.json"));
    assertFalse(problems(SCHEMA, sweep).isEmpty());
    Console console = new Console(Map.of());
    assertEquals(
        Runner.OK,
        ExamplePlugin.run(console, ExamplePlugin.compile(folder), "--schema"),
        console.err());
    JsonSchema withPlugin = schema(Json.parse(console.out(), "--schema"));
    assertEquals(List.of(), problems(withPlugin, sweep));
    JsonNode wrong = Json.parse(Json.printLine(sweep).replace("\"pieces\":3", "\"parts\":3"), "");
    assertFalse(problems(withPlugin, wrong).isEmpty());
  }

  @Test
  void theCommittedSchemaIsPrinted() throws IOException {
    Console console = new Console(Map.of());
    assertEquals(Runner.OK, console.run("--schema"), console.err());
    assertEquals(Files.readString(ROOT.resolve("configs/schema.json")), console.out());
  }

  private static final String TRIAL =
      """
      {"name": "x", "trial": {"dataset": "sprites", "model": {"type": "vae", "latents": 2},
       "objective": {"type": "elbo", "beta": 1}, "training": {"epochs": 1}},
       "axes": [{"grid": {"model.latents": [1, 2]}}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"beta\": 1 | \"betta\": 1 | betta",
        "\"epochs\": 1 | \"epochs\": 1.5 | integer",
        "\"epochs\": 1 | \"epochs\": 0 | 1",
        "\"epochs\": 1 | \"epochs\": \"one\" | integer",
        "\"elbo\" | \"elbow\" | enumeration",
        "\"sprites\" | \"spirits\" | enumeration",
        "\"sprites\" | 3 | integer",
        "\"grid\" | \"gird\" | gird",
        "\"model.latents\" | \"model.latent\" | model.latent",
        "\"model.latents\" | \"modle.latents\" | modle.latents",
        "[1, 2] | [1, 0.5] | integer",
        "[1, 2] | [] | at least 1",
        "[1, 2] | 1 | array",
        "\"vae\" | \"vae\", \"layers\": [] | layers",
        "\"objective\" | \"objectives\" | objectives",
        "\"name\" | \"nam\" | name",
        "\"x\" | \"a/b\" | pattern",
        "\"axes\" | \"axis\" | axis",
        "\"beta\": 1 | \"kl\": \"open-form\" | enumeration",
        "\"beta\": 1 | \"beta\": {\"type\": \"linear\", \"form\": 1} | form",
        "\"axes\": | \"table\": {\"row\": []}, \"axes\": | row",
        "\"grid\": {\"model.latents\": [1, 2]} | \"random\": {\"seed\": {\"integers\": [1, 9]}} | count",
        "\"grid\": {\"model.latents\": [1, 2]} | \"random\": {\"seed\": {\"integer\": [1, 9]}}, \"count\": 2 | integer",
      })
  void aBrokenSweepIsInvalid(String good, String bad, String said) {
    assertEquals(List.of(), problems(SCHEMA, Json.parse(TRIAL, "good")));
    assertTrue(TRIAL.contains(good), good);
    ImmutableList<String> problems = problems(SCHEMA, Json.parse(TRIAL.replace(good, bad), "bad"));
    assertTrue(problems.stream().anyMatch(problem -> problem.contains(said)), problems::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"beta\": 1 | \"beta\": null",
        "\"beta\": 1 | \"beta\": {\"type\": \"linear\", \"from\": 0, \"to\": 1, \"over\": {\"steps\": 9}}",
        "\"beta\": 1 | \"beta.over.epochs\": 3",
        "{\"type\": \"elbo\", \"beta\": 1} | {\"samples\": 5}",
        "{\"type\": \"elbo\", \"beta\": 1} | \"iwae\"",
        "\"epochs\": 1 | \"epochs\": null, \"steps\": 50",
        "\"model.latents\" | \"model.encoder.hidden[0]\"",
        "\"grid\": {\"model.latents\": [1, 2]} | \"random\": {\"optimizer.learningRate\": {\"log-uniform\": [1e-4, 1e-2]}}, \"count\": 2, \"seed\": 1",
        "\"model.latents\" | \"model.posterior.base.scale\"",
        "{\"grid\": {\"model.latents\": [1, 2]}} | {\"cases\": {\"a\": {}, \"b\": {\"objective.beta\": null}}}",
        "{\"grid\": {\"model.latents\": [1, 2]}} | {\"zip\": {\"seed\": [1, 2], \"objective\": [\"elbo\", {\"type\": \"iwae\"}]}}",
      })
  void whatTheProgramTakesIsValid(String good, String other) {
    assertTrue(TRIAL.contains(good), good);
    assertEquals(
        List.of(), problems(SCHEMA, Json.parse(TRIAL.replace(good, other), "other")), other);
  }
}

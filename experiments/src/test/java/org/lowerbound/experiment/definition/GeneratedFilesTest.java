package org.lowerbound.experiment.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lowerbound.experiment.config.Descriptions;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.sweep.SweepSchema;
import org.lowerbound.training.TrialSpec;

/**
 * The committed files that are made from the specs are as these say. With {@code -Dremake} they are
 * written, and not compared.
 */
final class GeneratedFilesTest {
  private static final Path DESCRIPTIONS =
      Path.of("src/main/resources/org/lowerbound/experiment/config/descriptions.json");

  private static final Path SCHEMA = Path.of("..", "configs", "schema.json");

  private static final String COMMAND =
      "mvn -B test -pl experiments -am -Dtest=GeneratedFilesTest -Dremake"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  @Test
  void theSchemaAndItsWordsAreThoseOfTheSources() throws IOException {
    String words = JavadocOfSpecs.read(schema("{}").classes());
    compare(DESCRIPTIONS, words);
    ObjectNode schema = schema(words).toJson();
    compare(SCHEMA, Json.print(schema));
  }

  private static SweepSchema schema(String words) {
    return new SweepSchema(
        StandardTypes.withoutPlugins(), TrialSpec.class, Descriptions.parse(words));
  }

  private static void compare(Path file, String text) throws IOException {
    if (System.getProperty("remake") != null) {
      Files.writeString(file, text);
    } else {
      assertEquals(
          Files.readString(file),
          text,
          () -> file + " is not what the sources say; make it with\n" + COMMAND + "\n");
    }
  }
}

package org.lowerbound.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.console.FixedLocale;

/** Under every locale the same bytes. */
class LocaleTest {
  private static final String SWEEP =
      """
      {
        "name": "tiny",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 200, "validation": 20, "test": 30},
          "model": {
            "type": "vae", "latents": 2,
            "encoder": {"type": "mlp", "hidden": [5]}, "decoder": {"type": "mlp", "hidden": []},
            "likelihood": "normal"
          },
          "objective": {"type": "iwae", "samples": 2},
          "training": {"batchSize": 20, "epochs": 1},
          "evaluation": {"metrics": ["elbo", {"type": "nll", "samples": 1500}]}
        },
        "axes": [{"grid": {"optimizer.learningRate": [0.5, 1e-3]}}]
      }
      """;

  /** Digits, decimal signs, letters and calendars of their own. */
  private static final List<String> LOCALES =
      List.of(
          "fa-IR",
          "ar-EG",
          "bn-BD",
          "ne-NP",
          "de-DE",
          "tr-TR",
          "hi-IN-u-nu-deva",
          "th-TH-u-ca-buddhist-nu-thai",
          "ja-JP-u-ca-japanese");

  @TempDir Path folder;
  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @Test
  void theResultsAreTheSame() throws IOException {
    List<String> american = runUnder("en-US");
    for (String locale : LOCALES) {
      assertEquals(american, runUnder(locale), locale);
    }
  }

  /** Returns all that a run shows and keeps but for times. */
  private List<String> runUnder(String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    FixedLocale.use();
    Path sweep = Files.writeString(folder.resolve("sweep.json"), SWEEP);
    Path out = folder.resolve(locale);
    Console console = new Console(Map.of());
    assertEquals(
        Runner.OK,
        console.run("--sweep", sweep.toString(), "--out", out.toString(), "--jobs", "1"),
        () -> locale + ": " + console.err());
    List<String> all = new ArrayList<>(List.of(console.out()));
    console.err().lines().map(line -> line.replaceAll("[0-9.:]+ s\\b", "TIME")).forEach(all::add);
    all.replaceAll(line -> line.replace(out.toString(), "OUT").replaceAll("in \\d+:\\d+", "TIME"));
    all.replaceAll(line -> line.replaceAll("about \\d+:\\d+", "TIME"));
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.equals("result.json") || name.equals("table.json")) {
          JsonNode json = Json.read(file);
          ((ObjectNode) json).remove(List.of("provenance", "timing", "checksum"));
          all.add(json.toString());
        } else if (name.endsWith(".json") || name.equals("metrics.jsonl")) {
          all.add(Files.readString(file));
        }
      }
    }
    return all;
  }

  @Test
  void theProgramFixesItBeforeAnythingElse() throws Exception {
    Path sweep = Files.writeString(folder.resolve("sweep.json"), SWEEP);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=fa",
                "-Duser.country=IR",
                "-cp",
                System.getProperty("java.class.path"),
                Runner.class.getName(),
                "--sweep",
                sweep.toString(),
                "--dry-run")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}

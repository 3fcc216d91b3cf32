package org.lowerbound.experiment.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.AtomicFiles;

/**
 * A {@code meta.yaml} of MLflow's files: a line {@code key: value} for each key. Values that are
 * not asked for stay as whoever wrote them has spelt them.
 */
final class MetaFile {
  private static final String NAME = "meta.yaml";

  private final Map<String, String> lines = new LinkedHashMap<>();

  /** Returns what a folder has; nothing if it has none. */
  static Optional<MetaFile> read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    MetaFile meta = new MetaFile();
    for (String line : Files.readString(file, UTF_8).lines().toList()) {
      List<String> parts = Splitter.on(": ").limit(2).splitToList(line);
      if (parts.size() == 2) {
        meta.lines.put(parts.get(0), parts.get(1));
      }
    }
    return Optional.of(meta);
  }

  /** Returns a value without its quotes. */
  String get(String key) {
    String raw = lines.getOrDefault(key, "").strip();
    if (raw.startsWith("'") && raw.endsWith("'") && raw.length() > 1) {
      return raw.substring(1, raw.length() - 1).replace("''", "'");
    }
    return raw.startsWith("\"") ? Json.parse(raw, NAME).asText() : raw;
  }

  /** Sets a text, quoted as in JSON, which YAML reads. */
  MetaFile text(String key, String value) {
    lines.put(key, Json.printLine(TextNode.valueOf(value)));
    return this;
  }

  /** Sets a number, or anything else that needs no quotes. */
  MetaFile plain(String key, Object value) {
    lines.put(key, String.valueOf(value));
    return this;
  }

  void write(Path folder) {
    AtomicFiles.write(
        folder.resolve(NAME),
        lines.entrySet().stream()
            .map(line -> line.getKey() + ": " + line.getValue() + "\n")
            .collect(Collectors.joining()));
  }
}

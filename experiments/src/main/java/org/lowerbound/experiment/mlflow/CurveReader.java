package org.lowerbound.experiment.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;

/** Reads a trial's curve, {@code metrics.jsonl}, as it grows, each line once. */
final class CurveReader {
  private static final int MOST_BYTES = 1 << 18;
  private static final ImmutableList<String> PARTS =
      ImmutableList.of("training", "validation", "schedules");

  private final Path file;
  private long read;

  CurveReader(Path file) {
    this.file = file;
  }

  /**
   * Some epochs of a curve.
   *
   * @param lastStep the step that the last of them ended with
   * @param end how much of the file has been read
   */
  record Epochs(ImmutableList<Metric> metrics, long lastStep, long end) {}

  /**
   * Returns the next epochs, some at a time; without metrics if there are no more now. They are
   * returned again until {@link #done} says that they have arrived.
   *
   * @param after the step up to which they are known already
   * @param time when they were made, as well as that is known
   */
  Epochs next(long after, Instant time) throws IOException {
    if (!Files.isRegularFile(file)) {
      return new Epochs(ImmutableList.of(), after, 0);
    }
    byte[] bytes;
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(read);
      bytes = new byte[(int) Math.min(MOST_BYTES, Math.max(0, in.length() - read))];
      in.readFully(bytes);
    }
    ImmutableList.Builder<Metric> metrics = ImmutableList.builder();
    long lastStep = after;
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') { // What has none is being written.
        JsonNode line = parse(new String(bytes, start, i - start, UTF_8));
        long step = line.path("step").asLong();
        if (step > after) {
          PARTS.forEach(part -> add(metrics, part, line.path(part), time, step));
          lastStep = step;
        }
        start = i + 1;
      }
    }
    return new Epochs(metrics.build(), lastStep, read + start);
  }

  private static JsonNode parse(String line) {
    try {
      return Json.parse(line, "metrics.jsonl");
    } catch (ConfigException e) {
      return Json.object(); // Damaged, which the trial's own log tells.
    }
  }

  private static void add(
      ImmutableList.Builder<Metric> metrics,
      String part,
      JsonNode values,
      Instant time,
      long step) {
    for (Map.Entry<String, JsonNode> value : values.properties()) {
      metrics.add(
          new Metric(
              MlflowText.key(part + "/" + value.getKey()),
              Double.parseDouble(value.getValue().asText()),
              time,
              step));
    }
  }

  /** Returns whether nothing was left when some epochs were read. */
  boolean atEnd(Epochs epochs) {
    return epochs.end() == read;
  }

  /** Goes on behind some epochs. */
  void done(Epochs epochs) {
    read = epochs.end();
  }
}

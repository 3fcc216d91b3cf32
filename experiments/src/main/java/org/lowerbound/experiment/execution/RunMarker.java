package org.lowerbound.experiment.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.file.WholeFiles;

/**
 * A file that is there while a trial runs. One that is found by somebody else, who holds the
 * trial's lock, says that the process of the trial ended without a word: it was killed, perhaps for
 * its memory, or native code crashed.
 *
 * <p>An end counts against the trial unless the trial had come further than at its start: then it
 * can be finished, bit by bit, however often its process is killed.
 */
final class RunMarker {
  private static final int MOST_ENDS = 2;

  private final Path file;

  RunMarker(Path folder) {
    this.file = folder.resolve("running.json");
  }

  /**
   * What is known of the ends of a trial's processes.
   *
   * @param count how many ended without a word while the trial had come no further
   * @param pid the last of them
   */
  record Ends(int count, long pid) {
    static final Ends NONE = new Ends(0, 0);

    /** Returns whether the trial is to be given up. */
    boolean tooMany() {
      return count >= MOST_ENDS;
    }

    /** Returns why it is given up. */
    String reason() {
      Path report = Path.of("hs_err_pid%d.log".formatted(pid)).toAbsolutePath();
      return "its process ended %d times without a word while it ran and came no further: killed,"
              .formatted(count)
          + " most likely for its memory, or crashed in native code%s; --fresh runs it again"
              .formatted(Files.exists(report) ? " (see " + report + ")" : "");
    }
  }

  /**
   * Returns the ends of a trial that does not run now.
   *
   * @param progress how far it has come
   */
  Ends ends(String progress) {
    JsonNode json = read();
    boolean further = !json.path("progress").asText().equals(progress);
    int unexplained = json.path("running").asBoolean() ? 1 : 0;
    return further
        ? Ends.NONE
        : new Ends(json.path("ends").asInt() + unexplained, json.path("pid").asLong());
  }

  /** Returns whether a process ended without a word while it ran the trial. */
  boolean suspicious() {
    return read().path("running").asBoolean();
  }

  /** Returns whether the trial is given up. */
  boolean givenUp() {
    return read().path("givenUp").asBoolean();
  }

  private JsonNode read() {
    try {
      return Files.isRegularFile(file) ? Json.read(file) : Json.object();
    } catch (ConfigException e) {
      return Json.object(); // Damaged: nothing is known.
    }
  }

  /** Says that this process runs the trial. */
  void start(Ends earlier, String progress) {
    ObjectNode json = Json.object().put("running", true);
    json.put("pid", ProcessHandle.current().pid());
    json.put("ends", earlier.count()).put("progress", progress);
    AtomicFiles.write(file, Json.print(json));
  }

  /** Keeps that the trial is given up. */
  void giveUp(Ends ends) {
    ObjectNode json = Json.object().put("givenUp", true);
    json.put("pid", ends.pid()).put("ends", ends.count());
    AtomicFiles.write(file, Json.print(json));
  }

  /** Says that the run of the trial is over, in whatever way, or forgets earlier ends. */
  void clear() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new ResultException("cannot remove " + file + ": " + WholeFiles.reason(e), e);
    }
  }
}

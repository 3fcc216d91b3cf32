package org.lowerbound.experiment.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
 * can be finished, bit by bit, however often its process is killed. Two ends count that can be
 * explained, or six that cannot: these may be somebody's {@code kill}.
 */
final class RunMarker {
  private static final int MOST_EXPLAINED = 2;
  private static final int MOST_ENDS = 6;

  private final Path file;

  RunMarker(Path folder) {
    this.file = folder.resolve("running.json");
  }

  /**
   * What is known of the ends of a trial's processes while the trial came no further.
   *
   * @param explained how many ended for memory, or crashed
   * @param others how many ended for no reason that can be seen, as when somebody kills them
   * @param what what is known of the last that is explained
   */
  record Ends(int explained, int others, String what) {
    static final Ends NONE = new Ends(0, 0, "");

    /** Returns whether the trial is to be given up. */
    boolean tooMany() {
      return explained >= MOST_EXPLAINED || explained + others >= MOST_ENDS;
    }

    /** Returns why it is given up. */
    String reason() {
      return "its process ended %d times without a word while it ran and came no further%s; --fresh"
              .formatted(explained + others, what.isEmpty() ? "" : " (" + what + ")")
          + " runs it again";
    }
  }

  /**
   * Returns the ends of a trial that does not run now.
   *
   * @param progress how far it has come
   */
  Ends ends(String progress) {
    JsonNode json = read();
    if (!json.path("progress").asText().equals(progress)) {
      return Ends.NONE;
    }
    Ends before =
        new Ends(
            json.path("explained").asInt(),
            json.path("others").asInt(),
            json.path("what").asText());
    if (!json.path("running").asBoolean()) {
      return before;
    }
    return EndOfProcess.decode(json)
        .explanation()
        .map(what -> new Ends(before.explained() + 1, before.others(), what))
        .orElseGet(() -> new Ends(before.explained(), before.others() + 1, before.what()));
  }

  /** Returns whether a process ended without a word while it ran the trial. */
  boolean suspicious() {
    return read().path("running").asBoolean();
  }

  /** Returns why the process that ran the trial ended without a word, if something tells. */
  Optional<String> explanation() {
    return suspicious() ? EndOfProcess.decode(read()).explanation() : Optional.empty();
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
    ObjectNode json = Json.object().put("running", true).put("progress", progress);
    EndOfProcess.ofThisOne().encode(json);
    write(json, earlier);
  }

  /** Keeps that a trial is given up. */
  void giveUp(Ends ends) {
    write(Json.object().put("givenUp", true), ends);
  }

  private void write(ObjectNode json, Ends ends) {
    json.put("explained", ends.explained()).put("others", ends.others()).put("what", ends.what());
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

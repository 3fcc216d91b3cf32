package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.lowerbound.experiment.config.Json;

/** Reading a result's file, with every way that it can be wrong as one kind of error. */
final class ResultFiles {
  private ResultFiles() {}

  /**
   * Returns what {@code decode} makes of the JSON in a file.
   *
   * @throws ResultException if the file is not there, is not JSON or does not hold what it should
   */
  static <T> T read(Path file, BiFunction<JsonNode, String, T> decode) {
    if (!Files.isRegularFile(file)) {
      throw new ResultException("cannot read " + file + ": there is no such file");
    }
    try {
      return decode.apply(Json.read(file), file.toString());
    } catch (ResultException e) {
      throw e;
    } catch (RuntimeException e) {
      // From the JSON parser, or from a record that refuses the values that the file holds.
      String message = String.valueOf(e.getMessage());
      throw new ResultException(
          message.contains(file.toString()) ? message : file + ": " + message, e);
    }
  }
}

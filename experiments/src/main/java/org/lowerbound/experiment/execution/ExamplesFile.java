package org.lowerbound.experiment.execution;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.lowerbound.data.file.NpzWriter;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.file.WholeFiles;

/**
 * What a metric keeps of each example, beside the number that it makes of them: arrays of 64-bit
 * numbers in NumPy's format. The zip's comment is the number's identity, so that a file is not
 * taken for that of the same metric with other settings.
 *
 * @param id the identity of the number
 * @param perExample the values, by what they are
 */
record ExamplesFile(String id, ImmutableMap<String, double[]> perExample) {
  /**
   * Writes the file, whole or not at all.
   *
   * @param name the metric's, with that of the split
   * @throws ResultException if it cannot be written
   */
  void write(Path trialFolder, String name) {
    NpzWriter arrays = new NpzWriter(id);
    perExample.forEach(arrays::add);
    Path file = TrialFiles.examples(trialFolder, name);
    try {
      arrays.write(file);
    } catch (IOException e) {
      throw new ResultException("cannot write " + file + ": " + WholeFiles.reason(e), e);
    }
  }

  /** Takes over another trial's file, if it is of the number and there is none here. */
  static void adopt(Path otherFolder, Path trialFolder, String name, String id) {
    Path from = TrialFiles.examples(otherFolder, name);
    Path to = TrialFiles.examples(trialFolder, name);
    if (isOf(from, id) && !isOf(to, id)) {
      try {
        SharedFile.link(from, to);
      } catch (IOException e) {
        throw new ResultException(
            "cannot take over %s: %s".formatted(from, WholeFiles.reason(e)), e);
      }
    }
  }

  private static boolean isOf(Path file, String id) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return id.equals(zip.getComment());
    } catch (IOException e) {
      return false; // A damaged file is nobody's.
    }
  }
}

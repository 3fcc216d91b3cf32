package org.lowerbound.experiment.execution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.file.NpzFile;
import org.lowerbound.experiment.result.TrialFiles;

class ExamplesFileTest {
  @TempDir Path folder;

  private static ExamplesFile file(String id, double... values) {
    return new ExamplesFile(id, ImmutableMap.of("log-likelihood", values));
  }

  private static double first(Path trial, String metric) throws IOException {
    try (NpzFile npz = NpzFile.open(TrialFiles.examples(trial, metric))) {
      return npz.read("log-likelihood", new int[] {0}).numbers().value(0);
    }
  }

  @Test
  void valuesAreThereByTheMetricsName() throws IOException {
    file("id", -3, 1e-300).write(folder, "train.nll");
    assertEquals(-3, first(folder, "train.nll"));
    assertEquals(List.of("train.nll"), TrialFiles.exampleNames(folder));
  }

  @Test
  void onlyTheFileOfTheSameNumberIsTakenOver() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    file("nll of 100 draws", -3).write(one, "nll");
    ExamplesFile.adopt(one, two, "nll", "nll of 5000 draws");
    assertFalse(Files.exists(TrialFiles.examples(two, "nll")), "other settings");
    ExamplesFile.adopt(one, two, "elbo", "nll of 100 draws");
    assertFalse(Files.exists(TrialFiles.examples(two, "elbo")), "no such file");
    ExamplesFile.adopt(one, two, "nll", "nll of 100 draws");
    assertArrayEquals(
        Files.readAllBytes(TrialFiles.examples(one, "nll")),
        Files.readAllBytes(TrialFiles.examples(two, "nll")));
  }

  @Test
  void whatIsThereIsKeptUnlessItIsOfAnotherNumber() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    file("id", -3).write(one, "nll");
    file("id", -4).write(two, "nll");
    ExamplesFile.adopt(one, two, "nll", "id");
    assertEquals(-4, first(two, "nll"));
    file("other id", -5).write(two, "nll");
    ExamplesFile.adopt(one, two, "nll", "id");
    assertEquals(-3, first(two, "nll"));
    Files.delete(TrialFiles.examples(two, "nll")); // It may be one file with the other's.
    Files.write(TrialFiles.examples(two, "nll"), new byte[] {1, 2, 3});
    ExamplesFile.adopt(one, two, "nll", "id");
    assertEquals(-3, first(two, "nll"), "a damaged file is replaced");
  }
}

package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;

/** Trainings on observations that stay in a file: to the last digit those on the same in memory. */
class MappedTrialTest {
  @TempDir private Path folder;

  /** Returns the same data, of which some splits are read when they are needed. */
  private static Dataset mapped(Dataset kept, Split... which) {
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    kept.splits()
        .forEach(
            (split, observations) ->
                splits.put(
                    split,
                    Arrays.asList(which).contains(split)
                        ? new Observations.Mapped(
                            observations.count(), observations.dimension(), observations::read)
                        : observations));
    return Trials.dataset(
        kept.observationShape(), kept.kind(), kept.freshDraw(), splits.buildOrThrow());
  }

  private void isTheSame(TrialSpec spec, Dataset kept, Split... which) throws Exception {
    Dataset mapped = mapped(kept, which);
    assertEquals(kept.fingerprint(), mapped.fingerprint());
    TrialOutcome expected = Trials.run(spec, kept, new Trials.Recorder(), temporary("kept"));
    Path other = temporary("mapped");
    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome outcome = Trials.run(spec, mapped, recorder, other);
    assertEquals(expected.metrics(), outcome.metrics());
    assertEquals(3 * Trials.STEPS_PER_EPOCH, recorder.steps);
    ImmutableMap<String, float[]> variables = variables(folder.resolve("kept"));
    variables.forEach(
        (name, values) -> assertArrayEquals(values, variables(other).get(name), name));
    for (Split split : Split.values()) {
      assertArrayEquals(
          Examples.of(kept, split, 1).observations().values(),
          Examples.of(mapped, split, 1).observations().values());
    }
  }

  private Path temporary(String name) throws Exception {
    return Files.createDirectories(folder.resolve(name));
  }

  private static ImmutableMap<String, float[]> variables(Path of) {
    return Trials.checkpoints(of).end(3 * Trials.STEPS_PER_EPOCH).checkpoint().variables();
  }

  @Test
  void ofBinaryImagesThatAreDrawnAtEachUse() throws Exception {
    Dataset images = Trials.dynamicImages();
    isTheSame(Trials.binarySpec(images, 1), images, Split.values());
  }

  @Test
  void ofRealNumbersWhoseTestSplitIsInMemory() throws Exception {
    Dataset numbers = Trials.realNumbers();
    isTheSame(
        Trials.spec(numbers, Trials.normalVae(), Trials.elbo(), Trials.adam(), Trials.epochs(3), 1),
        numbers,
        Split.TRAIN);
  }

  @Test
  void takesNoMemoryForTheData() {
    Dataset numbers = Trials.realNumbers();
    TrialSpec spec =
        Trials.spec(numbers, Trials.normalVae(), Trials.elbo(), Trials.adam(), Trials.epochs(3), 1);
    long kept = Trainer.check(spec, numbers).memory().variableBytes();
    long read = Trainer.check(spec, mapped(numbers, Split.values())).memory().variableBytes();
    // Training has a table of its split, evaluation one of all three; floats of four bytes.
    long tables = 4L * 4 * Trials.EXAMPLES * Trials.DIMENSION;
    assertEquals(tables, kept - read);
    assertTrue(read > 0);
  }
}

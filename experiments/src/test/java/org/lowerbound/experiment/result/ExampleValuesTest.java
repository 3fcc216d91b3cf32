package org.lowerbound.experiment.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.file.NpzWriter;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ObservedData;
import org.tensorflow.ndarray.Shape;

class ExampleValuesTest {
  private static final double[] VALUES = {0.1, 0.25, 7, -3};

  @TempDir Path folder;

  private static TrialResult result(String column, Estimate number) {
    ImmutableMap<String, Estimate> numbers = ImmutableMap.of(column, number);
    return new TrialResult(
        "0123456789ab",
        TrialStatus.COMPLETED,
        Optional.empty(),
        numbers,
        Optional.empty(),
        ImmutableList.of(new Measured("identity", "4f2a", numbers)),
        new Provenance(
            new BuildInfo("0.1.0", "4f2a"),
            "2.18.0",
            new Host("17", "Linux", "unknown"),
            new DatasetId("mnist", "ab"),
            Optional.of(LikelihoodKind.MASS),
            ImmutableMap.of(),
            "c0ffee",
            Instant.EPOCH),
        new Timing(1, 1, 1, 1, 0, 0));
  }

  private void write(String metric, String id, String array, double... values) throws IOException {
    new NpzWriter(id).add(array, values).write(TrialFiles.examples(folder, metric));
  }

  @Test
  void theValuesBehindANumberAreFound() throws IOException {
    write("elbo", "another", "elbo", 5, 6);
    // Of a metric that has its file's name from another column.
    write("train.iwae", "identity", "nll", VALUES);
    TrialResult result = result("train.nll", Estimate.meanOf(VALUES));
    assertArrayEquals(VALUES, ExampleValues.of(folder, result, "train.nll").orElseThrow());
    assertTrue(ExampleValues.of(folder, result, "nll").isEmpty());
    assertTrue(ExampleValues.of(folder, result("nll", Estimate.meanOf(VALUES)), "nll").isEmpty());
  }

  @Test
  void valuesOfOtherSettingsAreNot() throws IOException {
    write("nll", "with more draws", "nll", VALUES);
    TrialResult result = result("nll", Estimate.meanOf(VALUES));
    assertTrue(ExampleValues.of(folder, result, "nll").isEmpty());
  }

  @Test
  void aNumberThatIsNoMeanOfThemHasNone() throws IOException {
    write("nll", "identity", "nll", VALUES);
    assertTrue(
        ExampleValues.of(folder, result("nll", Estimate.exact(1.5, VALUES.length)), "nll")
            .isEmpty());
    assertTrue(
        ExampleValues.of(
                folder, result("nll", Estimate.exact(Estimate.meanOf(VALUES).value(), 3)), "nll")
            .isEmpty());
  }

  /** -log2 P / D of 2 * 3 bits, of log p as of -log p. */
  @Test
  void bitsPerDimensionAreMadeOfNats() throws IOException {
    new TrainingData(
            "ab",
            10,
            new ObservedData(
                Shape.of(2, 3),
                ValueKind.BINARY,
                ImmutableDoubleArray.copyOf(new double[6]),
                0,
                Optional.empty()))
        .write(TrialFiles.observed(folder));
    double[] bits = Arrays.stream(VALUES).map(nats -> nats / (6 * Math.log(2))).toArray();
    write("nll", "identity", "nll", VALUES);
    String column = "nll-bits-per-dim";
    TrialResult result = result(column, Estimate.meanOf(bits));
    assertArrayEquals(bits, ExampleValues.of(folder, result, column).orElseThrow(), 1e-12);
    write("elbo", "identity", "elbo", Arrays.stream(VALUES).map(nats -> -nats).toArray());
    Files.delete(TrialFiles.examples(folder, "nll"));
    column = "elbo-bits-per-dim";
    result = result(column, Estimate.meanOf(bits));
    assertArrayEquals(bits, ExampleValues.of(folder, result, column).orElseThrow(), 1e-12);
  }

  @Test
  void theNameOfAnUnnormalizedNumberIsNoOther() throws IOException {
    write("elbo", "identity", "elbo", VALUES);
    TrialResult result = result("unnormalized-elbo", Estimate.meanOf(VALUES));
    assertArrayEquals(VALUES, ExampleValues.of(folder, result, "unnormalized-elbo").orElseThrow());
  }

  @Test
  void nothingKeptIsNothing() {
    assertTrue(ExampleValues.of(folder, result("nll", Estimate.meanOf(VALUES)), "nll").isEmpty());
  }

  @Test
  void aDamagedFileIsSaid() throws IOException {
    Path file = TrialFiles.examples(folder, "nll");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "no zip", UTF_8);
    TrialResult result = result("nll", Estimate.meanOf(VALUES));
    ResultException thrown =
        assertThrows(ResultException.class, () -> ExampleValues.of(folder, result, "nll"));
    assertTrue(thrown.getMessage().startsWith(file + " is damaged: "), thrown.getMessage());
    assertEquals(1, TrialFiles.exampleNames(folder).size());
  }
}

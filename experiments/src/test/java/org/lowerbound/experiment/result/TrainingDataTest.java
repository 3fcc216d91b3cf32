package org.lowerbound.experiment.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.common.primitives.ImmutableDoubleArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Standardization;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.ObservedData;
import org.tensorflow.ndarray.Shape;

final class TrainingDataTest {
  @TempDir Path folder;

  private static TrainingData data(Optional<Standardization> standardization) {
    return new TrainingData(
        "0123",
        10,
        new ObservedData(
            Shape.of(2), ValueKind.REAL, ImmutableDoubleArray.of(0.1, 0), 3, standardization));
  }

  @Test
  void aStandardisationIsReadToTheLastDigit() {
    Path file = folder.resolve("observed.json");
    TrainingData given =
        data(
            Optional.of(
                new Standardization(
                    ImmutableDoubleArray.of(1.0 / 3, -1e-300), ImmutableDoubleArray.of(1e9, 0.1))));
    given.write(file);
    assertEquals(given, TrainingData.read(file));
  }

  @Test
  void withoutOneTheFileIsWhatItWas() throws IOException {
    Path file = folder.resolve("observed.json");
    data(Optional.empty()).write(file);
    assertFalse(Files.readString(file).contains("standardization"));
    assertEquals(data(Optional.empty()), TrainingData.read(file));
  }
}

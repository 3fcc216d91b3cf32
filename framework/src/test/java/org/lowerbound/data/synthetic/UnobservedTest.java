package org.lowerbound.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataSource;
import org.tensorflow.ndarray.Shape;

final class UnobservedTest {
  @Test
  void everyObservationIsEmpty() {
    Dataset dataset = new Unobserved(7).load(new DataSource(Optional.empty(), Path.of("unused")));
    assertEquals("none", dataset.name());
    assertEquals(Shape.of(0), dataset.observationShape());
    assertEquals(ValueKind.REAL, dataset.observedKind());
    for (Split split : new Split[] {Split.TRAIN, Split.TEST}) {
      Observations observations = dataset.splits().get(split);
      assertEquals(7, observations.count());
      assertEquals(0, observations.dimension());
    }
    assertEquals(0, dataset.trainMean().length());
  }

  @Test
  void thereIsAtLeastOne() {
    assertEquals(
        "examples must be at least 1 but is 0",
        assertThrows(IllegalArgumentException.class, () -> new Unobserved(0)).getMessage());
  }
}

package org.lowerbound.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

final class NoDataTest {
  @Test
  void everyObservationIsOneZero() {
    Dataset dataset = new NoData(7).load(new DataSource(Optional.empty(), Path.of("unused")));
    assertEquals("none", dataset.name());
    assertEquals(Shape.of(1), dataset.observationShape());
    assertEquals(ValueKind.REAL, dataset.observedKind());
    for (Split split : new Split[] {Split.TRAIN, Split.TEST}) {
      Observations observations = dataset.splits().get(split);
      assertEquals(7, observations.count());
      for (int row = 0; row < 7; row++) {
        assertEquals(0, observations.value(ValueKind.REAL, row, 0));
      }
    }
    assertEquals(0, dataset.trainMean().get(0));
  }

  @Test
  void thereIsAtLeastOne() {
    assertEquals(
        "examples must be at least 1 but is 0",
        assertThrows(IllegalArgumentException.class, () -> new NoData(0)).getMessage());
  }
}

package org.lowerbound.evaluation.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.GoldenTable;

/** The probes against those of scikit-learn: {@code tools/golden/probes.py}. */
class GoldenProbesTest {
  @Test
  void tellTheSameClasses() {
    Set<String> cases = new HashSet<>();
    for (GoldenTable.Row row : GoldenTable.read("probes")) {
      CodeClassifier classifier =
          row.text("case").equals("knn")
              ? new NearestNeighbours((int) row.number("setting"))
              : new LogisticRegression(row.number("setting"));
      int dimension = (int) row.number("dimension");
      assertArrayEquals(
          ints(row.floats("value")),
          classifier.classesOf(
              rows(row.floats("known"), dimension),
              ints(row.floats("classes")),
              rows(row.floats("asked"), dimension)),
          row.text("case") + " " + row.text("setting"));
      cases.add(row.text("case") + row.text("setting"));
    }
    assertTrue(cases.size() == 6, cases.toString());
  }

  private static double[][] rows(float[] values, int dimension) {
    double[][] rows = new double[values.length / dimension][dimension];
    for (int i = 0; i < values.length; i++) {
      rows[i / dimension][i % dimension] = values[i];
    }
    return rows;
  }

  private static int[] ints(float[] values) {
    int[] ints = new int[values.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) values[i];
    }
    return ints;
  }
}

package org.lowerbound.evaluation.compression;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.compression.FrequencyTable;

/** Tables of log-masses, in nats and 32-bit floats, as graphs give them. */
final class LevelTables {
  private LevelTables() {}

  /**
   * Returns tables of log-masses {@code [variables, classes]}.
   *
   * @throws IllegalArgumentException if a log-mass is no number
   */
  static ImmutableList<FrequencyTable> neighbours(float[] logMasses, int classes, int precision) {
    return tables(logMasses, classes, precision, classes, 1);
  }

  /**
   * Returns tables of log-masses {@code [levels, values]}.
   *
   * @throws IllegalArgumentException if a log-mass is no number
   */
  static ImmutableList<FrequencyTable> rows(float[] logMasses, int levels, int precision) {
    return tables(logMasses, levels, precision, 1, logMasses.length / levels);
  }

  private static ImmutableList<FrequencyTable> tables(
      float[] logMasses, int classes, int precision, int toNextTable, int toNextClass) {
    ImmutableList.Builder<FrequencyTable> tables = ImmutableList.builder();
    double[] masses = new double[classes];
    for (int i = 0; i < logMasses.length / classes; i++) {
      for (int k = 0; k < classes; k++) {
        float logMass = logMasses[i * toNextTable + k * toNextClass];
        checkArgument(!Float.isNaN(logMass), "a probability of the model is no number");
        masses[k] = StrictMath.exp(logMass);
      }
      tables.add(FrequencyTable.ofMasses(masses, precision));
    }
    return tables.build();
  }
}

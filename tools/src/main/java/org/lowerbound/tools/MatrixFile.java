package org.lowerbound.tools;

import com.google.common.primitives.Longs;
import java.io.IOException;
import java.nio.file.Path;
import org.lowerbound.data.file.NpzWriter;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.file.WholeFiles;
import org.lowerbound.training.Matrix;

/** What a trained model gives, as a .npz file. */
final class MatrixFile {
  private final NpzWriter arrays = new NpzWriter();

  /** Adds numbers, {@code [rows, ...shape]}. */
  MatrixFile add(String name, Matrix matrix, long... shape) {
    arrays.add(name, matrix.values(), Longs.concat(new long[] {matrix.rows()}, shape));
    return this;
  }

  /** Adds numbers, {@code [n]}. */
  MatrixFile add(String name, int[] values) {
    arrays.add(name, values);
    return this;
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @throws ResultException if it cannot be written
   */
  void write(Path file) {
    try {
      arrays.write(file);
    } catch (IOException e) {
      throw new ResultException("cannot write " + file + ": " + WholeFiles.reason(e), e);
    }
  }
}

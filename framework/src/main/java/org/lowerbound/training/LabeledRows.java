package org.lowerbound.training;

import com.google.common.primitives.ImmutableIntArray;
import java.util.stream.IntStream;
import org.lowerbound.data.Labels;
import org.lowerbound.objective.Batch;
import org.lowerbound.objective.LabeledExamples;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The rows of the training split whose label is known. */
final class LabeledRows implements LabeledExamples {
  private final ImmutableIntArray rows;
  private final BatchOfRows batches;

  /** Makes a batch of rows. */
  @FunctionalInterface
  interface BatchOfRows {
    /** Returns the batch of some rows, {@code [size]}, with the label of each. */
    Batch of(Operand<TInt32> rows, int size);
  }

  private LabeledRows(ImmutableIntArray rows, BatchOfRows batches) {
    this.rows = rows;
    this.batches = batches;
  }

  /** Finds the rows among the labels of the training split. */
  static LabeledRows of(int[] labels, BatchOfRows batches) {
    return new LabeledRows(
        ImmutableIntArray.copyOf(
            IntStream.range(0, labels.length).filter(row -> labels[row] != Labels.UNKNOWN)),
        batches);
  }

  @Override
  public long count() {
    return rows.length();
  }

  /** Draws those with the largest of independent uniform numbers: a sample without replacement. */
  @Override
  public Batch draw(Ops tf, int size, NoiseSource noise) {
    int drawn = Math.min(size, rows.length());
    Operand<TInt32> known = tf.constant(rows.toArray());
    if (drawn == rows.length()) {
      return batches.of(known, drawn);
    }
    Operand<TFloat32> order = noise.uniform(tf, tf.array(rows.length()));
    TopK<TFloat32, TInt32> chosen = tf.nn.topK(order, tf.constant(drawn), TInt32.class);
    return batches.of(
        tf.ensureShape(tf.gather(known, chosen.indices(), tf.constant(0)), Shape.of(drawn)), drawn);
  }
}

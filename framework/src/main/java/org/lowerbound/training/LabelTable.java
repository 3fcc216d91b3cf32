package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Labels kept inside a graph, row by row as the observations beside them. */
final class LabelTable implements GraphTable {
  private final int classes;
  private final Supplier<int[]> labels;
  private final Variable<TInt32> table; // [N]
  private final Placeholder<TInt32> input;
  private final Op assign;

  /**
   * Makes room for labels; {@link #fill} puts them there.
   *
   * @param count N
   * @param classes the number of classes
   * @param labels asked for when the table is filled
   */
  LabelTable(Ops tf, int count, int classes, Supplier<int[]> labels) {
    this.classes = classes;
    this.labels = labels;
    this.table = tf.variable(Shape.of(count), TInt32.class);
    this.input = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(count)));
    this.assign = tf.assign(table, input);
  }

  /**
   * Returns a pass with the labels of the rows that are run, if the data has labels.
   *
   * @param rows the numbers of the rows that are run
   * @param count the number of rows of the table
   * @param ofTable chooses the table's labels among those of the data
   * @param filled where the table is added
   */
  static Pass inPass(
      Pass pass,
      Ops tf,
      Dataset dataset,
      Operand<TInt32> rows,
      int count,
      Function<Labels, int[]> ofTable,
      ImmutableList.Builder<GraphTable> filled) {
    if (dataset.labels().isEmpty()) {
      return pass;
    }
    Labels labels = dataset.labels().get();
    LabelTable table = new LabelTable(tf, count, labels.classes(), () -> ofTable.apply(labels));
    filled.add(table);
    Operand<TFloat32> oneHot = table.oneHot(tf, rows);
    return Ints.contains(ofTable.apply(labels), Labels.UNKNOWN)
        ? pass.withSomeLabels(oneHot)
        : pass.withLabels(oneHot);
  }

  /**
   * Returns the labels of some rows, {@code [B] -> [B, classes]}: one-hot, and a row of zeros for
   * {@link Labels#UNKNOWN}, which is no class's number.
   */
  Operand<TFloat32> oneHot(Ops tf, Operand<TInt32> rows) {
    return tf.oneHot(
        tf.gather(table, rows, tf.constant(0)),
        tf.constant(classes),
        tf.constant(1f),
        tf.constant(0f));
  }

  @Override
  public void fill(Session session) {
    try (TInt32 values = TInt32.vectorOf(labels.get())) {
      session.runner().feed(input, values).addTarget(assign).run().close();
    }
  }
}

package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Labels that a metric or a figure chooses, in place of those of the data: all rows of a run have
 * one, or each has its own. The noise of a run is the same whatever they are.
 */
public final class ChosenLabels {
  private final Placeholder<TFloat32> oneHot; // [B, classes]
  private final Pass pass;
  private final int classes;

  private ChosenLabels(Placeholder<TFloat32> oneHot, Pass pass, int classes) {
    this.oneHot = oneHot;
    this.pass = pass;
    this.classes = classes;
  }

  /**
   * Adds the node.
   *
   * @param who chooses, by its type name
   * @throws IllegalArgumentException if the data have no labels
   */
  public static ChosenLabels of(Ops tf, EvaluationScope graph, String who) {
    int classes = Target.of(graph.dataset(), Optional.empty(), who).classes();
    Placeholder<TFloat32> oneHot =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, classes)));
    return new ChosenLabels(oneHot, graph.pass().withLabels(oneHot), classes);
  }

  /** Returns the pass in which networks see the chosen labels. */
  public Pass pass() {
    return pass;
  }

  /** Returns the number of classes. */
  public int classes() {
    return classes;
  }

  /**
   * Checks, once the nodes are there, that something looks at labels.
   *
   * @param also what works besides, a comma before each
   * @throws IllegalArgumentException if nothing does; the message says what would
   */
  public void checkLookedAt(String who, String also) {
    checkArgument(
        pass.usesLabels(),
        "%s needs a model that looks at labels, p(x | y): a vae with \"condition\": \"label\" or"
            + " with the prior conditional, autoregressive with \"conditional\": true, per-class%s",
        who,
        also);
  }

  /** Returns what runs a table's rows as rows of a label. */
  public RowRunner giving(RowRunner table, int label) {
    return new OfLabels(table, oneHot, classes, row -> label, label);
  }

  /**
   * Returns what runs a table's rows as rows of labels of their own.
   *
   * @param labels by row
   */
  public RowRunner giving(RowRunner table, IntUnaryOperator labels) {
    return new OfLabels(table, oneHot, classes, labels, 0);
  }

  /**
   * Rows that are given labels, a part of all the work: there is a turn for each label.
   *
   * @param labels by row
   * @param turn the number of the turn, from 0
   */
  private record OfLabels(
      RowRunner table, Operand<TFloat32> oneHot, int classes, IntUnaryOperator labels, int turn)
      implements RowRunner {
    @Override
    public int count() {
      return table.count();
    }

    @Override
    public ImmutableList<float[]> run(
        int[] rows, long draw, ImmutableList<Fed> fed, ImmutableList<Operand<TFloat32>> fetches) {
      return table.run(rows, draw, withLabels(rows, fed), fetches);
    }

    @Override
    public ImmutableList<float[]> run(
        int[] rows,
        long draw,
        ImmutableList<Fed> fed,
        ImmutableList<Operand<TFloat32>> fetches,
        Portion portion) {
      Portion ofAll =
          new Portion(
              turn * portion.all() + portion.first(), portion.count(), classes * portion.all());
      return table.run(rows, draw, withLabels(rows, fed), fetches, ofAll);
    }

    private ImmutableList<Fed> withLabels(int[] rows, ImmutableList<Fed> fed) {
      float[] values = new float[rows.length * classes];
      for (int b = 0; b < rows.length; b++) {
        values[b * classes + labels.applyAsInt(rows[b])] = 1;
      }
      return ImmutableList.<Fed>builder()
          .addAll(fed)
          .add(new Fed(oneHot, Shape.of(rows.length, classes), values))
          .build();
    }

    @Override
    public void progress(int examplesDone) {
      long done = (long) turn * table.count() + examplesDone;
      table.progress((int) (done / classes));
    }
  }
}

package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Labels that a metric or a figure chooses, in place of those of the data: all rows of a run have
 * one. The noise of a run is the same whichever it is.
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
   * @throws IllegalArgumentException if nothing does; the message says what would
   */
  public void checkLookedAt(String who) {
    checkArgument(
        pass.usesLabels(),
        "%s needs a model that looks at labels, p(x | y): a vae with \"condition\": \"label\" or"
            + " with the prior conditional, autoregressive with \"conditional\": true, per-class",
        who);
  }

  /** Returns what runs a table's rows as rows of a label. */
  public RowRunner giving(RowRunner table, int label) {
    return new OfLabel(table, oneHot, classes, label);
  }

  /** Rows that are given a label, a part of all the work: there is a turn for each label. */
  private record OfLabel(RowRunner table, Operand<TFloat32> oneHot, int classes, int label)
      implements RowRunner {
    @Override
    public int count() {
      return table.count();
    }

    @Override
    public ImmutableList<float[]> run(
        int[] rows, long draw, ImmutableList<Fed> fed, ImmutableList<Operand<TFloat32>> fetches) {
      return table.run(rows, draw, withLabel(rows.length, fed), fetches);
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
              label * portion.all() + portion.first(), portion.count(), classes * portion.all());
      return table.run(rows, draw, withLabel(rows.length, fed), fetches, ofAll);
    }

    private ImmutableList<Fed> withLabel(int rows, ImmutableList<Fed> fed) {
      float[] labels = new float[rows * classes];
      for (int b = 0; b < rows; b++) {
        labels[b * classes + label] = 1;
      }
      return ImmutableList.<Fed>builder()
          .addAll(fed)
          .add(new Fed(oneHot, Shape.of(rows, classes), labels))
          .build();
    }

    @Override
    public void progress(int examplesDone) {
      long done = (long) label * table.count() + examplesDone;
      table.progress((int) (done / classes));
    }
  }
}

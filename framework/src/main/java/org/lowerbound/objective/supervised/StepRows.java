package org.lowerbound.objective.supervised;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.function.BiFunction;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.ClassLatents;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Batch;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The examples of a step: those of its batch, and labelled ones beside them. Each network is run
 * once on all rows together, so that its noise and its statistics are of one run.
 */
final class StepRows {
  private final Ops tf;
  private final int size;
  private final int classCount;
  private final Operand<TFloat32> given; // [B, classes]
  private final Operand<TFloat32> known; // [B]
  private final Optional<Operand<TFloat32>> ownLabels; // [n, classes]
  private final Operand<TFloat32> seen; // [B + n, ...]
  private final Operand<TFloat32> logClasses; // [B + n, classes]

  /**
   * Runs the classifier.
   *
   * @param given the labels of the batch, one-hot, zeros where they are unknown
   * @param own labelled examples that the step has besides; without, those of the batch count
   * @param noise what codes of observations are drawn from, for models of codes
   */
  StepRows(
      Ops tf,
      ClassLatents model,
      Batch batch,
      Operand<TFloat32> given,
      Optional<Batch> own,
      NoiseSource noise) {
    this.tf = tf;
    this.size = batch.size();
    this.classCount = model.classes();
    this.given = given;
    this.known = tf.reduceSum(given, tf.constant(1));
    this.ownLabels = own.map(labeled -> labeled.pass().labels().orElseThrow());
    Operand<TFloat32> x =
        own.map(labeled -> joined(batch.observations(), labeled.observations()))
            .orElse(batch.observations());
    Pass pass = batch.pass();
    this.seen = model.seen(tf, x, noise, pass);
    this.logClasses = model.logClassesOfSeen(tf, seen, pass);
  }

  private Operand<TFloat32> joined(Operand<TFloat32> ofBatch, Operand<TFloat32> ofOwn) {
    return tf.concat(ImmutableList.of(ofBatch, ofOwn), tf.constant(0));
  }

  /** Returns the first rows, which are those of the batch. */
  private Operand<TFloat32> first(Operand<TFloat32> rows, int count) {
    return ownLabels.isEmpty() ? rows : tf.gather(rows, range(0, count), tf.constant(0));
  }

  /** Returns the rows of the labelled examples beside the batch. */
  private Operand<TFloat32> own(Operand<TFloat32> rows, int start) {
    int count = (int) ownLabels.orElseThrow().shape().get(0);
    return tf.gather(rows, range(start, start + count), tf.constant(0));
  }

  private Operand<TInt32> range(int start, int end) {
    return tf.range(tf.constant(start), tf.constant(end), tf.constant(1));
  }

  /** Returns log q(y | x) of the batch, {@code [B, classes]}. */
  Operand<TFloat32> logClassesOfBatch() {
    return first(logClasses, size);
  }

  /** Has every example of the batch with its label. */
  Weighing ofLabels() {
    return new Weighing(tf.expandDims(given, tf.constant(0)), tf.expandDims(known, tf.constant(0)));
  }

  /** Has every example of the batch with each class: its label counts, or all by q(y | x). */
  Weighing ofEachClass() {
    float[] each = new float[classCount * classCount];
    for (int c = 0; c < classCount; c++) {
      each[c * classCount + c] = 1;
    }
    Operand<TFloat32> oneHot =
        tf.math.add(
            tf.reshape(tf.constant(each), tf.array(classCount, 1, classCount)),
            tf.zerosLike(given)); // [classes, B, classes]
    Operand<TFloat32> guessed =
        tf.math.mul(tf.expandDims(unknown(), tf.constant(1)), tf.math.exp(logClassesOfBatch()));
    Operand<TFloat32> weights = ownLabels.isEmpty() ? tf.math.add(given, guessed) : guessed;
    return new Weighing(oneHot, tf.linalg.transpose(weights, tf.array(1, 0)));
  }

  /**
   * Has every example of the batch with its label or, where that is unknown, with one that is
   * drawn.
   *
   * @param drawn {@code [B, classes]}
   */
  Weighing ofOneClass(Operand<TFloat32> drawn) {
    Operand<TFloat32> classes =
        tf.math.add(given, tf.math.mul(tf.expandDims(unknown(), tf.constant(1)), drawn));
    Operand<TFloat32> weights = ownLabels.isEmpty() ? tf.math.add(known, unknown()) : unknown();
    return new Weighing(
        tf.expandDims(classes, tf.constant(0)), tf.expandDims(weights, tf.constant(0)));
  }

  /** Returns 1 where the label is unknown, {@code [B]}. */
  private Operand<TFloat32> unknown() {
    return tf.math.sub(tf.constant(1f), known);
  }

  /**
   * Returns the value of the objective without its weight on log q(y | x): scalar, nats per
   * example.
   *
   * @param bounds gives −L(x, y) of rows of what is seen and of their classes, {@code [R]}
   * @param part N_l / N
   */
  Operand<TFloat32> value(
      Weighing weighing,
      double part,
      BiFunction<Operand<TFloat32>, Operand<TFloat32>, Operand<TFloat32>> bounds) {
    int tried = (int) weighing.classes().shape().get(0);
    Operand<TFloat32> rows = repeated(first(seen, size), tried);
    Operand<TFloat32> classes = tf.reshape(weighing.classes(), tf.array(-1, classCount));
    Operand<TFloat32> all =
        ownLabels
            .map(labels -> bounds.apply(joined(rows, own(seen, size)), joined(classes, labels)))
            .orElseGet(() -> bounds.apply(rows, classes));
    Operand<TFloat32> ofBatch = tf.reshape(first(all, tried * size), tf.array(tried, -1));
    Operand<TFloat32> expected =
        tf.reduceSum(tf.math.mul(weighing.weights(), ofBatch), tf.constant(0)); // [B]
    Operand<TFloat32> logs = logClassesOfBatch();
    Operand<TFloat32> entropy =
        tf.math.neg(GraphMath.sumEvent(tf, tf.math.mul(tf.math.exp(logs), logs))); // [B]
    Operand<TFloat32> value =
        GraphMath.meanOverBatch(tf, tf.math.add(expected, tf.math.mul(unknown(), entropy)));
    return ownLabels.isEmpty()
        ? value
        : tf.math.add(
            value,
            tf.math.mul(
                tf.constant((float) part), GraphMath.meanOverBatch(tf, own(all, tried * size))));
  }

  /** Repeats rows one after the other: {@code [B, S] -> [times * B, S]}. */
  private Operand<TFloat32> repeated(Operand<TFloat32> rows, int times) {
    return times == 1 ? rows : tf.tile(rows, tf.array(times, 1));
  }

  /**
   * Returns the mean of −log q(y | x) over the labelled examples: an estimate whose expectation is
   * that of the whole split, scalar, nats.
   *
   * @param part N_l / N
   */
  Operand<TFloat32> crossEntropy(double part) {
    if (ownLabels.isPresent()) {
      return tf.math.neg(
          GraphMath.meanOverBatch(
              tf, GraphMath.sumEvent(tf, tf.math.mul(ownLabels.get(), own(logClasses, size)))));
    }
    return tf.math.mul(
        tf.constant((float) (-1 / part)),
        GraphMath.meanOverBatch(
            tf, GraphMath.sumEvent(tf, tf.math.mul(given, logClassesOfBatch()))));
  }
}

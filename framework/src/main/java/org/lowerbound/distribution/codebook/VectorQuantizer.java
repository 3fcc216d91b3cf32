package org.lowerbound.distribution.codebook;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Shapes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A codebook and the nearest of its codes to parts of a vector (van den Oord et al. 2017, eq. 1 and
 * 2). An encoder's output of G·C components is G vectors of C, each of which is quantised alone.
 *
 * @param codebook N codes, {@code [N, C]}; its shape must be known
 * @param groups G
 */
public record VectorQuantizer(Operand<TFloat32> codebook, int groups) {
  /** Checks the arguments. */
  public VectorQuantizer {
    Shape shape = codebook.shape();
    checkArgument(
        shape.numDimensions() == 2 && shape.get(0) > 0 && shape.get(1) > 0,
        "a codebook must be a matrix [codes, components] of a known shape but has the shape %s",
        shape);
    checkArgument(groups > 0, "groups must be positive but is %s", groups);
  }

  /** Returns N, the number of codes. */
  public int codes() {
    return (int) codebook.shape().get(0);
  }

  /** Returns C, the number of components of a code. */
  public int width() {
    return (int) codebook.shape().get(1);
  }

  /** Returns G·C, the number of components of a vector of G codes. */
  public int dimension() {
    return groups * width();
  }

  /**
   * Returns the nearest code of each group by the Euclidean distance, the first of equally near
   * ones.
   *
   * @param encoded z_e, {@code [..., B, G·C]}
   */
  public Quantization nearest(Ops tf, Operand<TFloat32> encoded) {
    Operand<TInt32> indices =
        tf.math.argMin(squaredDistances(tf, encoded), tf.constant(-1), TInt32.class);
    Operand<TFloat32> rows = tf.gather(codebook, indices, tf.constant(0)); // [..., B, G, C]
    return new Quantization(encoded, indices, tf.reshape(rows, tf.shape(encoded)));
  }

  /**
   * Returns the squared Euclidean distance of each group to each code, {@code [..., B, G·C] ->
   * [..., B, G, N]}, not below 0.
   *
   * <p>It is ‖a‖² + ‖b‖² − 2 a·b, one matrix product. The three terms cancel where vectors are far
   * from 0 compared with their distance; they are taken from the mean of the codes, therefore,
   * which moves no distance.
   */
  public Operand<TFloat32> squaredDistances(Ops tf, Operand<TFloat32> encoded) {
    Operand<TFloat32> center = tf.stopGradient(tf.math.mean(codebook, tf.constant(0))); // [C]
    Operand<TFloat32> a = tf.math.sub(Shapes.toRows(tf, encoded, width()), center); // [rows, C]
    Operand<TFloat32> b = tf.math.sub(codebook, center);
    Operand<TFloat32> products = tf.linalg.matMul(a, b, MatMul.transposeB(true)); // [rows, N]
    Operand<TFloat32> squares =
        tf.math.add(
            tf.expandDims(squaredNorms(tf, a), tf.constant(1)), squaredNorms(tf, b)); // [rows, N]
    Operand<TFloat32> distances =
        tf.nn.relu(tf.math.sub(squares, tf.math.mul(tf.constant(2f), products)));
    return Shapes.withLeadingAxesOf(tf, encoded, distances, groups, codes());
  }

  /**
   * Returns the perplexity of the codes in use, exp(−Σ p log p) for their relative frequencies p
   * over all vectors of a batch and all groups: a scalar between 1, one code for all, and N, all
   * equally often. It has no gradient.
   */
  public Operand<TFloat32> perplexity(Ops tf, Quantization quantization) {
    Operand<TFloat32> counts = CodebookAverages.counts(tf, quantization, codes());
    Operand<TFloat32> frequencies = tf.math.div(counts, tf.reduceSum(counts, tf.constant(0)));
    Operand<TFloat32> logs =
        tf.math.log(tf.math.maximum(frequencies, tf.constant(Float.MIN_NORMAL))); // 0 log 0 = 0
    return tf.math.exp(tf.math.neg(GraphMath.sumEvent(tf, tf.math.mul(frequencies, logs))));
  }

  private static Operand<TFloat32> squaredNorms(Ops tf, Operand<TFloat32> rows) {
    return GraphMath.sumEvent(tf, tf.math.square(rows));
  }
}

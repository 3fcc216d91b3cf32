package org.lowerbound.network;

import java.util.List;
import org.lowerbound.graph.Shapes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The adjoint of the {@link Convolution} that leads from the larger images back to the smaller:
 * each pixel adds its multiple of the kernel to the larger image.
 *
 * @param kernel {@code [height, width, in, out]}, in being the channels of the smaller image
 * @param to the size of the larger image
 * @param stride of that convolution
 */
record TransposedConvolution(Weights kernel, ImageShape to, int stride) implements Layer {
  /** Makes one between maps of given sizes. */
  static TransposedConvolution create(
      String name, ImageShape from, ImageShape to, int stride, Weights kernel) {
    Convolution.checkSizes(name, "transposed convolution", to, from, stride);
    return new TransposedConvolution(kernel, to, stride);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Pass pass) {
    Operand<TInt32> rows = tf.expandDims(Shapes.size(tf, x, 0), tf.constant(0));
    Operand<TInt32> shape =
        tf.concat(List.of(rows, tf.array(to.height(), to.width(), to.channels())), tf.constant(0));
    // The adjoint's own kernel has the axes of the forward convolution: from large to small.
    Operand<TFloat32> adjoint = tf.linalg.transpose(kernel.in(tf, pass), tf.array(0, 1, 3, 2));
    return tf.nn.conv2dBackpropInput(
        shape, adjoint, x, Convolution.strides(stride), Convolution.PADDING);
  }
}

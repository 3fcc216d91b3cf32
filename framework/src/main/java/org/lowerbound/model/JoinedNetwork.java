package org.lowerbound.model;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.lowerbound.graph.Shapes;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Head;
import org.lowerbound.network.Network;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.spec.NothingBuiltException;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network that sees what the model is given beside its own input: behind it, or, where a network
 * of images takes the input, as a channel of one value for each of the numbers.
 */
final class JoinedNetwork {
  private JoinedNetwork() {}

  /**
   * Makes the parameters.
   *
   * @param input the shape of its own input
   * @param size the length of what the model is given
   * @param who asks for it, for the message
   */
  static Network create(
      Architecture architecture,
      ParameterStore parameters,
      String name,
      Shape input,
      int size,
      String who,
      ImmutableList<Head> heads) {
    boolean image = architecture.needsImages() && input.numDimensions() == 3;
    Shape joined =
        image
            ? Shape.of(input.get(0), input.get(1), input.get(2) + size)
            : Shape.of(input.size() + size);
    Network network =
        NothingBuiltException.check(
            architecture, architecture.build(parameters, name, joined, heads));
    return (tf, x, pass) -> {
      Operand<TFloat32> given = pass.condition(who);
      return network.apply(
          tf, image ? asChannels(tf, x, input, given, size) : Shapes.joined(tf, x, given), pass);
    };
  }

  /** Joins {@code [B, size]} to images {@code [B, height * width * channels]}. */
  private static Operand<TFloat32> asChannels(
      Ops tf, Operand<TFloat32> x, Shape image, Operand<TFloat32> given, int size) {
    int height = (int) image.get(0);
    int width = (int) image.get(1);
    int channels = (int) image.get(2);
    Operand<TFloat32> maps =
        tf.math.add(
            tf.reshape(given, tf.array(-1, 1, 1, size)),
            tf.zeros(tf.array(1, height, width, size), TFloat32.class));
    Operand<TFloat32> pixels = tf.reshape(x, tf.array(-1, height, width, channels));
    return tf.reshape(
        tf.concat(List.of(pixels, maps), tf.constant(3)),
        tf.array(-1, height * width * (channels + size)));
  }
}

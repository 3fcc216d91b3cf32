package example;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.lowerbound.graph.Shapes;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Head;
import org.lowerbound.network.Layer;
import org.lowerbound.network.Network;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A network of maxout units, the largest of several linear functions each (Goodfellow et al. 2013,
 * section 3), for an encoder or a decoder.
 *
 * @param hidden the widths of the hidden layers
 * @param pieces the number of linear functions of a unit
 */
public record Maxout(@Default("[100]") ImmutableList<Integer> hidden, @Default("2") int pieces)
    implements Architecture {
  /** Checks the arguments. */
  public Maxout {
    Counts.checkWidths("hidden widths", hidden);
    Counts.checkAtLeast("pieces", pieces, 2, 100);
  }

  @Override
  public Network build(
      ParameterStore parameters, String name, Shape input, ImmutableList<Head> heads) {
    int inputSize = (int) input.size();
    int width = inputSize;
    List<Layer> layers = new ArrayList<>();
    for (int units : hidden) {
      String layer = name + ".hidden" + (layers.size() + 1);
      Layer linear =
          linear(
              parameters, layer, width, Head.ofSize(layer, Counts.product(layer, units, pieces)));
      layers.add(
          (tf, rows, pass) -> {
            var z = tf.reshape(linear.apply(tf, rows, pass), tf.array(-1, units, pieces));
            return tf.max(z, tf.constant(2)); // [rows, units]
          });
      width = units;
    }
    int last = width;
    ImmutableList<Layer> tops =
        heads.stream()
            .map(head -> linear(parameters, name + "." + head.name(), last, head))
            .collect(toImmutableList());
    return (tf, x, pass) -> {
      var features = Layer.chain(layers).apply(tf, Shapes.toRows(tf, x, inputSize), pass);
      ImmutableList.Builder<Operand<TFloat32>> outputs = ImmutableList.builder();
      for (int i = 0; i < tops.size(); i++) {
        var output = tops.get(i).apply(tf, features, pass); // [rows, out]
        outputs.add(Shapes.withLeadingAxesOf(tf, x, output, heads.get(i).size()));
      }
      return outputs.build();
    };
  }

  /** Returns x W + b of rows: {@code [rows, in] -> [rows, out]}. */
  private static Layer linear(ParameterStore parameters, String name, int in, Head out) {
    var weights =
        parameters.create(name + ".weights", Shape.of(in, out.size()), new GlorotUniform());
    var bias = parameters.create(name + ".bias", Shape.of(out.size()), out.bias());
    return (tf, x, pass) ->
        tf.math.add(tf.linalg.matMul(x, pass.parameter(tf, weights)), pass.parameter(tf, bias));
  }
}

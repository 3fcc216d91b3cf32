package org.lowerbound.model.implicit;

import org.lowerbound.data.ValueKind;
import org.lowerbound.model.ImplicitDensity;
import org.lowerbound.network.Network;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A function of normal noise, in a graph.
 *
 * @param latents the dimension of the noise
 * @param generator the function, before what makes its values those of the observations
 * @param kind of the observations
 */
record GanModel(int latents, Network generator, ValueKind kind) implements ImplicitDensity {
  @Override
  public Operand<TFloat32> generate(Ops tf, NoiseSource noise, int count, Pass pass) {
    Operand<TFloat32> z = noise.standardNormal(tf, tf.array(count, latents)); // [count, latents]
    Operand<TFloat32> x = generator.apply(tf, z, pass).get(0); // [count, D]
    return kind == ValueKind.REAL ? x : tf.math.sigmoid(x);
  }

  @Override
  public Operand<TFloat32> sample(Ops tf, NoiseSource noise, int count, Pass pass) {
    Operand<TFloat32> x = generate(tf, noise, count, pass);
    if (kind != ValueKind.GREY) {
      return x;
    }
    Operand<TFloat32> step = tf.constant((float) kind.scale());
    return tf.math.mul(tf.math.rint(tf.math.div(x, step)), step);
  }
}

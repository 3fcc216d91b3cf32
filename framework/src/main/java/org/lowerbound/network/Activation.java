package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;

/** The elementwise functions between layers. */
public enum Activation {
  /** Hyperbolic tangent. */
  TANH,
  /** 1 / (1 + exp(−x)). */
  SIGMOID,
  /** max(x, 0). */
  RELU,
  /** x above 0, 0.2 x below, TensorFlow's slope (Maas et al. 2013). */
  LEAKY_RELU,
  /** x above 0, exp(x) − 1 below (Clevert et al. 2016). */
  ELU,
  /** log(1 + exp(x)). */
  SOFTPLUS,
  /** x·σ(x) (Ramachandran et al. 2017), also called SiLU. */
  SWISH;

  private static final float LEAK = 0.2f;

  /** Returns the function as a layer, which has no parameters. */
  Layer layer() {
    return (tf, x, pass) -> apply(tf, x);
  }

  /** Applies the function to every element. */
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x) {
    return switch (this) {
      case TANH -> tf.math.tanh(x);
      case SIGMOID -> tf.math.sigmoid(x);
      case RELU -> tf.nn.relu(x);
      case LEAKY_RELU -> tf.nn.leakyRelu(x, LeakyRelu.alpha(LEAK));
      case ELU -> tf.nn.elu(x);
      case SOFTPLUS -> tf.math.softplus(x);
      case SWISH -> tf.math.mul(x, tf.math.sigmoid(x));
    };
  }
}

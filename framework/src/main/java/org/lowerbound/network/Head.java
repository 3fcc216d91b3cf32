package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import org.tensorflow.ndarray.Shape;

/**
 * One output of a network: a linear function of the last hidden layer.
 *
 * @param name the suffix of the parameters' names
 * @param output the shape of one output before flattening
 * @param bias the first value of the bias
 */
public record Head(String name, Shape output, Initializer bias) {
  /** Checks the arguments. */
  public Head {
    checkArgument(output.size() > 0, "head %s must have a known shape but has %s", name, output);
  }

  /** Returns a head for vectors, with a bias that starts at zero. */
  public static Head ofSize(String name, int size) {
    return new Head(name, Shape.of(size), new Zeros());
  }

  /** Returns the number of values of one output. */
  public int size() {
    return (int) output.size();
  }
}

package org.lowerbound.objective.supervised;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The classes that a step tries.
 *
 * @param classes those that each example of the batch is tried with, {@code [M, B, classes]}
 * @param weights of the bounds that they give, {@code [M, B]}
 */
record Weighing(Operand<TFloat32> classes, Operand<TFloat32> weights) {}

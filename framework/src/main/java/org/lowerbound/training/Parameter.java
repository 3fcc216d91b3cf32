package org.lowerbound.training;

import org.lowerbound.network.ParameterGroup;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * A trainable variable.
 *
 * @param name its name, in messages and checkpoints
 * @param group what it is a parameter of
 * @param shape its shape
 * @param variable the variable, for the optimizer
 * @param read its value, for everything else
 */
record Parameter(
    String name,
    ParameterGroup group,
    Shape shape,
    Variable<TFloat32> variable,
    Operand<TFloat32> read) {}

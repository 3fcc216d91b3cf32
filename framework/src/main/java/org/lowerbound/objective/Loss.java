package org.lowerbound.objective;

import com.google.common.collect.ImmutableMap;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What one step minimises, and what it reports. The two are kept apart: a surrogate with the right
 * gradient may have a value that bounds nothing.
 *
 * @param surrogate scalar, differentiated and minimised; its value is never reported
 * @param bound scalar, nats per example, a lower bound on log p(x), at β = 1 whatever the training
 *     does
 * @param metrics further scalars by name, nats per example
 */
public record Loss(
    Operand<TFloat32> surrogate,
    Operand<TFloat32> bound,
    ImmutableMap<String, Operand<TFloat32>> metrics) {}

package org.lowerbound.model;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * z ↦ Wz + b with its noise, in the values that a model sees.
 *
 * @param loadings W, {@code [D, k]}
 * @param offset b, {@code [D]}
 * @param logScale log σ of normal noise that is the same for all z, {@code [1]} or {@code [D]}; none
 *     if the noise is another
 */
public record LinearMap(
    Operand<TFloat32> loadings, Operand<TFloat32> offset, Optional<Operand<TFloat32>> logScale) {}

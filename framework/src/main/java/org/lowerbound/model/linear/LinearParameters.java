package org.lowerbound.model.linear;

import com.google.common.primitives.ImmutableDoubleArray;
import org.lowerbound.model.RawUnits;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a linear model with normal noise is made of.
 *
 * @param loadings W, {@code [D, k]}, the parameter {@link LinearNormal#LOADINGS}
 * @param logScale log σ, {@code [1]} if it is one for all values, or {@code [D]}; the parameter
 *     {@link LinearNormal#LOG_SCALE}
 * @param mean μ, of length D
 * @param latents k
 * @param scales 1 or D
 * @param units those of x: likelihoods are of the raw values, all else is of those that are seen
 */
record LinearParameters(
    Operand<TFloat32> loadings,
    Operand<TFloat32> logScale,
    ImmutableDoubleArray mean,
    int latents,
    int scales,
    RawUnits units) {}

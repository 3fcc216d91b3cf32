package org.lowerbound.model;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What the states on a way back are, over some draws: x_0, x_{τ_1}, …, x_T, of which only the last
 * has to be what noise makes of the observations.
 *
 * @param steps the numbers of the states, 0, τ_1, …, T
 * @param signals ᾱ of each: given x_0, noise makes N(√ᾱ x_0, (1 − ᾱ) I) of it
 * @param moments the mean of each state over the draws, and its variance, with the number of draws
 *     as divisor: {@code [states, 2, D]}
 */
public record ReverseStates(
    ImmutableIntArray steps, ImmutableDoubleArray signals, Operand<TFloat32> moments) {}

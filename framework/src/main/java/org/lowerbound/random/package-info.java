/**
 * The only source of randomness, on the host and in graphs.
 *
 * <p>Everything is stateless: a number is a function of (seed, named stream, step, position) and of
 * nothing that ran before. So a run that is resumed, reordered or put beside others draws the same
 * numbers.
 */
package org.lowerbound.random;

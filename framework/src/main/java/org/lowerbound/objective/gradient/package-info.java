/**
 * Estimators of a bound's gradient by the encoder's parameters φ. They differ in nothing else: the
 * bound is one, and so is its gradient by θ.
 */
package org.lowerbound.objective.gradient;

/** Metrics made of importance weights and the terms of a bound. */
package org.lowerbound.evaluation.bound;

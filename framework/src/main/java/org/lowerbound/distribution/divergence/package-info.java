/**
 * Closed-form KL divergences by pair of distributions, in nats; {@link
 * org.lowerbound.distribution.divergence.ClosedFormKls} is the table of all.
 */
package org.lowerbound.distribution.divergence;

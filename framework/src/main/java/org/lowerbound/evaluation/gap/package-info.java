/**
 * What a bound misses of log p(x), and why: because no member of the posterior's family is the true
 * posterior, or because the encoder does not give the best member.
 */
package org.lowerbound.evaluation.gap;

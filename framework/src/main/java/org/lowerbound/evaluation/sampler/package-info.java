/**
 * Where the codes come from that observations are drawn by: from the prior, or from a density that
 * is fitted to the training split's codes afterwards.
 */
package org.lowerbound.evaluation.sampler;

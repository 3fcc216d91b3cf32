/** Metrics of the codes: what they carry, and what is reconstructed of them. */
package org.lowerbound.evaluation.code;

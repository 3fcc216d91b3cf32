/** Metrics of what codes and encoders are good for: probes, few labels, a start for classifiers. */
package org.lowerbound.evaluation.representation;

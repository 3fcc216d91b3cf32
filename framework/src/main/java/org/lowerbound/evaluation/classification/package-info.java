/** Metrics and figures of which class an observation is: by Bayes' rule, and with rejection. */
package org.lowerbound.evaluation.classification;

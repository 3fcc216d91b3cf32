/** Runs the trials of a sweep and keeps what they give. */
package org.lowerbound.experiment.execution;

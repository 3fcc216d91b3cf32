package org.lowerbound.training;

/**
 * How long the parts of a trial took, wall time in seconds.
 *
 * @param training the steps of this run
 * @param compute the part of them in which TensorFlow ran; the rest is the trainer's own
 * @param firstStep the part of {@code compute} that the first step took, in which TensorFlow
 *     prepares the graph
 * @param evaluation the metrics and figures
 */
public record TimeTaken(double training, double compute, double firstStep, double evaluation) {}

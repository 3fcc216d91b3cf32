package org.lowerbound.training;

/**
 * The steps of a training.
 *
 * @param all the steps made, skipped ones included; fewer than asked for if it diverged, or if
 *     patience was over
 * @param timed those of this run; fewer if it went on from a checkpoint
 * @param skipped those skipped because a loss or gradient was not finite
 * @param build the program that made them
 */
public record StepsMade(long all, long timed, int skipped, String build) {}

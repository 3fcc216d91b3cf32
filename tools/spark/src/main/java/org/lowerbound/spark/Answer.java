package org.lowerbound.spark;

import java.io.Serializable;

/**
 * What became of a trial.
 *
 * @param line the worker's last line about it, for the runner
 * @param files what the trial has left, if it ran where the folder of results is not
 */
record Answer(String line, TrialFiles files) implements Serializable {}

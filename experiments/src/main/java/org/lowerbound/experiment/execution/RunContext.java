package org.lowerbound.experiment.execution;

/**
 * What a process has for the trials that it runs.
 *
 * @param datasets the data sets, each loaded once
 * @param originReader reads the trainings that trials start from
 */
record RunContext(Datasets datasets, OriginReader originReader) {}

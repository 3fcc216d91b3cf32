package org.lowerbound.training;

/**
 * Whose state a checkpoint is.
 *
 * @param trial the trial that wrote it
 * @param course the identity of the training but for its length: two trainings of one course go the
 *     same way step by step, for as long as both last
 * @param data the fingerprint of the data
 * @param build the program that made the steps
 */
public record Origin(String trial, String course, String data, String build) {}

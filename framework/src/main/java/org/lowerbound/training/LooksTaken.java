package org.lowerbound.training;

/**
 * What a training has seen of the validation split, but for its warm-up.
 *
 * @param number the name of the number that it is judged by
 * @param bestValue the best value of it
 * @param bestEpoch the number of epochs after which it was there
 * @param bestStep the number of steps after which it was there
 * @param longestWait the most looks in a row that were no better than the best before them
 * @param endedBy what has ended the training
 */
public record LooksTaken(
    String number,
    double bestValue,
    long bestEpoch,
    long bestStep,
    int longestWait,
    EndedBy endedBy) {}

package org.lowerbound.experiment.result;

import java.util.Optional;

/**
 * Under what circumstances a trial ran.
 *
 * @param seed the trial's seed
 * @param execution how it was run
 * @param data what it made of its data; empty if it failed before they were read
 * @param command the command that ran it; empty if a program did
 */
public record Circumstances(
    long seed, Execution execution, Optional<DataUse> data, Optional<RunCommand> command) {}

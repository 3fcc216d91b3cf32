package org.lowerbound.experiment.execution;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.lowerbound.experiment.result.Execution;
import org.lowerbound.experiment.result.RunCommand;
import org.lowerbound.experiment.watch.SweepWatcher;

/**
 * What the trials of a sweep share while they run.
 *
 * @param plan all trials, checked, and their data
 * @param trainings the trainings that are finished
 * @param results what the trials have given
 * @param execution how trials are run
 * @param command the command that runs them; empty if a program does
 * @param tracedStep which step of each trial is traced, if any
 * @param watcher hears how the trials go on
 * @param message shows the user a line
 * @param cancelled whether the user wants all to stop
 */
record RunContext(
    SweepPlan plan,
    Trainings trainings,
    Results results,
    Execution execution,
    Optional<RunCommand> command,
    OptionalLong tracedStep,
    SweepWatcher watcher,
    Consumer<String> message,
    BooleanSupplier cancelled) {}

package org.lowerbound.experiment.execution;

import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What the trials of a sweep share while they run.
 *
 * @param plan all trials, checked, and their data
 * @param trainings the trainings that are finished
 * @param tracedStep which step of each trial is traced, if any
 * @param message shows the user a line
 * @param cancelled whether the user wants all to stop
 */
record RunContext(
    SweepPlan plan,
    Trainings trainings,
    OptionalLong tracedStep,
    Consumer<String> message,
    BooleanSupplier cancelled) {}

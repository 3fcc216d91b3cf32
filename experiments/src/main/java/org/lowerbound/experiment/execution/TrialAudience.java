package org.lowerbound.experiment.execution;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.lowerbound.experiment.progress.Progress;
import org.lowerbound.experiment.watch.SweepWatcher;

/**
 * Who hears how one trial goes on, and who may stop it.
 *
 * @param progress shows it
 * @param watcher hears it
 * @param message shows the user a line
 * @param cancelled whether the trial shall stop at its next step
 */
public record TrialAudience(
    Progress.TrialProgress progress,
    SweepWatcher watcher,
    Consumer<String> message,
    BooleanSupplier cancelled) {}

package org.lowerbound.experiment.execution;

import java.nio.file.Files;
import java.nio.file.Path;
import org.lowerbound.experiment.result.ResultException;

/** Whether a trial is being run, for those who only look on. */
public final class TrialActivity {
  private TrialActivity() {}

  /**
   * Returns whether some process runs a trial now: it has left its marker and has the trial's lock.
   *
   * <p>A marker without the lock is that of a process that was killed. To find out, the lock is
   * held for an instant, but only where there is a marker; a runner that wants it at that instant
   * looks again. Where nothing may be written the marker alone is believed.
   *
   * @param trialFolder the trial's, which need not be there
   */
  public static boolean isRunning(Path trialFolder) {
    TrialFolder folder = new TrialFolder(trialFolder);
    if (!Files.isDirectory(trialFolder) || !folder.marker().suspicious()) {
      return false;
    }
    try (TrialLock lock = folder.lock().orElse(null)) {
      return lock == null;
    } catch (ResultException e) {
      return true;
    }
  }
}

package org.lowerbound.experiment.execution;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.file.WholeFiles;

/** Whether trials are being run on this machine, for those who only look on. */
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
    try {
      return isLocked(folder);
    } catch (ResultException e) {
      return true;
    }
  }

  /**
   * Returns the id of a trial that some process has the lock of now, if there is one. A folder that
   * may not be written to is nobody's at work.
   *
   * @param sweepFolder has the folder {@code trials}
   * @throws ResultException if it cannot be read
   */
  public static Optional<String> anyLocked(Path sweepFolder) {
    Path trials = sweepFolder.resolve("trials");
    if (!Files.isDirectory(trials)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(trials)) {
      for (Path path : folders) {
        TrialFolder folder = new TrialFolder(path);
        Path file = folder.lockFile();
        if (Files.isRegularFile(file) && Files.isWritable(file) && isLocked(folder)) {
          return Optional.of(path.getFileName().toString());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new ResultException("cannot read " + trials + ": " + WholeFiles.reason(e), e);
    }
  }

  private static boolean isLocked(TrialFolder folder) {
    try (TrialLock lock = folder.lock().orElse(null)) {
      return lock == null;
    }
  }
}

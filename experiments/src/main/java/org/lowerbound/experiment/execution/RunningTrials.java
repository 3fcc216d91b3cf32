package org.lowerbound.experiment.execution;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.file.WholeFiles;

/** Whether a process of this machine is at work in a sweep's folder. */
public final class RunningTrials {
  private RunningTrials() {}

  /**
   * Returns the id of a trial that a process runs now, if there is one. A folder that may not be
   * written to is nobody's at work.
   *
   * @param sweepFolder has the folder {@code trials}
   * @throws ResultException if it cannot be read
   */
  public static Optional<String> any(Path sweepFolder) {
    Path trials = sweepFolder.resolve("trials");
    if (!Files.isDirectory(trials)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(trials)) {
      for (Path folder : folders) {
        if (isRunning(folder.resolve(TrialFolder.LOCK))) {
          return Optional.of(folder.getFileName().toString());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new ResultException("cannot read " + trials + ": " + WholeFiles.reason(e), e);
    }
  }

  private static boolean isRunning(Path lockFile) {
    if (!Files.isRegularFile(lockFile) || !Files.isWritable(lockFile)) {
      return false;
    }
    try (TrialLock lock = TrialLock.tryLock(lockFile).orElse(null)) {
      return lock == null;
    }
  }
}

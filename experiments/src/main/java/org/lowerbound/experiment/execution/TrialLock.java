package org.lowerbound.experiment.execution;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.file.WholeFiles;

/**
 * Keeps two processes from running one trial at the same time. The operating system gives the lock
 * back when a process ends, however it ends.
 */
final class TrialLock implements AutoCloseable {
  private final FileChannel channel;

  private TrialLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Returns the lock on a file, or nothing if someone else has it. */
  static Optional<TrialLock> tryLock(Path file) {
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        return Optional.of(new TrialLock(channel));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new ResultException("cannot lock " + file + ": " + WholeFiles.reason(e), e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // This process has it.
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new ResultException("cannot unlock a trial: " + WholeFiles.reason(e), e);
    }
  }
}

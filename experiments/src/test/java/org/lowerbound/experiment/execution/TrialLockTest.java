package org.lowerbound.experiment.execution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialLockTest {
  @TempDir Path folder;

  @Test
  void oneAtATime() {
    Path file = folder.resolve("trial").resolve(".lock");
    TrialLock first = TrialLock.tryLock(file).orElseThrow();
    assertTrue(TrialLock.tryLock(file).isEmpty());
    first.close();
    TrialLock.tryLock(file).orElseThrow().close();
  }
}

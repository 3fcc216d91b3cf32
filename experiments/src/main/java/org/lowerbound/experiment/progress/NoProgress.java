package org.lowerbound.experiment.progress;

/** Shows nothing. */
final class NoProgress implements Progress {
  @Override
  public TrialProgress start(String label) {
    return new TrialProgress() {
      @Override
      public void update(String phase, long done, long total) {}

      @Override
      public void note(String text) {}

      @Override
      public void finish(String outcome) {}

      @Override
      public void stop() {}
    };
  }

  @Override
  public void message(String line) {}

  @Override
  public void close() {}
}

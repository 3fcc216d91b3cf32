package org.lowerbound.experiment;

import java.io.PrintStream;
import org.lowerbound.data.source.DownloadListener;

/** Says how far a download has come: a line at the start, at each quarter and at the end. */
public final class DownloadProgress implements DownloadListener {
  private static final int QUARTERS = 4;

  private final PrintStream err;
  private String file = "";
  private long quarter;

  /** Makes it. */
  public DownloadProgress(PrintStream err) {
    this.err = err;
  }

  @Override
  public synchronized void progress(String name, long received, long total) {
    long now = total > 0 ? QUARTERS * received / total : 0;
    if (!file.equals(name) || now > quarter) {
      file = name;
      quarter = now;
      err.printf(
          "downloading %s: %.1f of %.1f MB%n",
          name, received / 1e6, Math.max(received, total) / 1e6);
    }
  }
}

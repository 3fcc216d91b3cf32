package org.lowerbound.data.source;

/** Hears how a download goes on. Called by the thread that downloads. */
@FunctionalInterface
public interface DownloadListener {
  /**
   * Some of a file has arrived. The first call for an address has {@code received} 0, the last one
   * of a download that succeeds has {@code received == total}.
   *
   * @param file the file's name
   * @param received the bytes so far
   * @param total the bytes that the file has
   */
  void progress(String file, long received, long total);
}

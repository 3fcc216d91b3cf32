package org.lowerbound.data;

import java.nio.file.Path;

/** A file that was read whole and found to be what it should be. */
public final class FileContent {
  private final RemoteFile file;
  private final Path path;
  private final byte[] bytes;

  FileContent(RemoteFile file, Path path, byte[] bytes) {
    this.file = file;
    this.path = path;
    this.bytes = bytes;
  }

  /** Returns which file it is. */
  public RemoteFile file() {
    return file;
  }

  /** Returns where it was read. */
  public Path path() {
    return path;
  }

  /** Returns its bytes. The array is the object's own storage: nobody writes to it. */
  public byte[] bytes() {
    return bytes;
  }
}

package org.lowerbound.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes files whole or not at all: into a temporary file beside them, to the disk itself, and only
 * then under their name. A reader, or a crash at any moment, sees the older file or the new one.
 */
public final class WholeFiles {
  private static final String SUFFIX = ".tmp";

  private WholeFiles() {}

  /** What a file holds. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; the stream is buffered, and closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, making its folder if need be and replacing an older file.
   *
   * @throws IOException if it cannot be written; an older file is then as it was, and nothing new
   *     is left behind
   */
  public static void write(Path file, Content content) throws IOException {
    Path folder = folder(file);
    // In the same folder, because only a rename within a file system is atomic.
    Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + SUFFIX);
    Files.createDirectories(folder);
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true); // A full disk is noticed before the rename, not after it.
      }
      move(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Renames a file within its folder, replacing another, so that it outlives a power failure. */
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(folder(to));
  }

  /**
   * Removes what a writer that died left in a folder. Only for a folder in which nobody writes, as
   * one whose lock the caller holds.
   */
  public static void removeLeftovers(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Returns why a file could not be read or written: a file system's exceptions often have a path
   * for their message, and the reason in their type.
   */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is not a directory";
    }
    if (e instanceof FileSystemException other && other.getReason() != null) {
      return other.getReason();
    }
    if (e instanceof FileSystemException other) {
      return "the file system refuses " + other.getFile();
    }
    return Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
  }

  private static Path folder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || file.getFileName() == null) {
      throw new IOException("it is not the name of a file");
    }
    return folder;
  }

  /** The rename itself is an entry of the folder. */
  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every system can sync a folder (Windows cannot); the file's bytes are safe all the
      // same.
    }
  }
}

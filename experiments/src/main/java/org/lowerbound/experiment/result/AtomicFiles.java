package org.lowerbound.experiment.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/** Files that are written whole or not at all. */
public final class AtomicFiles {
  private AtomicFiles() {}

  /**
   * Writes a text as UTF-8, making the directory if need be and replacing an older file.
   *
   * <p>A reader, or a crash at any moment, sees the older file or the new one and never a part.
   *
   * @throws ResultException if it cannot be written; an older file is then as it was
   */
  public static void write(Path file, String text) {
    write(file, UTF_8.encode(text));
  }

  /**
   * Writes bytes in the same way.
   *
   * @throws ResultException if it cannot be written; an older file is then as it was
   */
  public static void write(Path file, byte[] bytes) {
    write(file, ByteBuffer.wrap(bytes));
  }

  private static void write(Path file, ByteBuffer bytes) {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || file.getFileName() == null) {
      throw new ResultException("cannot write " + file + ": it is not the name of a file");
    }
    // In the same directory, because only a rename within a file system is atomic.
    Path temporary = directory.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.createDirectories(directory);
      try {
        writeThrough(temporary, bytes);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new ResultException("cannot write " + file + ": " + reason(e), e);
    }
  }

  /** Writes to the disk itself, so that a full disk is noticed before the rename. */
  private static void writeThrough(Path path, ByteBuffer bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(path, CREATE_NEW, WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /**
   * A file system's exceptions often have a path for their message and the reason in their type.
   */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is not a directory";
    }
    if (e instanceof FileSystemException other && other.getReason() != null) {
      return other.getReason();
    }
    return Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
  }
}

package org.lowerbound.data.source;

import com.google.common.base.Joiner;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.ByteStreams;
import com.google.common.io.CountingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files whose content must be a certain one. */
final class VerifiedFile {
  private VerifiedFile() {}

  /**
   * Reads a file once, and makes sure meanwhile that it has the right content.
   *
   * @throws DataException if it has another or cannot be read
   */
  static <T> T read(DataForm<T> form, Path path) {
    RemoteFile file = form.file();
    try {
      if (!Gzip.isCompressed(path)) {
        checkSize(file, path, Files.size(path));
      }
      try (InputStream raw = Files.newInputStream(path);
          CountingInputStream counting = new CountingInputStream(Gzip.open(raw));
          HashingInputStream content = new HashingInputStream(Hashing.sha256(), counting)) {
        T value = form.reader().read(path, content);
        ByteStreams.exhaust(content);
        checkSize(file, path, counting.getCount());
        String actual = content.hash().toString();
        Optional<String> expected = file.content().sha256();
        if (expected.isPresent() && !actual.equals(expected.get())) {
          throw new DataException(
              String.format(
                  "%s: is altered or another file: the SHA-256 of its content is %s and not %s",
                  path, actual, expected.get()));
        }
        return value;
      }
    } catch (DataException e) {
      throw new DataException(e.getMessage() + "; " + remedy(file), e);
    } catch (IOException e) {
      throw new DataException(path + ": cannot be read: " + e, e);
    }
  }

  /**
   * Checks that a file has content of the right length; it is only read if it says that it has not.
   *
   * @return the file
   * @throws DataException if it has not or cannot be read
   */
  static RemoteFile checkLength(RemoteFile file, Path path) {
    try {
      long size = Gzip.isCompressed(path) ? Gzip.promisedLength(path) : Files.size(path);
      if (file.content().mayHave(size)) {
        return file;
      }
    } catch (IOException e) {
      throw new DataException(path + ": cannot be read: " + e, e);
    }
    return read(new DataForm<>(file, (where, content) -> file), path);
  }

  private static void checkSize(RemoteFile file, Path path, long size) {
    FileContent content = file.content();
    if (!content.mayHave(size)) {
      throw new DataException(
          String.format(
              "%s: holds %d bytes, but %s has %d%s: it is truncated or another file",
              path,
              size,
              file.name(),
              content.size().orElseThrow(),
              content.sha256().map(hash -> " (SHA-256 " + hash + ")").orElse("")));
    }
  }

  private static String remedy(RemoteFile file) {
    return file.download()
        .map(
            offer ->
                "put the original in its place, or nothing, and it is downloaded from "
                    + Joiner.on(" or ").join(offer.mirrors()))
        .or(() -> file.page().map(page -> "put the original in its place; it is found at " + page))
        .orElse("put the original in its place");
  }
}

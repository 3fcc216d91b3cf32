package org.lowerbound.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.io.BaseEncoding;
import java.net.URI;
import java.nio.file.Path;

/**
 * A file that is known by its content and that others may offer for download.
 *
 * @param folder the data set's folder, below the data directory and below the cache
 * @param name the file's name in that folder
 * @param size its length in bytes
 * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
 * @param mirrors where it can be downloaded, in the order to try; none if it cannot
 */
public record RemoteFile(
    String folder, String name, long size, String sha256, ImmutableList<URI> mirrors) {
  private static final int SHA256_DIGITS = 64;

  /** Checks the parts. */
  public RemoteFile {
    checkArgument(size > 0, "%s/%s: size must be positive but is %s", folder, name, size);
    checkArgument(
        sha256.length() == SHA256_DIGITS && BaseEncoding.base16().lowerCase().canDecode(sha256),
        "%s/%s: sha256 must be %s lower-case hexadecimal digits but is %s",
        folder,
        name,
        SHA256_DIGITS,
        sha256);
  }

  /** Returns where the file is below a data directory or a cache. */
  public Path in(Path root) {
    return root.resolve(folder).resolve(name);
  }
}

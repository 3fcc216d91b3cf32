package org.lowerbound.data.source;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a file's content is known by. Not everyone who offers a file has published its checksum:
 * such a file is known by its name, its length, if that is known, and what its reader finds in it,
 * its header and its counts.
 *
 * @param size how many bytes it has
 * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
 */
public record FileContent(OptionalLong size, Optional<String> sha256) {
  /** Returns content that is known to the byte. */
  public static FileContent of(Checksum checksum) {
    return new FileContent(OptionalLong.of(checksum.size()), Optional.of(checksum.sha256()));
  }

  /** Returns content of a known length without a published checksum. */
  public static FileContent unpublished(long size) {
    return new FileContent(OptionalLong.of(size), Optional.empty());
  }

  /** Returns content of which neither the checksum nor the length is published. */
  public static FileContent unpublished() {
    return new FileContent(OptionalLong.empty(), Optional.empty());
  }

  /** Returns whether so many bytes may be it. */
  boolean mayHave(long bytes) {
    return size.isEmpty() || size.getAsLong() == bytes;
  }

  /** Says what is known, for people. */
  String describe() {
    return (size.isPresent() ? size.getAsLong() + " bytes when unpacked" : "of any length")
        + sha256.map(hash -> ", SHA-256 " + hash).orElse(", no SHA-256 is published");
  }
}

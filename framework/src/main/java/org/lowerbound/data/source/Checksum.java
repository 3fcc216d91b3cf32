package org.lowerbound.data.source;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.io.BaseEncoding;

/**
 * What some bytes are known by.
 *
 * @param size how many they are
 * @param sha256 their SHA-256, 64 lower-case hexadecimal digits
 */
public record Checksum(long size, String sha256) {
  private static final int SHA256_DIGITS = 64;

  /** Checks the parts. */
  public Checksum {
    checkArgument(size > 0, "size must be positive but is %s", size);
    checkArgument(
        sha256.length() == SHA256_DIGITS && BaseEncoding.base16().lowerCase().canDecode(sha256),
        "sha256 must be %s lower-case hexadecimal digits but is %s",
        SHA256_DIGITS,
        sha256);
  }
}

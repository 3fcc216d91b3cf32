package org.lowerbound.data.source;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.net.URI;

/**
 * What others offer for download: a data file, plain or gzip-compressed.
 *
 * @param name the name it is kept under
 * @param checksum of the bytes that are sent, compressed or not
 * @param mirrors where it is, in the order to try
 */
public record Download(String name, Checksum checksum, ImmutableList<URI> mirrors) {
  /** Checks that there is an address. */
  public Download {
    checkArgument(!mirrors.isEmpty(), "%s: no address", name);
  }
}

package org.lowerbound.random;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/** Opens noise streams by name, each once: the second of a name would give the same draws. */
public final class NoiseStreams implements Function<String, NoiseSource> {
  private final String users;
  private final Function<String, NoiseSource> open;
  private final Set<String> names = new HashSet<>();

  /**
   * Starts without any stream.
   *
   * @param users what would draw from one stream twice, for the message
   * @param open opens the stream of a name
   */
  public NoiseStreams(String users, Function<String, NoiseSource> open) {
    this.users = users;
    this.open = open;
  }

  /**
   * Opens a stream.
   *
   * @throws IllegalArgumentException if there is one of the name
   */
  @Override
  public NoiseSource apply(String name) {
    checkArgument(
        names.add(name), "%s the noise stream %s; each use needs a name of its own", users, name);
    return open.apply(name);
  }
}

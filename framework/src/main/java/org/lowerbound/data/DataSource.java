package org.lowerbound.data;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where data files are looked for.
 *
 * @param directory the user's data directory, one folder a data set, if there is one
 * @param cache where downloaded files are kept
 */
public record DataSource(Optional<Path> directory, Path cache) {}

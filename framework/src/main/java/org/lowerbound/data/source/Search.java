package org.lowerbound.data.source;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks for a file in one place after another until one of the files found there is right.
 *
 * @param <T> what a right file gives
 */
final class Search<T> {
  private Optional<T> result = Optional.empty();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> others = new ArrayList<>();

  /**
   * Looks in one more place.
   *
   * @param attempt gives something for a right file and throws a {@link DataException} for another
   */
  void in(Path root, RemoteFile file, Function<Path, T> attempt) {
    if (result.isPresent()) {
      return;
    }
    for (Path path : file.in(root).filter(Files::isRegularFile).toList()) {
      try {
        result = Optional.of(attempt.apply(path));
        return;
      } catch (DataException e) {
        // Elsewhere it may be another data set's file of the same name.
        (file.folders().isOwn(root, path) ? wrong : others).add(e.getMessage());
      }
    }
  }

  /**
   * Returns what the first right file gave, if there was one.
   *
   * @throws DataException if there was none, but a wrong one in a folder of this data set, of which
   *     the user ought to know
   */
  Optional<T> result() {
    if (result.isEmpty() && !wrong.isEmpty()) {
      throw new DataException(String.join("\n", wrong));
    }
    return result;
  }

  /** Returns what is wrong with files that may not be meant for this data set. */
  ImmutableList<String> others() {
    return ImmutableList.copyOf(others);
  }
}

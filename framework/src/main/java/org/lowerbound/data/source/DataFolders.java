package org.lowerbound.data.source;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The folders in which a data set's files may be, below a data directory or the cache.
 *
 * @param own those that bear its name, our own first, then those of other programs
 * @param nameless those that may be any data set's
 */
public record DataFolders(ImmutableList<String> own, ImmutableList<String> nameless) {
  /** A data directory may be a data set's folder itself, our own or torchvision's. */
  private static final ImmutableList<String> NAMELESS = ImmutableList.of("raw", "");

  /** Checks that there is one. */
  public DataFolders {
    checkArgument(!own.isEmpty(), "no folder named");
  }

  /** Returns these folders, our own first, and those that may be any data set's. */
  public static DataFolders of(String... own) {
    return new DataFolders(ImmutableList.copyOf(own), NAMELESS);
  }

  /**
   * Returns these folders, our own first, and no others: for files that only their folder tells
   * from those of another data set.
   */
  public static DataFolders namedOnly(String... own) {
    return new DataFolders(ImmutableList.copyOf(own), ImmutableList.of());
  }

  /** Returns our own folder, which is named after the data set's type. */
  public String name() {
    return own.get(0);
  }

  /** Returns all folders below a root, and maybe the root itself, in the order to look. */
  ImmutableList<Path> in(Path root) {
    return Stream.concat(own.stream(), nameless.stream())
        .map(root::resolve)
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns whether a file in one of these folders can only be meant for this data set. */
  boolean isOwn(Path root, Path file) {
    return own.stream().anyMatch(folder -> root.resolve(folder).equals(file.getParent()));
  }

  /** Says where {@link #in} looks. */
  String describe(Path root) {
    return nameless.isEmpty()
        ? "the folders " + String.join(", ", own) + " of " + root
        : root + " or its folders " + String.join(", ", own) + ", " + nameless.get(0);
  }
}

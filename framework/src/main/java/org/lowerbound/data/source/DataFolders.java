package org.lowerbound.data.source;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;

/**
 * The folders in which a data set's files may be, below a data directory or the cache.
 *
 * @param own those that bear its name, our own first, then those of other programs
 */
public record DataFolders(ImmutableList<String> own) {
  /** A data directory may be a data set's folder itself, our own or torchvision's. */
  private static final ImmutableList<String> NAMELESS = ImmutableList.of("raw", "");

  /** Checks that there is one. */
  public DataFolders {
    checkArgument(!own.isEmpty(), "no folder named");
  }

  /** Returns these folders, our own first. */
  public static DataFolders of(String... own) {
    return new DataFolders(ImmutableList.copyOf(own));
  }

  /** Returns our own folder, which is named after the data set's type. */
  public String name() {
    return own.get(0);
  }

  /** Returns all folders below a root, and the root itself, in the order to look. */
  ImmutableList<Path> in(Path root) {
    return ImmutableList.<String>builder().addAll(own).addAll(NAMELESS).build().stream()
        .map(root::resolve)
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns whether a file in one of these folders can only be meant for this data set. */
  boolean isOwn(Path root, Path file) {
    return own.stream().anyMatch(folder -> root.resolve(folder).equals(file.getParent()));
  }

  /** Says where {@link #in} looks. */
  String describe(Path root) {
    return root + " or its folders " + String.join(", ", own) + ", " + NAMELESS.get(0);
  }
}

package org.lowerbound.tools;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lowerbound.tools.merge.Merge;

/** The command {@code merge}: shards of a sweep, or sweeps of the same rows, in one folder. */
@Parameters(
    commandDescription = "Join shards of a sweep, or sweeps that belong together, in one folder")
final class MergeCommand implements Command {
  @Parameter(description = "A B ...: each a sweep's folder or its table.json")
  private List<String> paths = new ArrayList<>();

  @Parameter(names = "--out", description = "The folder to make; it must be new or empty")
  private String out;

  @Parameter(
      names = "--table-only",
      description = "Make the table alone, and leave the trials' folders where they are")
  private boolean tableOnly;

  @Parameter(
      names = "--prefer",
      description =
          "Whose numbers are taken where those of one trial differ by rounding: A, B, ...")
  private String preferred;

  @Parameter(
      names = {"--help", "-h"},
      help = true,
      description = "Show this help")
  private boolean help;

  @Override
  public boolean help() {
    return help;
  }

  @Override
  public Answer run() {
    CommandPath.noOptions(this, paths);
    if (paths.size() < 2) {
      throw new ParameterException(
          "merge needs two paths or more, each a sweep's folder or its table.json, but was given "
              + (paths.isEmpty() ? "none" : String.join(" ", paths)));
    }
    if (ImmutableSet.copyOf(paths).size() < paths.size()) {
      throw new ParameterException("merge was given one path twice: " + String.join(" ", paths));
    }
    if (out == null) {
      throw new ParameterException("merge needs --out FOLDER, the folder to make");
    }
    if (preferred != null && !paths.contains(preferred)) {
      throw new ParameterException(
          "--prefer must be one of %s but is %s".formatted(String.join(", ", paths), preferred));
    }
    Merge.Made made = Merge.run(paths, Path.of(out), tableOnly, Optional.ofNullable(preferred));
    return new Answer(made.words(), ImmutableList.of(), made.remarks());
  }
}

package org.lowerbound.experiment;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.result.RunCommand;
import org.lowerbound.file.WholeFiles;

/** What provenance keeps of a command line: all that numbers, or their place, depend on. */
final class CommandRecord {
  private CommandRecord() {}

  /**
   * Returns the command.
   *
   * @param file the sweep file that {@code --sweep} means
   * @param plugins the names of the jars that trials are made of
   * @throws ConfigException if the file cannot be read any more
   */
  static RunCommand of(RunnerArguments parsed, Path file, Set<String> plugins) {
    ImmutableList.Builder<String> arguments = ImmutableList.builder();
    arguments.add("--sweep", parsed.sweep);
    if (!parsed.out.equals(new RunnerArguments().out)) {
      arguments.add("--out", parsed.out);
    }
    if (parsed.set != null) {
      parsed.set.forEach(assignment -> arguments.add("--set", assignment));
    }
    if (parsed.only != null) {
      arguments.add("--only", parsed.only);
    }
    if (parsed.shard != null) {
      arguments.add("--shard", parsed.shard);
    }
    try {
      return new RunCommand(
          arguments.build(),
          plugins.isEmpty() ? ImmutableList.of() : onClassPath(plugins),
          Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString());
    } catch (IOException e) {
      throw ConfigException.at(file.toString(), "cannot be read: " + WholeFiles.reason(e));
    }
  }

  private static ImmutableList<String> onClassPath(Set<String> names) {
    return Splitter.on(File.pathSeparatorChar)
        .splitToStream(System.getProperty("java.class.path", ""))
        .filter(path -> names.contains(new File(path).getName()))
        .collect(ImmutableList.toImmutableList());
  }
}

package org.lowerbound.experiment.worker;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.stream.Collectors.joining;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.experiment.console.ShellWords;

/**
 * The command line of a worker: the Java, the class path and the options of this process.
 *
 * @param prefix a command to put before it, as a shell reads it, such as {@code srun -n1}
 * @param arguments what the worker is told
 */
public record WorkerCommand(Optional<String> prefix, ImmutableList<String> arguments) {
  private static final String MAIN_CLASS = "org.lowerbound.experiment.Worker";

  /** Options of this process that two processes cannot have, or that measure this one. */
  private static final ImmutableSet<String> OWN_ALONE =
      ImmutableSet.of(
          "-javaagent:",
          "-agentlib:",
          "-agentpath:",
          "-Xrunjdwp",
          "-Xdebug",
          "-XX:ArchiveClassesAtExit");

  ImmutableList<String> words() {
    if (prefix.isEmpty()) {
      return java();
    }
    // A shell takes the prefix apart, and is then replaced by its first word.
    return ImmutableList.<String>builder()
        .add("sh", "-c", "exec " + prefix.get() + " \"$@\"", "sh")
        .addAll(isSsh() ? ImmutableList.of(lineOfJava()) : java())
        .build();
  }

  /** A shell at the other end puts the words of ssh together, and starts in another folder. */
  private String lineOfJava() {
    return "cd %s && exec %s"
        .formatted(
            ShellWords.quoted(Path.of("").toAbsolutePath().toString()),
            java().stream().map(ShellWords::quoted).collect(joining(" ")));
  }

  private boolean isSsh() {
    String first = Splitter.on(' ').split(prefix.orElseThrow().strip()).iterator().next();
    return first.equals("ssh") || first.endsWith("/ssh");
  }

  private ImmutableList<String> java() {
    return ImmutableList.<String>builder()
        .add(Path.of(System.getProperty("java.home"), "bin", "java").toString())
        .addAll(options())
        .add("-cp", classPath(), MAIN_CLASS)
        .addAll(arguments)
        .build();
  }

  private static ImmutableList<String> options() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> OWN_ALONE.stream().noneMatch(option::startsWith))
        .collect(toImmutableList());
  }

  private static String classPath() {
    return Splitter.on(File.pathSeparatorChar)
        .splitToStream(System.getProperty("java.class.path"))
        .filter(path -> !path.isEmpty())
        .map(path -> Path.of(path).toAbsolutePath().toString())
        .collect(joining(File.pathSeparator));
  }
}

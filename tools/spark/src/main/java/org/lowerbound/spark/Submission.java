package org.lowerbound.spark;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the user has said.
 *
 * @param runner the class path of the runner and its workers: runner.jar, and plug-ins
 * @param shared whether all machines see the folder of results
 * @param memory what a worker may take of its machine's memory, in bytes
 * @param workerOptions those of the workers' Java
 * @param jobs how many trials Spark is given at a time
 * @param rest what is the runner's
 */
record Submission(
    String runner,
    boolean shared,
    Optional<Long> memory,
    List<String> workerOptions,
    Optional<Integer> jobs,
    List<String> rest) {
  static final String USAGE =
      """
      spark-submit [Spark's options] --class org.lowerbound.spark.Submit spark.jar [options]
        --runner PATH            runner.jar, where all machines have it; with plug-ins PATH:PATH...
        --sweep FILE, --out DIR, --data DIR, --set, --only and the other options of runner.jar
        --unshared               the machines do not see --out: what trials leave comes by Spark
        --jobs N                 how many trials Spark is given at a time (default: twice its slots)
        --worker-memory SIZE     what a trial may take of its machine's memory, such as 4g
        --worker-options TEXT    options of the workers' Java, such as "-Xmx1g"
      """;

  private static final String SIZES = "kmgt";

  /**
   * Returns what the arguments say.
   *
   * @throws IllegalArgumentException if something is missing or makes no sense
   */
  static Submission parse(String... arguments) {
    Optional<String> runner = Optional.empty();
    boolean shared = true;
    Optional<Long> memory = Optional.empty();
    List<String> options = List.of();
    Optional<Integer> jobs = Optional.empty();
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--runner" -> runner = Optional.of(value(arguments, i++));
        case "--unshared" -> shared = false;
        case "--worker-memory" -> memory = Optional.of(bytes(value(arguments, i++)));
        case "--worker-options" -> options = List.of(value(arguments, i++).strip().split("\\s+"));
        case "--jobs" -> jobs = Optional.of(count(value(arguments, i++)));
        case "--executor", "--isolate" ->
            throw new IllegalArgumentException(
                "%s says where trials run, which is on Spark here; leave it out"
                    .formatted(arguments[i]));
        default -> rest.add(arguments[i]);
      }
    }
    return new Submission(
        absolute(
            runner.orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--runner PATH is missing: runner.jar, where all machines have it"))),
        shared,
        memory,
        options,
        jobs,
        List.copyOf(rest));
  }

  private static String value(String[] arguments, int at) {
    if (at + 1 == arguments.length) {
      throw new IllegalArgumentException(arguments[at] + " needs a value");
    }
    return arguments[at + 1];
  }

  private static int count(String text) {
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(
          "--jobs must be a number from 1 but is '%s'".formatted(text));
    }
    return Integer.parseInt(text);
  }

  private static long bytes(String text) {
    if (!text.matches("[1-9][0-9]{0,11}[kmgtKMGT]")) {
      throw new IllegalArgumentException(
          "--worker-memory must be a size such as 512m or 4g but is '%s'".formatted(text));
    }
    int unit = SIZES.indexOf(Character.toLowerCase(text.charAt(text.length() - 1))) + 1;
    return Long.parseLong(text.substring(0, text.length() - 1)) << (10 * unit);
  }

  /** Returns the files of a class path. */
  static List<String> parts(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator)).filter(part -> !part.isEmpty()).toList();
  }

  private static String absolute(String classPath) {
    return parts(classPath).stream()
        .map(part -> Path.of(part).toAbsolutePath().normalize().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns how executors start workers. */
  WorkerCommand worker() {
    return new WorkerCommand(
        runner,
        workerOptions,
        memory.map(bytes -> List.of("--memory", Long.toString(bytes))).orElse(List.of()),
        Path.of("").toAbsolutePath().toString());
  }
}

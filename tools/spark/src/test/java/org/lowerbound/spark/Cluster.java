package org.lowerbound.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A Spark without a distribution: its launcher and its processes run from the jars that Maven has,
 * on this machine.
 */
final class Cluster {
  /** As a distribution's scripts say it: what Spark reads of Java's that Java has closed. */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "jdk.internal.ref",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.security.action",
          "sun.util.calendar");

  /** Most of these processes live for seconds: they compile less. */
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final String MASTER = "local-cluster[2,1,1024]";

  private final Path folder;
  private final Path home;
  private final Path jar;
  private final String runner;

  /**
   * Makes what a distribution would have. It stays after the tests, with the logs of executors.
   *
   * @param folder the user's
   */
  Cluster(Path folder) throws IOException {
    this.folder = folder;
    this.runner = runner();
    this.home = Path.of("target", "spark-home").toAbsolutePath();
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (String part : classPath(part -> part.endsWith(".jar") && !part.contains("junit"))) {
      Path link = jars.resolve(Path.of(part).getFileName());
      if (!Files.exists(link)) {
        Files.deleteIfExists(link); // To a jar that is gone.
        Files.createSymbolicLink(link, Path.of(part));
      }
    }
    this.jar = jar(Path.of(classPath(part -> part.endsWith("target/classes")).get(0)));
  }

  private static String runner() {
    String runner = System.getProperty("runner.jar", "");
    if (!Files.isRegularFile(Path.of(runner))) {
      throw new IllegalStateException(
          "there is no '%s', by which trials are run: mvn -B verify makes it, or mvn -q -B package"
                  .formatted(runner)
              + " -DskipTests");
    }
    return runner;
  }

  private static List<String> classPath(Predicate<String> chosen) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(chosen)
        .toList();
  }

  /** Packs the classes: the jar that Maven makes comes after the tests. */
  private Path jar(Path classes) throws IOException {
    Path made = folder.resolve("spark.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(made));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return made;
  }

  /** Runs the runner here, as the user does without Spark. */
  Program local(String... arguments) throws IOException {
    return start("local", List.of("-jar", runner), arguments);
  }

  /** Runs it on two executors with a core each. */
  Program submit(String... arguments) throws IOException {
    List<String> words = new ArrayList<>();
    OPENED.forEach(part -> words.add("--add-opens=java.base/" + part + "=ALL-UNNAMED"));
    words.addAll(
        List.of("-Djdk.reflect.useDirectMethodHandle=false", "-cp", home.resolve("jars") + "/*"));
    words.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", MASTER));
    for (String conf :
        List.of(
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1",
            "spark.ui.enabled=false",
            "spark.executor.extraJavaOptions=" + String.join(" ", QUICK),
            "spark.executor.memory=512m")) {
      words.addAll(List.of("--conf", conf));
    }
    words.addAll(List.of("--class", Submit.class.getName(), jar.toString(), "--runner", runner));
    words.addAll(List.of("--worker-options", String.join(" ", QUICK)));
    return start("spark", words, arguments);
  }

  private Program start(String name, List<String> words, String... arguments) throws IOException {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(QUICK);
    all.addAll(words);
    all.addAll(List.of(arguments));
    Path said = folder.resolve(name + ".txt");
    ProcessBuilder builder = new ProcessBuilder(all).directory(folder.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "SPARK_HOME", home.toString(),
                "SPARK_SCALA_VERSION", "2.13",
                "SPARK_LOCAL_IP", "127.0.0.1"));
    return new Program(
        builder.redirectErrorStream(true).redirectOutput(said.toFile()).start(), said);
  }

  /**
   * A program that runs.
   *
   * @param process its process
   * @param output the file with what it prints
   */
  record Program(Process process, Path output) implements AutoCloseable {
    private static final long MILLIS_TO_LOOK_AGAIN = 100;
    private static final int SECONDS = 180;

    String said() {
      try {
        return Files.readString(output);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Returns the exit status. */
    int status() throws InterruptedException {
      await("it ends", () -> !process.isAlive());
      return process.exitValue();
    }

    /** Waits until something is so. */
    void await(String what, BooleanSupplier so) throws InterruptedException {
      long end = System.nanoTime() + SECONDS * 1_000_000_000L;
      while (!so.getAsBoolean()) {
        if (System.nanoTime() > end || (!process.isAlive() && !so.getAsBoolean())) {
          throw new AssertionError("not so: " + what + "; it said:\n" + said());
        }
        Thread.sleep(MILLIS_TO_LOOK_AGAIN);
      }
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}

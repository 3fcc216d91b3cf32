package org.lowerbound.tools.bench;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.common.io.Resources;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lowerbound.experiment.Runner;
import org.lowerbound.experiment.console.NativeFolder;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.training.TensorFlowRuntime;

/** Where this program and {@code runner.jar} are, and how other processes of them are started. */
public final class Installation {
  private static final String TENSORFLOW = "/org/tensorflow/Session.class";

  private static final String PEERS = "peers";

  private static final String BUILD = "org/lowerbound/experiment/build.properties";

  private final Optional<Path> tools;

  private Installation(Optional<Path> tools) {
    this.tools = tools;
  }

  /**
   * Returns the place that this class was loaded from.
   *
   * @param command needs TensorFlow
   * @throws ResultException if it is a {@code tools.jar} without a {@code runner.jar} beside it
   */
  public static Installation current(String command) {
    Path place;
    try {
      place =
          Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("not a place of classes", e);
    }
    Installation installation = new Installation(Optional.of(place).filter(Files::isRegularFile));
    if (Installation.class.getResource(TENSORFLOW) == null) {
      throw new ResultException(
          "%s needs runner.jar, which has TensorFlow, beside %s; mvn package makes both"
              .formatted(command, place));
    }
    checkBuilds(place);
    return installation;
  }

  /** Times of two programs in one table would say nothing of either. */
  private static void checkBuilds(Path place) {
    try {
      Set<String> builds = new HashSet<>();
      for (URL build : Collections.list(Installation.class.getClassLoader().getResources(BUILD))) {
        builds.add(Resources.toString(build, StandardCharsets.UTF_8));
      }
      if (builds.size() > 1) {
        throw new ResultException(
            "%s and the runner.jar beside it are of different builds; mvn package makes both"
                .formatted(place));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the builds of the jars in " + place, e);
    }
  }

  /**
   * Starts TensorFlow, whose log stays off the terminal.
   *
   * @throws org.lowerbound.experiment.console.SetupException if it cannot be loaded
   */
  public void startTensorFlow() {
    NativeFolder.loading(TensorFlowRuntime::start);
  }

  /** Returns the folder of the jars, if the program comes from a jar. */
  Optional<Path> folder() {
    return tools.map(Path::getParent);
  }

  /**
   * Returns the start of a command that runs the runner as its users do.
   *
   * @param options of the Java machine
   */
  ImmutableList<String> runner(ImmutableList<String> options) {
    return runner(options, ImmutableList.of());
  }

  /**
   * Returns the same with plug-ins.
   *
   * @param plugins jars, on the class path after the runner
   */
  public ImmutableList<String> runner(
      ImmutableList<String> options, ImmutableList<String> plugins) {
    Optional<Path> jar = folder().map(folder -> folder.resolve("runner.jar"));
    return jar.isPresent()
        ? runnerOf(options, jar.get(), plugins)
        : java(options)
            .add("-cp", withPlugins(classPath(), plugins), Runner.class.getName())
            .build();
  }

  /** Returns the start of a command that runs another {@code runner.jar} with plug-ins. */
  public static ImmutableList<String> runnerOf(
      ImmutableList<String> options, Path jar, ImmutableList<String> plugins) {
    ImmutableList.Builder<String> command = java(options);
    return plugins.isEmpty()
        ? command.add("-jar", jar.toString()).build()
        : command.add("-cp", withPlugins(jar.toString(), plugins), Runner.class.getName()).build();
  }

  private static String withPlugins(String classPath, ImmutableList<String> plugins) {
    return Joiner.on(File.pathSeparatorChar).join(Lists.asList(classPath, plugins.toArray()));
  }

  /** Returns the start of a command that runs another program of this one's class path. */
  public ImmutableList<String> program(Class<?> main) {
    return java(ImmutableList.of()).add("-cp", classPath(), main.getName()).build();
  }

  /** Returns the same with the spec types of this program, too. */
  ImmutableList<String> runnerWithTools(ImmutableList<String> options) {
    return java(options).add("-cp", classPath(), Runner.class.getName()).build();
  }

  /** Returns the folders of peers beside the program: each has the jars of one. */
  ImmutableList<Path> peers() {
    Path place = folder().orElse(Path.of("")).resolve(PEERS);
    if (!Files.isDirectory(place)) {
      return ImmutableList.of();
    }
    try (Stream<Path> folders = Files.list(place)) {
      return folders.filter(Files::isDirectory).sorted().collect(toImmutableList());
    } catch (IOException e) {
      throw new ResultException("cannot read " + place + ": " + e.getMessage(), e);
    }
  }

  /** Returns the start of a command that times the peer of a folder. */
  ImmutableList<String> peer(Path folder) {
    return java(ImmutableList.of())
        .add("-cp", folder.resolve("*").toString(), PeerProcess.class.getName())
        .build();
  }

  private static ImmutableList.Builder<String> java(ImmutableList<String> options) {
    return ImmutableList.<String>builder()
        .add(Path.of(System.getProperty("java.home"), "bin", "java").toString())
        .addAll(options);
  }

  /** The jar's manifest names runner.jar. */
  private String classPath() {
    return tools.map(Path::toString).orElseGet(() -> System.getProperty("java.class.path"));
  }
}

package org.lowerbound.tools.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.tools.bench.PeersPart.Reading;

/**
 * A Python of the user's that has PyTorch. It runs the bench's own script, a process for each
 * measurement, on one thread.
 */
final class TorchPython {
  /**
   * More than any array of a workload. By default glibc gives large blocks back to the system at
   * once, and each step then waits for the system to clear the same pages again.
   */
  private static final String BYTES_KEPT = "4000000000";

  private static final ImmutableMap<String, String> ENVIRONMENT =
      ImmutableMap.<String, String>builder()
          .putAll(PeersPart.ONE_THREAD)
          .put("MALLOC_MMAP_THRESHOLD_", BYTES_KEPT)
          .put("MALLOC_TRIM_THRESHOLD_", BYTES_KEPT)
          .buildOrThrow();

  private static final String SCRIPT = "torch_peer.py";
  private static final Duration LIMIT_OF_IMPORT = Duration.ofMinutes(2);
  private static final ImmutableList<String> IMPORT =
      ImmutableList.of("-c", "import torch; print(torch.__version__)");

  private final Workspace workspace;
  private final String python;
  private final String version;
  private final Path script;

  private TorchPython(Workspace workspace, String python, String version, Path script) {
    this.workspace = workspace;
    this.python = python;
    this.version = version;
    this.script = script;
  }

  /**
   * Asks an interpreter whether it has PyTorch.
   *
   * @param python its path, or its name on the path
   * @throws ResultException if it cannot be started or has none
   */
  static TorchPython find(Workspace workspace, String python) {
    String version = version(workspace, python);
    Path script = workspace.path(SCRIPT);
    try {
      Files.write(script, Resources.toByteArray(Resources.getResource(TorchPython.class, SCRIPT)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + script, e);
    }
    return new TorchPython(workspace, python, version, script);
  }

  private static String version(Workspace workspace, String python) {
    try (ChildProcess process = start(workspace, python, IMPORT)) {
      process.watch(PeersPart.INTERVAL, LIMIT_OF_IMPORT, () -> false);
      return process.output().strip();
    } catch (ResultException e) {
      throw new ResultException(
          "--python %s must be a Python that has PyTorch (pip install torch): %s"
              .formatted(python, e.getMessage()),
          e);
    }
  }

  private static ChildProcess start(
      Workspace workspace, String python, ImmutableList<String> arguments) {
    ImmutableList<String> command =
        ImmutableList.<String>builder().add(python).addAll(arguments).build();
    return new ChildProcess(workspace, command, ENVIRONMENT);
  }

  /** Returns the version of PyTorch, e.g. {@code 2.13.0+cpu}. */
  String version() {
    return version;
  }

  /** Returns how it is set up, for people. */
  static String describe() {
    return "fused Adam, denormals flushed, MALLOC_MMAP_THRESHOLD_ and MALLOC_TRIM_THRESHOLD_ of"
        + " glibc raised to %s, so that memory is not given back and cleared again in every step"
            .formatted(BYTES_KEPT);
  }

  /**
   * Times a workload.
   *
   * @param workload its label
   * @param seconds for how long
   */
  Reading read(String workload, int seconds) {
    ImmutableList<String> arguments =
        ImmutableList.of(script.toString(), workload, Integer.toString(seconds));
    try (ChildProcess process = start(workspace, python, arguments)) {
      process.watch(PeersPart.INTERVAL, PeersPart.LIMIT, () -> false);
      return Reading.parse(process.output())
          .orElseThrow(() -> process.failure("did not print name, version and rate"));
    }
  }

  /** Returns the path of the interpreter, as it was given. */
  String path() {
    return python;
  }
}

package org.lowerbound.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.console.FixedLocale;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.execution.RequestRunner;
import org.lowerbound.experiment.worker.WorkerLoop;
import org.lowerbound.memory.MachineMemory;

/**
 * The process that runs trials for a runner or an engine: tasks come in by standard input, what
 * becomes of them goes out by standard output, a line each.
 */
public final class Worker {
  /** The memory that it may take, in bytes; else what the machine has. */
  static final String MEMORY = "--memory";

  /** The folder of results here; else it is the runner's. */
  private static final String OUT = "--out";

  private final SpecTypes types = StandardTypes.withPlugins();
  private final Optional<Path> out;
  private Map<Optional<Path>, RequestRunner> runners = new HashMap<>();

  private Worker(Optional<Path> out) {
    this.out = out;
  }

  /** Works until standard input ends. */
  public static void main(String[] arguments) {
    FixedLocale.use();
    PrintStream lines = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    System.setOut(System.err); // What else is printed is none of the runner's.
    new TensorFlowStart(
            argument(MEMORY, arguments)
                .map(bytes -> new MachineMemory(Long.parseLong(bytes)))
                .orElseGet(MachineMemory::here))
        .await();
    Worker worker = new Worker(argument(OUT, arguments).map(Path::of));
    WorkerLoop loop =
        new WorkerLoop(
            new InputStreamReader(System.in, UTF_8),
            lines,
            worker::runner,
            () -> Runtime.getRuntime().halt(1));
    Runtime.getRuntime().addShutdownHook(new Thread(loop::end));
    loop.run();
  }

  /** They are a program's, in pairs of a name and a value. */
  private static Optional<String> argument(String name, String[] arguments) {
    int at = Arrays.asList(arguments).indexOf(name);
    return at < 0 ? Optional.empty() : Optional.of(arguments[at + 1]);
  }

  /** Data sets of another folder are others: those of the one before are forgotten. */
  private RequestRunner runner(Optional<Path> data) {
    if (!runners.containsKey(data)) {
      runners =
          ImmutableMap.of(
              data,
              new RequestRunner(
                  types,
                  DataPlaces.source(
                      data.map(Path::toString), System.getenv(), new DownloadProgress(System.err)),
                  out));
    }
    return runners.get(data);
  }
}

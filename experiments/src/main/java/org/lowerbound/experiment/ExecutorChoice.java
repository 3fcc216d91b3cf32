package org.lowerbound.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.execution.TrialExecutor;
import org.lowerbound.experiment.worker.EngineExecutor;
import org.lowerbound.experiment.worker.WorkerCommand;
import org.lowerbound.experiment.worker.WorkerProcesses;
import org.lowerbound.memory.MachineMemory;

/**
 * Where trials run, as {@code --executor} or {@code --isolate} say.
 *
 * @param kind the kind of place
 * @param prefix the command that starts a worker elsewhere; for {@link Kind#COMMAND} alone
 */
record ExecutorChoice(Kind kind, Optional<String> prefix) {
  private static final String EXECUTOR = "--executor";
  private static final String WORKER_LOGS = "workers";

  /** The kinds of places. */
  enum Kind {
    /** Threads of this process. */
    THREADS,
    /** Processes on this machine. */
    PROCESSES,
    /** An engine that reads this process's output. */
    STDIO,
    /** What a command of the user's starts. */
    COMMAND;

    String label() {
      return Ascii.toLowerCase(name());
    }
  }

  /** Returns the words that name a kind. */
  static ImmutableList<String> labels() {
    return ImmutableList.of(Kind.THREADS.label(), Kind.PROCESSES.label(), Kind.STDIO.label());
  }

  /**
   * Returns what the arguments say.
   *
   * @throws ConfigException if they contradict each other, or lack something
   */
  static ExecutorChoice of(RunnerArguments parsed) {
    if (parsed.executor == null) {
      return new ExecutorChoice(parsed.isolate ? Kind.PROCESSES : Kind.THREADS, Optional.empty());
    }
    String text = parsed.executor.strip();
    if (text.isEmpty()) {
      throw new ConfigException(
          "%s must be %s or a command that starts workers, such as \"srun -n1\", but is empty"
              .formatted(EXECUTOR, String.join(", ", labels())));
    }
    ExecutorChoice choice =
        Stream.of(Kind.THREADS, Kind.PROCESSES, Kind.STDIO)
            .filter(kind -> kind.label().equals(text))
            .findFirst()
            .map(kind -> new ExecutorChoice(kind, Optional.empty()))
            .orElseGet(() -> new ExecutorChoice(Kind.COMMAND, Optional.of(text)));
    if (parsed.isolate && choice.kind() != Kind.PROCESSES) {
      throw new ConfigException(
          "--isolate is short for %s %s, but %s is '%s'; leave one of the two out"
              .formatted(EXECUTOR, Kind.PROCESSES.label(), EXECUTOR, text));
    }
    if (choice.elsewhere() && parsed.jobs == null) {
      throw new ConfigException(
          "%s '%s' needs --jobs N: how many trials run at a time, wherever that is"
              .formatted(EXECUTOR, text));
    }
    return choice;
  }

  /** Returns whether trials run where this machine's cores and memory say nothing. */
  boolean elsewhere() {
    return kind == Kind.STDIO || kind == Kind.COMMAND;
  }

  /** Returns whether each trial has a process of its own on this machine. */
  boolean processes() {
    return kind == Kind.PROCESSES;
  }

  /** Returns whether standard output has the lines of tasks, and nothing else. */
  boolean takesOutput() {
    return kind == Kind.STDIO;
  }

  /**
   * Returns what runs trials; nothing if threads of this process do.
   *
   * @param sweepFolder the sweep's results
   * @param machine the memory for all processes together
   * @param jobs how many there are at most
   * @param data where the user says that data sets are
   */
  Optional<TrialExecutor> open(
      Path sweepFolder, MachineMemory machine, int jobs, Optional<Path> data, PrintStream out) {
    Path logs = sweepFolder.resolve(WORKER_LOGS);
    return switch (kind) {
      case THREADS -> Optional.empty();
      case PROCESSES -> {
        String each = Long.toString(Math.max(1, machine.bytes() / jobs));
        ImmutableList<String> arguments = ImmutableList.of(Worker.MEMORY, each);
        yield Optional.of(
            new WorkerProcesses(new WorkerCommand(Optional.empty(), arguments), logs, data));
      }
      case STDIO ->
          Optional.of(new EngineExecutor(new InputStreamReader(System.in, UTF_8), out, data));
      case COMMAND ->
          Optional.of(
              new WorkerProcesses(new WorkerCommand(prefix, ImmutableList.of()), logs, data));
    };
  }
}

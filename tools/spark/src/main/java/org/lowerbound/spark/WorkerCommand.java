package org.lowerbound.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How an executor starts a worker.
 *
 * @param classPath runner.jar, and plug-ins
 * @param options those of the worker's Java
 * @param arguments those of the worker
 * @param folder where it starts, if there is such a folder: that of the runner, so that paths in
 *     configs mean the same
 */
record WorkerCommand(String classPath, List<String> options, List<String> arguments, String folder)
    implements Serializable {
  private static final String MAIN_CLASS = "org.lowerbound.experiment.Worker";

  /** Returns the same worker with a folder of results of its own. */
  WorkerCommand withOut(Path out) {
    List<String> all = new ArrayList<>(arguments);
    all.add("--out");
    all.add(out.toString());
    return new WorkerCommand(classPath, options, List.copyOf(all), folder);
  }

  Process start() throws IOException {
    for (String part : Submission.parts(classPath)) {
      if (!Files.isReadable(Path.of(part))) {
        throw new IOException(
            "there is no %s there; --runner must name files that all machines have"
                .formatted(part));
      }
    }
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    words.addAll(List.of("-cp", classPath, MAIN_CLASS));
    words.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(words);
    if (Files.isDirectory(Path.of(folder))) {
      builder.directory(Path.of(folder).toFile());
    }
    return builder.start();
  }
}

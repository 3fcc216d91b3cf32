package org.lowerbound.experiment;

import com.beust.jcommander.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.lowerbound.experiment.console.WholeValue;

/** The options of {@code runner.jar}. */
final class RunnerArguments {
  /** By then TensorFlow has allocated what it needs, and the processor's caches are filled. */
  private static final long WARM_STEP = 100;

  @Parameter(
      names = "--sweep",
      order = 0,
      description =
          "The sweep to run: a JSON file, by its path or by its name under configs/, here or in the"
              + " program")
  String sweep;

  @Parameter(names = "--out", order = 1, description = "Where results go, a folder for each sweep")
  String out = "results";

  @Parameter(
      names = "--data",
      order = 2,
      description =
          "Where data sets are, a folder each; else $LOWERBOUND_DATA, else they are downloaded to"
              + " the user's cache")
  String data;

  @Parameter(
      names = "--jobs",
      order = 3,
      description =
          "How many trials run side by side, one thread each (default: one for each core)")
  Integer jobs;

  @Parameter(
      names = "--executor",
      order = 4,
      description =
          "Where trials run: threads of this process; processes of their own, so that one that"
              + " crashes takes no other with it; a command that starts workers elsewhere, such as"
              + " \"srun -n1\" or \"ssh host\"; or stdio, for an engine that started this process"
              + " (default: threads)")
  String executor;

  @Parameter(names = "--isolate", order = 5, description = "Short for --executor processes")
  boolean isolate;

  @Parameter(
      names = "--set",
      order = 6,
      splitter = WholeValue.class,
      description =
          "path=value: sets a value in the base trial, e.g. training.epochs=2; may be repeated. The"
              + " results go to a folder of their own")
  List<String> set; // No empty list: the help would show it as the default.

  @Parameter(
      names = "--only",
      order = 7,
      description =
          "Runs only some trials: path=value[,path=value...], case=NAME, #INDEX or the beginning of"
              + " an id; a value may have commas, in double quotes or without")
  String only;

  @Parameter(
      names = "--shard",
      order = 8,
      description =
          "i/n: runs the i-th of n shares of the trials, for several machines; a trial is in the"
              + " share of the one it starts from")
  String shard;

  @Parameter(
      names = "--dry-run",
      order = 9,
      description = "Lists the trials and checks all that can be checked; runs nothing")
  boolean dryRun;

  @Parameter(names = "--fresh", order = 10, description = "Runs finished trials again")
  boolean fresh;

  @Parameter(names = "--progress", order = 11, description = "auto, bar, plain or none")
  String progress = "auto";

  @Parameter(
      names = "--mlflow",
      order = 12,
      description =
          "Shows the sweep in MLflow, too: http://HOST:PORT of a server, or file:DIR of a folder"
              + " for mlflow ui")
  String mlflow;

  @Parameter(
      names = "--trace",
      order = 13,
      description =
          "Writes what TensorFlow does in one step of each trial that runs to trace.json in the"
              + " trial's folder, for ui.perfetto.dev or chrome://tracing, and a table of it to"
              + " log.txt; --jobs 1 keeps other trials out of the times")
  boolean trace;

  @Parameter(
      names = "--trace-step",
      order = 14,
      description =
          "Traces this step, counted from where the trial starts or goes on, or the last if there"
              + " are fewer (default of --trace: 100)")
  Long traceStep;

  @Parameter(
      names = "--list",
      order = 15,
      description =
          "types: lists what a \"type\" may be; types WORD: the keys of a type or of all of a kind;"
              + " sweeps: the sweeps that are there by name")
  String list;

  @Parameter(
      names = "--schema",
      order = 16,
      description =
          "Prints the JSON Schema of sweep files, with the types of plug-ins, for editors")
  boolean schema;

  @Parameter(
      names = "--completion",
      order = 17,
      description = "Prints what has bash or zsh complete this command line, to be sourced")
  String completion;

  @Parameter(names = "--version", order = 18, description = "Shows the version and ends")
  boolean version;

  @Parameter(
      names = {"--help", "-h"},
      order = 19,
      help = true,
      description = "Shows this text and ends")
  boolean help;

  @Parameter(description = "")
  List<String> rest = new ArrayList<>();

  /** Returns which of its steps a run of a trial traces, if it shall; a step is asked for alone. */
  OptionalLong tracedStep() {
    return traceStep != null
        ? OptionalLong.of(traceStep)
        : trace ? OptionalLong.of(WARM_STEP) : OptionalLong.empty();
  }
}

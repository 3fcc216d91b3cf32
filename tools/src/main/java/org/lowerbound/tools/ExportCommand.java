package org.lowerbound.tools;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.lowerbound.experiment.TrainedTrial;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.file.WholeFiles;

/** The command {@code export}: a trained model for other programs. */
@Parameters(
    commandDescription = "Write a trained model as a SavedModel, and compare it with the model")
final class ExportCommand implements Command {
  private static final String NAME = "export";

  private final PrintStream err;

  @ParametersDelegate private TrialOptions trial = new TrialOptions();

  @Parameter(
      names = "--draws",
      description = "Of how many draws log_prob is made where the model does not compute it")
  private int draws = 100;

  @Parameter(names = "--out", description = "The folder to make; must be given")
  private String out;

  /** Makes the command. */
  ExportCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public boolean help() {
    return trial.help();
  }

  @Override
  public Answer run() {
    if (out == null) {
      throw new ParameterException("export needs --out DIR, the folder to make");
    }
    TrialOptions.atLeast("--draws", 1, draws);
    Path folder = Path.of(out).toAbsolutePath();
    if (Files.exists(folder)) {
      throw new ParameterException("--out must be a new folder, but there is " + out);
    }
    return trial.with(NAME, this, err, opened -> write(opened, folder));
  }

  /** Writes beside the folder, and renames what has been found to be right. */
  private String write(TrainedTrial opened, Path folder) {
    Path unchecked = folder.resolveSibling("." + folder.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectories(folder.getParent());
      try {
        opened.model().export(unchecked, draws);
        String lines = ExportCheck.lines(opened.model(), unchecked, draws);
        WholeFiles.move(unchecked, folder);
        return "%s%s: trial %s%n".formatted(lines, folder, opened.id());
      } finally {
        if (Files.exists(unchecked)) {
          MoreFiles.deleteRecursively(unchecked, RecursiveDeleteOption.ALLOW_INSECURE);
        }
      }
    } catch (IOException e) {
      throw new ResultException("cannot write " + folder + ": " + WholeFiles.reason(e), e);
    }
  }
}

package org.lowerbound.tools;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.io.PrintStream;
import java.nio.file.Path;
import org.lowerbound.experiment.TrainedTrial;
import org.lowerbound.tools.compress.ImageCode;
import org.lowerbound.training.Matrix;

/** The command {@code decompress}: the images of a file that {@code compress} has written. */
@Parameters(commandDescription = "Read the images of a file that compress has written")
final class DecompressCommand implements Command {
  private static final String NAME = "decompress";

  private final PrintStream err;

  @ParametersDelegate private TrialOptions trial = new TrialOptions();

  @Parameter(names = "--in", description = "The .lbc file to read; must be given")
  private String in;

  @Parameter(names = "--out", description = "The .npz file to write; must be given")
  private String out;

  /** Makes the command. */
  DecompressCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public boolean help() {
    return trial.help();
  }

  @Override
  public Answer run() {
    OutFile file = OutFile.arrays(NAME, out);
    if (in == null) {
      throw new ParameterException("decompress needs --in FILE, a file that compress has written");
    }
    return trial.with(NAME, this, err, opened -> write(opened, Path.of(in), file));
  }

  private String write(TrainedTrial opened, Path coded, OutFile file) {
    Matrix images = ImageCode.read(coded, opened, new RowProgress(NAME, err));
    new MatrixFile()
        .add("x", images, opened.model().observed().shape().asArray())
        .write(file.path());
    return "%s: %d images of %s, trial %s%n"
        .formatted(file.path(), images.rows(), coded, opened.id());
  }
}

package org.lowerbound.tools;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.io.PrintStream;
import org.lowerbound.experiment.TrainedTrial;
import org.lowerbound.experiment.result.PngFile;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.training.Matrix;
import org.lowerbound.training.TrainedModel;

/** The command {@code sample}: draws from a trained model. */
@Parameters(commandDescription = "Draw observations from a trained model")
final class SampleCommand implements Command {
  private static final String NAME = "sample";

  private final PrintStream err;

  @ParametersDelegate private TrialOptions trial = new TrialOptions();

  @Parameter(names = "--count", description = "How many; a larger number keeps the first ones")
  private int count = 64;

  @Parameter(
      names = "--label",
      description =
          "The label, a number from 0, that all draws are of; all labels in turn without it")
  private Integer label;

  @Parameter(names = "--means", description = "Give E[x|z] for draws of z in place of draws of x")
  private boolean means;

  @Parameter(
      names = "--out",
      description = "The file to write, .png for a sheet of images or .npz; must be given")
  private String out;

  /** Makes the command. */
  SampleCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public boolean help() {
    return trial.help();
  }

  @Override
  public Answer run() {
    OutFile file = OutFile.of(NAME, out);
    TrialOptions.atLeast("--count", 1, count);
    return trial.with(NAME, this, err, opened -> write(opened, file));
  }

  private String write(TrainedTrial opened, OutFile file) {
    TrainedModel model = opened.model();
    if (file.image()) {
      ImageSheet sheet = new ImageSheet(model.observed());
      PngFile.write(file.path(), sheet.grid(draw(model), PictureGrid.squareColumns(count)).draw());
    } else {
      new MatrixFile().add("x", draw(model), model.observed().shape().asArray()).write(file.path());
    }
    return "%s: %d %s of trial %s%n"
        .formatted(file.path(), count, means ? "means" : "draws", opened.id());
  }

  private Matrix draw(TrainedModel model) {
    if (label != null) {
      return means ? model.sampleMeans(count, label) : model.sample(count, label);
    }
    return means ? model.decode(model.sampleCodes(count)) : model.sample(count);
  }
}

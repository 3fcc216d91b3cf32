package org.lowerbound.tools;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import com.google.common.collect.ImmutableList;
import java.io.PrintStream;
import java.util.stream.IntStream;
import org.lowerbound.data.Split;
import org.lowerbound.experiment.TrainedTrial;
import org.lowerbound.experiment.result.PngFile;
import org.lowerbound.training.Examples;
import org.lowerbound.training.TrainedModel;

/** The command {@code reconstruct}: examples and what a trained model makes of their codes. */
@Parameters(
    commandDescription = "Decode the codes of a split's first examples, beside the examples")
final class ReconstructCommand implements Command {
  private static final String NAME = "reconstruct";
  private static final int COUNT = 32;
  private static final int COLUMNS = 16;

  private final PrintStream err;

  @ParametersDelegate private TrialOptions trial = new TrialOptions();

  @Parameter(names = "--split", description = "train, validation or test")
  private String split = "test";

  @Parameter(
      names = "--count",
      description =
          "How many examples, from the first one; 32 if not given, or all if they are less")
  private Integer count;

  @Parameter(
      names = "--out",
      description =
          "The file to write, .png for a sheet with each line of examples above their"
              + " reconstructions, or .npz; must be given")
  private String out;

  /** Makes the command. */
  ReconstructCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public boolean help() {
    return trial.help();
  }

  @Override
  public Answer run() {
    OutFile file = OutFile.of(NAME, out);
    Split of = SplitOption.parse(split);
    if (count != null) {
      TrialOptions.atLeast("--count", 1, count);
    }
    return trial.with(NAME, this, err, opened -> write(opened, of, file));
  }

  private String write(TrainedTrial opened, Split of, OutFile file) {
    Examples all = opened.examples(of);
    int some = count == null ? Math.min(COUNT, all.count()) : count;
    if (some > all.count()) {
      throw new ParameterException(
          "--count must be at most %d, the examples of the %s split, but is %d"
              .formatted(all.count(), of.label(), some));
    }
    TrainedModel model = opened.model();
    Examples examples = all.select(IntStream.range(0, some).toArray());
    long[] shape = model.observed().shape().asArray();
    if (file.image()) {
      ImageSheet sheet = new ImageSheet(model.observed());
      PngFile.write(
          file.path(),
          sheet
              .grid(ImmutableList.of(examples.observations(), model.reconstruct(examples)), COLUMNS)
              .draw());
    } else {
      new MatrixFile()
          .add("x", examples.observations(), shape)
          .add("reconstruction", model.reconstruct(examples), shape)
          .write(file.path());
    }
    return "%s: %d examples of the %s split and their reconstructions, trial %s%n"
        .formatted(file.path(), some, of.label(), opened.id());
  }
}

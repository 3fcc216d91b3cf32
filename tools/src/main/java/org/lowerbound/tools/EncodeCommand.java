package org.lowerbound.tools;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.io.PrintStream;
import java.util.Arrays;
import org.lowerbound.data.Factors;
import org.lowerbound.data.Split;
import org.lowerbound.experiment.TrainedTrial;
import org.lowerbound.training.Examples;
import org.lowerbound.training.TrainedModel;

/** The command {@code encode}: the codes of a split. */
@Parameters(commandDescription = "Write the codes that a trained model gives a split's examples")
final class EncodeCommand implements Command {
  private static final String NAME = "encode";

  private final PrintStream err;

  @ParametersDelegate private TrialOptions trial = new TrialOptions();

  @Parameter(names = "--split", description = "train, validation or test")
  private String split = "test";

  @Parameter(names = "--out", description = "The .npz file to write; must be given")
  private String out;

  /** Makes the command. */
  EncodeCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public boolean help() {
    return trial.help();
  }

  @Override
  public Answer run() {
    OutFile file = OutFile.arrays(NAME, out);
    Split of = SplitOption.parse(split);
    return trial.with(NAME, this, err, opened -> write(opened, of, file));
  }

  private static String write(TrainedTrial opened, Split split, OutFile file) {
    Examples examples = opened.examples(split);
    TrainedModel.Encoded codes = opened.model().encode(examples);
    int latents = codes.draws().columns();
    MatrixFile arrays = new MatrixFile();
    codes.means().ifPresent(means -> arrays.add("mean", means, latents));
    arrays.add("draw", codes.draws(), latents);
    examples.labels().ifPresent(labels -> arrays.add("label", labels.toArray()));
    opened.dataset().factors().ifPresent(factors -> add(factors, split, arrays));
    arrays.write(file.path());
    return "%s: codes of %d examples of the %s split, %d latents, trial %s%n"
        .formatted(file.path(), examples.count(), split.label(), latents, opened.id());
  }

  private static void add(Factors factors, Split split, MatrixFile arrays) {
    int[][] classes = factors.classes().get(split);
    for (int f = 0; f < factors.names().size(); f++) {
      int factor = f;
      arrays.add(
          "factor." + factors.names().get(f),
          Arrays.stream(classes).mapToInt(row -> row[factor]).toArray());
    }
  }
}

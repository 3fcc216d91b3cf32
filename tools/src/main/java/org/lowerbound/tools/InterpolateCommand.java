package org.lowerbound.tools;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import com.google.common.primitives.Ints;
import java.io.PrintStream;
import org.lowerbound.data.Split;
import org.lowerbound.experiment.TrainedTrial;
import org.lowerbound.experiment.result.PngFile;
import org.lowerbound.training.Examples;
import org.lowerbound.training.Matrix;
import org.lowerbound.training.TrainedModel;

/** The command {@code interpolate}: what lies between two codes. */
@Parameters(
    commandDescription = "Decode the codes between two examples, or between draws of the prior")
final class InterpolateCommand implements Command {
  private static final String NAME = "interpolate";
  private static final String PRIOR = "prior";

  private final PrintStream err;

  @ParametersDelegate private TrialOptions trial = new TrialOptions();

  @Parameter(
      names = "--from",
      description = "The number of an example of the split, from 0, or prior for a draw of p(z)")
  private String from = PRIOR;

  @Parameter(names = "--to", description = "The same for the other end")
  private String to = PRIOR;

  @Parameter(names = "--split", description = "train, validation or test")
  private String split = "test";

  @Parameter(names = "--steps", description = "How many codes, the two ends among them")
  private int steps = 10;

  @Parameter(
      names = "--out",
      description = "The file to write, .png for a line of images or .npz; must be given")
  private String out;

  /** Makes the command. */
  InterpolateCommand(PrintStream err) {
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
    TrialOptions.atLeast("--steps", 2, steps);
    checkEnd("--from", from);
    checkEnd("--to", to);
    return trial.with(NAME, this, err, opened -> write(opened, of, file));
  }

  private static void checkEnd(String option, String end) {
    Integer number = Ints.tryParse(end);
    if (!end.equals(PRIOR) && (number == null || number < 0)) {
      throw new ParameterException(
          "%s must be the number of an example, from 0, or prior, but is %s"
              .formatted(option, end));
    }
  }

  private String write(TrainedTrial opened, Split of, OutFile file) {
    TrainedModel model = opened.model();
    if (file.image()) {
      ImageSheet sheet = new ImageSheet(model.observed());
      Matrix between = between(opened, of);
      PngFile.write(file.path(), sheet.grid(model.decode(between), steps).draw());
    } else {
      Matrix between = between(opened, of);
      new MatrixFile()
          .add("code", between, between.columns())
          .add("x", model.decode(between), model.observed().shape().asArray())
          .write(file.path());
    }
    return "%s: %d steps from %s to %s, trial %s%n"
        .formatted(file.path(), steps, name(from, of), name(to, of), opened.id());
  }

  private static String name(String end, Split of) {
    return end.equals(PRIOR)
        ? "a draw of the prior"
        : "example %s of the %s split".formatted(end, of.label());
  }

  /** Returns codes on the straight line between the two ends, {@code [steps, latents]}. */
  private Matrix between(TrainedTrial opened, Split of) {
    float[] first = code(opened, of, from, 0);
    float[] last = code(opened, of, to, 1);
    float[][] codes = new float[steps][first.length];
    for (int i = 0; i < steps; i++) {
      double share = i / (steps - 1.0);
      for (int d = 0; d < first.length; d++) {
        codes[i][d] = (float) ((1 - share) * first[d] + share * last[d]);
      }
    }
    return Matrix.of(codes);
  }

  /**
   * Returns the code of an end.
   *
   * @param draw the number of the draw from the prior, if it is one
   */
  private static float[] code(TrainedTrial opened, Split of, String end, int draw) {
    if (end.equals(PRIOR)) {
      return opened.model().sampleCodes(draw + 1).row(draw);
    }
    Examples examples = opened.examples(of);
    int number = Integer.parseInt(end);
    if (number >= examples.count()) {
      throw new ParameterException(
          "the %s split has the examples 0 … %d, but not %d"
              .formatted(of.label(), examples.count() - 1, number));
    }
    return opened.model().encode(examples.select(number)).best().row(0);
  }
}

package org.lowerbound.tools;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.io.PrintStream;
import java.util.stream.IntStream;
import org.lowerbound.compression.EqualMassBins;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.experiment.TrainedTrial;
import org.lowerbound.tools.compress.ImageCode;
import org.lowerbound.tools.compress.RateTable;
import org.lowerbound.training.Examples;

/** The command {@code compress}: a split's images in a bits-back code. */
@Parameters(
    commandDescription = "Code a split's images without loss by a trained model, and say the rate")
final class CompressCommand implements Command {
  private static final String NAME = "compress";

  /** Of the ELBO, for each image. */
  private static final int DRAWS = 100;

  private final PrintStream err;

  @ParametersDelegate private TrialOptions trial = new TrialOptions();

  @Parameter(names = "--split", description = "train, validation or test")
  private String split = "test";

  @Parameter(
      names = "--count",
      description = "How many images, from the first one; all if not given")
  private Integer count;

  @Parameter(
      names = "--latent-bits",
      description = "A real latent is rounded to one of 2^this bins of equal mass")
  private int latentBits = 10;

  @Parameter(names = "--out", description = "The .lbc file to write; must be given")
  private String out;

  /** Makes the command. */
  CompressCommand(PrintStream err) {
    this.err = err;
  }

  @Override
  public boolean help() {
    return trial.help();
  }

  @Override
  public Answer run() {
    OutFile file = OutFile.code(NAME, out);
    Split of = SplitOption.parse(split);
    TrialOptions.atLeast("--latent-bits", 1, latentBits);
    if (latentBits > EqualMassBins.MOST_BITS) {
      throw new ParameterException(
          "--latent-bits must be at most %d but is %d"
              .formatted(EqualMassBins.MOST_BITS, latentBits));
    }
    if (count != null) {
      TrialOptions.atLeast("--count", 1, count);
    }
    return trial.with(NAME, this, err, opened -> write(opened, of, file));
  }

  private String write(TrainedTrial opened, Split of, OutFile file) {
    Examples all = opened.examples(of);
    int some = count == null ? all.count() : count;
    if (some > all.count()) {
      throw new ParameterException(
          "--count must be at most %d, the examples of the %s split, but is %d"
              .formatted(all.count(), of.label(), some));
    }
    Examples examples = all.select(IntStream.range(0, some).toArray());
    ImageCode code = ImageCode.of(opened, examples, latentBits, new RowProgress(NAME, err));
    double elbo = opened.model().elbo(examples, DRAWS).stream().average().orElseThrow();
    code.write(file.path());
    return "%s: %d images of the %s split, read again and compared, trial %s%n%n%s"
        .formatted(
            file.path(),
            some,
            of.label(),
            opened.id(),
            RateTable.of(
                code,
                elbo,
                opened.model().observed().shape(),
                opened.model().observed().kind() == ValueKind.BINARY));
  }
}

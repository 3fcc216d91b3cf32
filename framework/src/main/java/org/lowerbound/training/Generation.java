package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.Dequantization;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.Spelled;

/**
 * The data of one generation of models that are trained on each other's samples (Alemohammad et al.
 * 2023, "Self-consuming generative models go MAD"): samples of the model of another trial, real
 * training examples, or both. Validation and test split are the real ones.
 *
 * <p>With samples alone it is the paper's fully synthetic loop, with the same real rows in each
 * generation its augmentation loop, with other rows in each the fresh data loop. The other trial
 * runs first. What it gives is a function of its training, so that what these data are is known
 * before they are made.
 *
 * @param real the data set that is real
 * @param rows how many of its training examples are in the training split
 * @param skip how many of them come before these
 * @param synthetic how many samples are in the training split
 * @param from the folder of the trial whose samples they are, or of a sweep that has it; without it
 *     it is a trial of the same sweep
 * @param caseName the label of that trial's case
 * @param only conditions that choose that trial, as {@code --only} has them
 * @param bias λ of their sampling, 1 for none: the latents of a VAE are drawn with a standard
 *     deviation of √λ times the prior's, and a normal model with λ times its covariance
 * @param seed of the draws
 */
public record Generation(
    DatasetSpec real,
    @Default("0") @Interval(min = 0, max = Integer.MAX_VALUE) int rows,
    @Default("0") @Interval(min = 0, max = Integer.MAX_VALUE) int skip,
    @Default("0") @Interval(min = 0, max = Counts.MOST_UNITS) int synthetic,
    Optional<String> from,
    @Spelled("case") Optional<String> caseName,
    Optional<String> only,
    @Default("1") @Interval(above = 0, max = 1) double bias,
    @Default("0") long seed)
    implements DatasetSpec {
  private static final String NAME = "generation";

  /** Checks that there are data, and that samples have a trial. */
  public Generation {
    checkArgument(rows >= 0, "rows must not be negative but is %s", rows);
    checkArgument(skip >= 0, "skip must not be negative but is %s", skip);
    checkArgument(
        synthetic >= 0 && synthetic <= Counts.MOST_UNITS,
        "synthetic must be from 0 to %s but is %s",
        Counts.MOST_UNITS,
        synthetic);
    checkArgument(
        rows + (long) synthetic > 0,
        "a generation has no training examples: \"rows\" are real ones, \"synthetic\" samples of"
            + " another trial's model");
    checkArgument(
        synthetic == 0 || from.isPresent() || caseName.isPresent() || only.isPresent(),
        "a generation names no trial whose samples it has: \"from\" is the folder of a trial or of"
            + " a sweep, \"case\" or \"only\" choose one of its trials, or one of this sweep");
    checkArgument(bias > 0 && bias <= 1, "bias must be in (0, 1] but is %s", bias);
  }

  /** Returns the trial whose samples they are, if there are any. */
  public Optional<InitSpec> origin() {
    return synthetic == 0
        ? Optional.empty()
        : Optional.of(new InitSpec(from, caseName, only, InitParts.ALL, false));
  }

  @Override
  public void check(DataSource source) {
    real.check(source);
  }

  /**
   * {@inheritDoc} Samples are made by what runs trials, and by nobody else.
   *
   * @throws DataException if there are to be samples
   */
  @Override
  public Dataset load(DataSource source) {
    if (synthetic > 0) {
      throw new DataException(
          "the data of a generation are samples of another trial's model, which the runner makes"
              + " when it trains on them, and does not keep; \"--split\" and figures of examples"
              + " work with trials of real data");
    }
    Dataset whole = real.load(source);
    return of(whole, new Matrix(new float[0], 0, whole.dimension()), fingerprint(whole, ""));
  }

  /**
   * Returns what identifies the data.
   *
   * @param whole the real data
   * @param origin what identifies the training whose samples they have
   */
  public String fingerprint(Dataset whole, String origin) {
    return Hashing.sha256()
        .hashString(
            String.join(
                "\n",
                whole.fingerprint(),
                origin,
                rows + " " + skip + " " + synthetic + " " + bias + " " + seed),
            UTF_8)
        .toString();
  }

  /** Returns data of the same form, whose samples are still to be made: real rows are in their place. */
  public Dataset standIn(Dataset whole, String fingerprint) {
    return withTraining(
        whole, whole.splits().get(Split.TRAIN).select(rows(whole, rows + synthetic)), fingerprint);
  }

  /**
   * Returns the data.
   *
   * @param whole the real data
   * @param samples those of the model, {@code [synthetic, D]}, in units of the observations
   */
  public Dataset of(Dataset whole, Matrix samples, String fingerprint) {
    checkArgument(
        samples.rows() == synthetic, "%s samples are not %s", samples.rows(), synthetic);
    Observations chosen = whole.splits().get(Split.TRAIN).select(rows(whole, rows));
    int dimension = whole.dimension();
    int count = rows + synthetic;
    Observations all;
    if (chosen instanceof Observations.Bytes bytes) {
      byte[] values = new byte[Math.multiplyExact(count, dimension)];
      System.arraycopy(bytes.values(), 0, values, 0, bytes.values().length);
      for (int i = 0; i < samples.values().length; i++) {
        values[rows * dimension + i] = stored(whole, samples.values()[i]);
      }
      all = new Observations.Bytes(values, count, dimension);
    } else {
      float[] real = ((Observations.Floats) chosen).values();
      float[] values = new float[Math.multiplyExact(count, dimension)];
      System.arraycopy(real, 0, values, 0, real.length);
      System.arraycopy(samples.values(), 0, values, real.length, samples.values().length);
      all = new Observations.Floats(values, count, dimension);
    }
    return withTraining(whole, all, fingerprint);
  }

  /** Returns the numbers of so many real rows; they begin anew where there are no more to stand in. */
  private int[] rows(Dataset whole, int count) {
    int available = whole.splits().get(Split.TRAIN).count();
    checkArgument(
        (long) skip + rows <= available,
        "a generation of %s real rows after %s others needs as many, but %s has %s training examples",
        rows,
        skip,
        whole.name(),
        available);
    return IntStream.range(0, count).map(i -> (skip + i) % available).toArray();
  }

  /** Returns a sample as the real data are stored: the level whose draw it would be for certain. */
  private static byte stored(Dataset whole, float value) {
    double level =
        whole.observedKind() == ValueKind.DEQUANTIZED
            ? Math.floor(value * Dequantization.LEVELS)
            : value / whole.kind().scale();
    return (byte) Math.round(Math.min(Math.max(level, 0), 1 / whole.kind().scale()));
  }

  private static Dataset withTraining(Dataset whole, Observations train, String fingerprint) {
    checkArgument(
        whole.standardization().isEmpty(),
        "the real data of a generation must not be standardised: their mean and scale would be those"
            + " of other data");
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    whole
        .splits()
        .forEach((split, given) -> splits.put(split, split == Split.TRAIN ? train : given));
    // Samples have no labels, and no factors.
    Dataset made =
        Dataset.of(
            NAME,
            whole.observationShape(),
            whole.kind(),
            whole.freshDraw(),
            splits.buildOrThrow(),
            whole.exactDensity(),
            Optional.empty());
    return new Dataset(
        made.name(),
        made.observationShape(),
        made.kind(),
        made.freshDraw(),
        made.splits(),
        fingerprint,
        made.trainMean(),
        made.exactDensity(),
        made.factors(),
        made.labels(),
        made.standardization());
  }
}

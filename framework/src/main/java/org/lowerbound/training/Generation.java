package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
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
 * 2023, "Self-consuming generative models go MAD"). The first has real training examples; each
 * later one has samples of the model before it, and real examples besides: none (the paper's fully
 * synthetic loop), the same in each generation (its augmentation loop), or others in each (its
 * fresh data loop). Validation and test split are the real ones.
 *
 * <p>Each generation is a trial. That of the one before runs first; what it gives is a function of
 * its training, so that what these data are is known before they are made.
 *
 * @param real the data set that is real
 * @param generation t, from 1
 * @param first how many real training examples the first generation has; as many as later ones have
 *     in all, if not given
 * @param fixed how many real ones, the first of them, are in each later generation
 * @param fresh how many more each later generation has, which no other has had
 * @param synthetic how many samples of the model before are in each later generation
 * @param from the folder of the trial before, or of a sweep that has it; without it, it is a trial
 *     of the same sweep
 * @param caseName the label of that trial's case
 * @param only conditions that choose that trial, as {@code --only} has them; if neither they nor a
 *     folder nor a case are given, it is the one with the generation t − 1, and else the same
 *     settings
 * @param bias λ of the sampling, 1 for none: the latents of a VAE are drawn with a standard
 *     deviation of √λ times the prior's, and a normal model with λ times its covariance
 * @param seed of the draws
 */
public record Generation(
    DatasetSpec real,
    @Default("1") @Interval(min = 1, max = Counts.MOST_UNITS) int generation,
    @Interval(min = 1, max = Counts.MOST_UNITS) Optional<Integer> first,
    @Default("0") @Interval(min = 0, max = Counts.MOST_UNITS) int fixed,
    @Default("0") @Interval(min = 0, max = Counts.MOST_UNITS) int fresh,
    @Interval(min = 1, max = Counts.MOST_UNITS) int synthetic,
    Optional<String> from,
    @Spelled("case") Optional<String> caseName,
    Optional<String> only,
    @Default("1") @Interval(above = 0, max = 1) double bias,
    @Default("0") long seed)
    implements DatasetSpec {
  private static final String NAME = "generation";

  /** Checks the numbers. */
  public Generation {
    Counts.checkPositive("generation", generation, Counts.MOST_UNITS);
    first.ifPresent(count -> Counts.checkPositive("first", count, Counts.MOST_UNITS));
    checkCount("fixed", fixed);
    checkCount("fresh", fresh);
    Counts.checkPositive("synthetic", synthetic, Counts.MOST_UNITS);
    checkArgument(bias > 0 && bias <= 1, "bias must be in (0, 1] but is %s", bias);
  }

  private static void checkCount(String name, int count) {
    checkArgument(
        count >= 0 && count <= Counts.MOST_UNITS,
        "%s must be from 0 to %s but is %s",
        name,
        Counts.MOST_UNITS,
        count);
  }

  /** Returns the trial whose samples they are, if there are any. */
  public Optional<InitSpec> origin() {
    if (generation == 1) {
      return Optional.empty();
    }
    boolean named = from.isPresent() || caseName.isPresent() || only.isPresent();
    Optional<String> before = named ? only : Optional.of("dataset.generation=" + (generation - 1));
    return Optional.of(new InitSpec(from, caseName, before, InitParts.ALL, false));
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
    if (generation > 1) {
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
                generation + " " + firstCount() + " " + fixed + " " + fresh + " " + synthetic,
                bias + " " + seed),
            UTF_8)
        .toString();
  }

  /** Returns the number of training examples. */
  public int count() {
    return generation == 1 ? firstCount() : fixed + fresh + synthetic;
  }

  /**
   * Returns data of the same form, whose samples are still to be made: real rows are in their
   * place, the same for all that have as many.
   */
  public Dataset standIn(Dataset whole) {
    int available = whole.splits().get(Split.TRAIN).count();
    int[] rows = IntStream.range(0, count()).map(i -> i % available).toArray();
    return withTraining(whole, whole.splits().get(Split.TRAIN).select(rows));
  }

  /** Returns the same data under another fingerprint. */
  public static Dataset known(Dataset data, String fingerprint) {
    return new Dataset(
        data.name(),
        data.observationShape(),
        data.kind(),
        data.freshDraw(),
        data.splits(),
        fingerprint,
        data.trainMean(),
        data.exactDensity(),
        data.factors(),
        data.labels(),
        data.standardization());
  }

  /**
   * Returns the data.
   *
   * @param whole the real data
   * @param samples those of the model before, {@code [synthetic, D]}, in units of the observations;
   *     none for the first generation
   */
  public Dataset of(Dataset whole, Matrix samples, String fingerprint) {
    checkArgument(samples.rows() == samples(), "%s samples are not %s", samples.rows(), samples());
    Observations chosen = whole.splits().get(Split.TRAIN).select(rows(whole));
    Observations all = Observations.concatenate(ImmutableList.of(chosen, observed(whole, samples)));
    return known(withTraining(whole, all), fingerprint);
  }

  private int firstCount() {
    return first.orElse(fixed + fresh + synthetic);
  }

  private int samples() {
    return generation == 1 ? 0 : synthetic;
  }

  /** Returns the number of the first real row that no generation before has had. */
  private long freshFrom() {
    return Math.max(firstCount(), fixed) + (generation - 2L) * fresh;
  }

  /**
   * Checks that there are the real rows.
   *
   * @throws IllegalArgumentException if there are too few
   */
  public void checkRows(Dataset whole) {
    int available = whole.splits().get(Split.TRAIN).count();
    long ofFresh = fresh > 0 ? freshFrom() + fresh : 0;
    long needed = generation == 1 ? firstCount() : Math.max(fixed, ofFresh);
    checkArgument(
        needed <= available,
        "generation %s needs %s real training examples%s, but %s has %s",
        generation,
        needed,
        generation > 1 && fresh > 0 ? ", with the fresh ones of those before" : "",
        whole.name(),
        available);
  }

  /** Returns the numbers of the real rows. */
  private int[] rows(Dataset whole) {
    checkRows(whole);
    return generation == 1
        ? IntStream.range(0, firstCount()).toArray()
        : IntStream.concat(
                IntStream.range(0, fixed),
                IntStream.range(0, fresh).map(i -> (int) (freshFrom() + i)))
            .toArray();
  }

  /** Returns samples as the real data are stored. */
  private static Observations observed(Dataset whole, Matrix samples) {
    float[] values = samples.values();
    if (!whole.kind().keptAsBytes()) {
      return new Observations.Floats(values, samples.rows(), whole.dimension());
    }
    byte[] levels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      levels[i] = stored(whole, values[i]);
    }
    return new Observations.Bytes(levels, samples.rows(), whole.dimension());
  }

  /** Returns a sample as the real data are stored: the level whose draw it would be for certain. */
  private static byte stored(Dataset whole, float value) {
    double level =
        whole.observedKind() == ValueKind.DEQUANTIZED
            ? Math.floor(value * Dequantization.LEVELS)
            : value / whole.kind().scale();
    return (byte) Math.round(Math.min(Math.max(level, 0), 1 / whole.kind().scale()));
  }

  private static Dataset withTraining(Dataset whole, Observations train) {
    checkArgument(
        whole.standardization().isEmpty(),
        "the real data of a generation must not be standardised: their mean and scale would be"
            + " those of other data");
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    whole
        .splits()
        .forEach((split, given) -> splits.put(split, split == Split.TRAIN ? train : given));
    // Samples have no labels, and no factors.
    return Dataset.of(
        NAME,
        whole.observationShape(),
        whole.kind(),
        whole.freshDraw(),
        splits.buildOrThrow(),
        whole.exactDensity(),
        Optional.empty());
  }
}

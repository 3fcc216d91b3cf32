package org.lowerbound.data.named;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetNote;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.data.Factors;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.RemoteFile;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * MNIST with every image turned by a number of quarter turns, drawn at random: an attribute that
 * has nothing to do with the digit, and is plain to see. A quarter turn moves pixels and changes
 * none, so that the images are those of MNIST.
 *
 * <p>The turn is the label; turn and digit are factors, by these names. A 6 that is turned by two
 * quarters is a 9: not all of the digit is told by the image.
 *
 * @param turns how many turns there are, 2 … 4: none, one quarter counter-clockwise, two, three
 * @param binarization how binary observations come from the grey levels
 * @param validation how many of the training images are held out at random for validation
 * @param labels which images have their turn as a label
 * @param seed decides the turns, which images are held out, and the draw of static binarisation
 */
public record RotatedMnist(
    @Default("4") @Interval(min = 2, max = 4) int turns,
    @Default("\"dynamic\"") Binarization binarization,
    @Default("5000") @Interval(min = 0, max = 59_999) int validation,
    @Default("false") LabelChoice labels,
    @Default("0") long seed)
    implements DescribedDataset {
  private static final String NAME = "rotated-mnist";
  private static final String TURN = "turn";
  private static final int MOST_TURNS = 4;

  /** Checks the options. */
  public RotatedMnist {
    checkArgument(
        turns >= 2 && turns <= MOST_TURNS, "turns must lie in 2 … %s but is %s", MOST_TURNS, turns);
    labels.checkClasses(turns);
    upright(binarization, validation, seed); // Checks both.
  }

  private static Mnist upright(Binarization binarization, int validation, long seed) {
    return new Mnist(new GreyImageOptions(binarization, false, validation, true, seed));
  }

  private Mnist upright() {
    return upright(binarization, validation, seed);
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "MNIST, each image turned by quarters at random",
        "60,000 + 10,000 of 28 x 28",
        upright().note().licence(),
        upright().note().origin());
  }

  @Override
  public ImmutableList<ImmutableList<RemoteFile>> files() {
    return upright().files();
  }

  @Override
  public void check(DataSource source) {
    upright().check(source);
  }

  @Override
  public Dataset load(DataSource source) {
    Dataset mnist = upright().load(source);
    Labels digits = mnist.labels().orElseThrow();
    int size = (int) mnist.observationShape().get(0);
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    Map<Split, int[][]> classes = new HashMap<>();
    mnist
        .splits()
        .forEach(
            (split, upright) -> {
              RandomStream stream = new RandomStream(seed, NAME + "." + split.label());
              int[][] factors = new int[upright.count()][];
              for (int row = 0; row < factors.length; row++) {
                factors[row] = new int[] {stream.nextInt(turns), digits.numbers().get(split)[row]};
              }
              classes.put(split, factors);
              splits.put(split, turned((Observations.Bytes) upright, size, factors));
            });
    Factors factors =
        new Factors(
            ImmutableList.of(TURN, "digit"),
            ImmutableList.of(turns, digits.classes()),
            ImmutableMap.copyOf(classes));
    Dataset dataset =
        Dataset.of(
            NAME,
            mnist.observationShape(),
            mnist.kind(),
            mnist.freshDraw(),
            splits.buildOrThrow(),
            Optional.empty(),
            Optional.of(factors));
    return labels.given() ? dataset.withLabels(labels.known(factors.labels(TURN))) : dataset;
  }

  /** Returns images of so many pixels a side, each turned by the first of its factors. */
  static Observations.Bytes turned(Observations.Bytes upright, int size, int[][] factors) {
    byte[] values = new byte[upright.values().length];
    for (int row = 0; row < factors.length; row++) {
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          values[(row * size + y) * size + x] =
              upright.values()[row * size * size + source(x, y, size, factors[row][0])];
        }
      }
    }
    return new Observations.Bytes(values, upright.count(), upright.dimension());
  }

  /** Returns where a pixel comes from, when the image is turned counter-clockwise. */
  private static int source(int x, int y, int size, int quarters) {
    int last = size - 1;
    return switch (quarters) {
      case 0 -> y * size + x;
      case 1 -> x * size + (last - y);
      case 2 -> (last - y) * size + (last - x);
      default -> (last - x) * size + y;
    };
  }
}

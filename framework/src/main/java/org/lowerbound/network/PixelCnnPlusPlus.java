package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Collections;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * PixelCNN++ (Salimans et al. 2017): two streams of shifted convolutions, one of the rows above a
 * pixel and one of what comes before it, which sees the first; gated residual blocks at several
 * sizes of the image on a way down and a way up again, with connections between blocks of one size.
 *
 * <p>There is no blind spot: a kernel is not masked, but the image is moved under it. Values are
 * taken as on [0, 1] and seen on [−1, 1] beside a channel of ones, which tells an edge from a value
 * of 0. Where the likelihood wants the channels of a pixel in turn, those before a channel enter
 * its outputs linearly.
 *
 * @param filters f, the channels of all maps
 * @param blocks of each size on the way down; on the way up there is one more of each but the first
 * @param levels the number of sizes, each half the one before, rounded up
 * @param dropout the rate at which values between the convolutions of a block are dropped in
 *     training
 * @param initializer the first weights, those of a block's last convolution times 0.1
 * @param weightNormalization whether weights are normalised (Salimans and Kingma 2016)
 */
public record PixelCnnPlusPlus(
    @Default("32") @Interval(min = 1, max = Counts.MOST_UNITS) int filters,
    @Default("1") @Interval(min = 1, max = Counts.MOST_LAYERS) int blocks,
    @Default("3") @Interval(min = 1, max = 10) int levels,
    @Default("0.5") @Interval(min = 0, below = 1) double dropout,
    @Default("\"glorot-uniform\"") Initializer initializer,
    @Default("true") boolean weightNormalization)
    implements CausalArchitecture {
  private static final int MOST_LEVELS = 10;

  /** Checks the arguments. */
  public PixelCnnPlusPlus {
    Counts.checkPositive("filters", filters, Counts.MOST_UNITS);
    Counts.checkPositive("blocks", blocks, Counts.MOST_LAYERS);
    Counts.checkPositive("levels", levels, MOST_LEVELS);
    Dropout.checkRate(dropout);
  }

  @Override
  public CausalNetwork causal(
      ParameterStore parameters,
      String name,
      Shape observed,
      int contextSize,
      ChannelOrder order,
      ImmutableList<Head> heads) {
    CausalShapes.checkHeads(name, observed, order, heads);
    ImageShape image = ImageShape.of(name, observed);
    int most = mostLevels(image);
    checkArgument(
        levels <= most,
        "%s: the images %s have room for %s levels, each of half the size, but levels is %s",
        name,
        image,
        most,
        levels);
    ImmutableList<ImageShape> maps =
        FeatureMaps.of(
            name,
            image.withChannels(filters),
            Collections.nCopies(levels - 1, filters),
            ShiftedLayers.STRIDE);
    ShiftedLayers layers =
        new ShiftedLayers(
            parameters, initializer, weightNormalization, dropout, filters, maps, new RowMemory());
    return PixelCnnPlusPlusNetwork.create(layers, name, image, blocks, contextSize, order, heads);
  }

  /** Returns the number of sizes down to a single pixel. */
  private static int mostLevels(ImageShape image) {
    int most = 1;
    for (ImageShape map = image; map.height() > 1 || map.width() > 1; most++) {
      map = map.strided(ShiftedLayers.STRIDE, 1);
    }
    return most;
  }
}

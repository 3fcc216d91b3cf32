package org.lowerbound.tools.bench;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.Random;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.config.SpecProvider;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.spec.Default;
import org.tensorflow.ndarray.Shape;

/**
 * Grey noise in the sizes of MNIST: costs what MNIST costs where there is none. Nothing can be
 * learned from it.
 *
 * @param validation how many of the 60,000 training images are the validation split
 * @param binarization {@code dynamic} for images that are binarised at each use, {@code none} for
 *     grey ones
 */
public record RandomImages(
    @Default("300") int validation, @Default("\"dynamic\"") Binarization binarization)
    implements DatasetSpec {
  /** The type's name in configurations. */
  public static final String NAME = "random-images";

  private static final int SIDE = 28;
  private static final int TRAINING_IMAGES = 60_000;
  private static final int TEST_IMAGES = 10_000;

  /** Checks that images are left to train on. */
  public RandomImages {
    checkArgument(
        validation > 0 && validation < TRAINING_IMAGES,
        "validation must be 1 … %s but is %s",
        TRAINING_IMAGES - 1,
        validation);
    checkArgument(
        binarization == Binarization.DYNAMIC || binarization == Binarization.NONE,
        "binarization must be dynamic or none but is %s",
        binarization.label());
  }

  @Override
  public Dataset load(DataSource source) {
    Random random = new Random(0);
    return Dataset.of(
        NAME,
        Shape.of(SIDE, SIDE, 1),
        binarization.storedKind(),
        binarization.freshDraw(),
        ImmutableMap.of(
            Split.TRAIN, images(random, TRAINING_IMAGES - validation),
            Split.VALIDATION, images(random, validation),
            Split.TEST, images(random, TEST_IMAGES)),
        Optional.empty(),
        Optional.empty());
  }

  private static Observations.Bytes images(Random random, int count) {
    byte[] levels = new byte[count * SIDE * SIDE];
    random.nextBytes(levels);
    return new Observations.Bytes(levels, count, SIDE * SIDE);
  }

  /** Names the data set in configurations. */
  public static final class Provider implements SpecProvider {
    @Override
    public void register(SpecTypes.Builder types) {
      types.add(DatasetSpec.class, NAME, RandomImages.class);
    }
  }
}

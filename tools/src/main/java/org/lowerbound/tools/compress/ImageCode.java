package org.lowerbound.tools.compress;

import com.google.common.primitives.ImmutableLongArray;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.lowerbound.compression.BitsBackCoder;
import org.lowerbound.compression.RansStack;
import org.lowerbound.experiment.TrainedTrial;
import org.lowerbound.experiment.result.BuildInfo;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.training.Examples;
import org.lowerbound.training.Matrix;
import org.lowerbound.training.TrainedModel;

/** Images as a trial's model codes them, in a file. */
public final class ImageCode {
  private static final long SEED = 0;

  private final CodedFile file;
  private final int[][] symbols;
  private final double netBits;

  private ImageCode(CodedFile file, int[][] symbols, double netBits) {
    this.file = file;
    this.symbols = symbols;
    this.netBits = netBits;
  }

  /**
   * Codes images, reads the code again and compares.
   *
   * @param latentBits a real latent has 2^this bins
   * @param progress hears how many are done
   * @throws IllegalArgumentException if the model gives no code; the message says what does
   */
  public static ImageCode of(
      TrainedTrial trial, Examples examples, int latentBits, IntConsumer progress) {
    TrainedModel model = trial.model();
    TrainedModel.Coding coding = model.coding(latentBits);
    BitsBackCoder coder = new BitsBackCoder(coding.model());
    RansStack message = RansStack.starting(SEED);
    int[][] symbols = new int[examples.count()][];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] =
          coding
              .levels()
              .symbols(examples.observations().values(), i, examples.observations().columns());
      coder.append(message, symbols[i]);
      progress.accept(i + 1);
    }
    CodedFile file =
        new CodedFile(
            trial.id(),
            model.fingerprint(),
            BuildInfo.current().commit(),
            ImmutableLongArray.copyOf(model.observed().shape().asArray()),
            symbols.length,
            latentBits,
            SEED,
            message.startingWords(),
            CodedFile.imagesHash(symbols),
            message.head(),
            message.tail());
    decode(file, coding, progress);
    return new ImageCode(file, symbols, message.netBits());
  }

  /** Writes the file. */
  public void write(Path path) {
    file.write(path);
  }

  /** Returns the symbols of the images, 0 and 1 or grey levels. */
  public int[][] symbols() {
    return symbols.clone();
  }

  /** Returns the bits of all images, without the starting bits. */
  public double netBits() {
    return netBits;
  }

  /** Returns the starting bits. */
  public int startingBits() {
    return Integer.SIZE * file.startingWords();
  }

  /** Returns the size of the file, in bits. */
  public double fileBits() {
    return (double) Byte.SIZE * file.bytes().length;
  }

  /**
   * Reads images from a file.
   *
   * @throws ResultException if it is damaged, or coded by another model; the message says which
   */
  public static Matrix read(Path path, TrainedTrial trial, IntConsumer progress) {
    CodedFile file = CodedFile.read(path);
    if (!file.trial().equals(trial.id())) {
      throw new ResultException(
          "%s was coded by the model of trial %s, but this is %s"
              .formatted(path, file.trial(), trial.id()));
    }
    if (!file.model().equals(trial.model().fingerprint())) {
      throw new ResultException(
          "%s was coded by trial %s when its model had other parameters: it has been trained again"
              .formatted(path, trial.id()));
    }
    TrainedModel.Coding coding = trial.model().coding(file.latentBits());
    int[][] symbols;
    try {
      symbols = decode(file, coding, progress);
    } catch (IllegalArgumentException e) {
      throw new ResultException(
          ("%s cannot be read here: the networks give other numbers than where it was written, by"
                  + " build %s; this is %s. The same build on the same kind of processor reads it")
              .formatted(path, file.build(), BuildInfo.current().commit()),
          e);
    }
    int dimension = symbols[0].length;
    float[] values = new float[Math.multiplyExact(symbols.length, dimension)];
    for (int i = 0; i < symbols.length; i++) {
      System.arraycopy(coding.levels().values(symbols[i]), 0, values, i * dimension, dimension);
    }
    return new Matrix(values, symbols.length, dimension);
  }

  /**
   * Decodes all images, in their order.
   *
   * @throws IllegalArgumentException if they are not those that were coded
   */
  private static int[][] decode(CodedFile file, TrainedModel.Coding coding, IntConsumer progress) {
    BitsBackCoder coder = new BitsBackCoder(coding.model());
    RansStack message = RansStack.of(file.head(), file.tail());
    int[][] symbols = new int[file.count()][];
    for (int i = symbols.length - 1; i >= 0; i--) {
      symbols[i] = coder.pop(message);
      progress.accept(symbols.length - i);
    }
    if (!message.holdsOnlyStartingBits(file.seed(), file.startingWords())
        || !CodedFile.imagesHash(symbols).equals(file.images())) {
      throw new IllegalArgumentException("the code gives other images when it is read");
    }
    return symbols;
  }
}

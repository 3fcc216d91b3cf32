package org.lowerbound.tools;

import com.google.common.primitives.ImmutableIntArray;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.file.WholeFiles;
import org.lowerbound.model.Ability;
import org.lowerbound.random.RandomStream;
import org.lowerbound.training.ExportedModel;
import org.lowerbound.training.Matrix;
import org.lowerbound.training.TrainedModel;

/**
 * What an exported model is tried with, in a file that another process reads.
 *
 * @param inputs of all signatures
 * @param likelihoods how many of the observations the likelihood is asked of
 */
record ExportInputs(ExportedModel.Inputs inputs, int likelihoods) {
  /** As many as a trained model runs at a time, whose noise a signature then has. */
  static final int ROWS = 100;

  /** The pairs of a draw and an example that a trained model runs at a time for likelihoods. */
  private static final int PAIRS = 1000;

  /**
   * Makes inputs that need no data: normal codes and what they decode to, or the mean of the
   * training split where there is nothing that decodes.
   *
   * @param draws of which a likelihood is made
   */
  static ExportInputs of(TrainedModel model, int draws) {
    Matrix z = normals(model.can(Ability.DECODING) ? model.latents() : 1);
    int classes = Math.max(1, model.observed().classes());
    return new ExportInputs(
        new ExportedModel.Inputs(
            model.can(Ability.DECODING) ? model.decode(z) : means(model),
            z,
            ImmutableIntArray.copyOf(IntStream.range(0, ROWS).map(i -> i % classes)),
            ROWS,
            0),
        Math.min(ROWS, Math.max(1, PAIRS / draws)));
  }

  private static Matrix normals(int columns) {
    RandomStream stream = new RandomStream(1, "export");
    float[] values = new float[ROWS * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) stream.nextGaussian();
    }
    return new Matrix(values, ROWS, columns);
  }

  private static Matrix means(TrainedModel model) {
    int columns = model.observed().dimension();
    float[] values = new float[ROWS * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) model.observed().rawMean().get(i % columns);
    }
    return new Matrix(values, ROWS, columns);
  }

  /** Returns what a signature is called with. */
  ExportedModel.Inputs of(String signature) {
    return signature.equals("log_prob")
        ? new ExportedModel.Inputs(
            inputs.x().slice(0, likelihoods),
            inputs.z(),
            inputs.label().subArray(0, likelihoods),
            inputs.count(),
            inputs.seed())
        : inputs;
  }

  void write(Path file) {
    try {
      WholeFiles.write(
          file,
          stream -> {
            DataOutputStream out = new DataOutputStream(stream);
            write(out, inputs.x());
            write(out, inputs.z());
            for (int i = 0; i < ROWS; i++) {
              out.writeInt(inputs.label().get(i));
            }
            out.writeInt(likelihoods);
            out.flush();
          });
    } catch (IOException e) {
      throw new ResultException("cannot write " + file + ": " + WholeFiles.reason(e), e);
    }
  }

  static ExportInputs read(Path file) throws IOException {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file));
        DataInputStream in = new DataInputStream(stream)) {
      Matrix x = readMatrix(in);
      Matrix z = readMatrix(in);
      int[] labels = new int[ROWS];
      for (int i = 0; i < ROWS; i++) {
        labels[i] = in.readInt();
      }
      return new ExportInputs(
          new ExportedModel.Inputs(x, z, ImmutableIntArray.copyOf(labels), ROWS, 0), in.readInt());
    }
  }

  private static void write(DataOutputStream out, Matrix matrix) throws IOException {
    out.writeInt(matrix.columns());
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * matrix.values().length);
    bytes.asFloatBuffer().put(matrix.values());
    out.write(bytes.array());
  }

  private static Matrix readMatrix(DataInputStream in) throws IOException {
    int columns = in.readInt();
    byte[] bytes = in.readNBytes(Float.BYTES * ROWS * columns);
    float[] values = new float[ROWS * columns];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return new Matrix(values, ROWS, columns);
  }
}

package org.lowerbound.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.lowerbound.experiment.console.FixedLocale;
import org.lowerbound.tools.bench.Installation;
import org.lowerbound.training.ExportedModel;

/**
 * A process that knows of a model no more than its SavedModel: opens it, calls each signature, and
 * prints a line for each output, {@code signature output value value ...}.
 */
final class ExportedProcess {
  private ExportedProcess() {}

  /** Takes the model's folder and the file of {@link ExportInputs}. */
  public static void main(String[] args) throws IOException {
    FixedLocale.use();
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    ExportInputs inputs = ExportInputs.read(Path.of(args[1]));
    Installation.current("export").startTensorFlow();
    try (ExportedModel model = ExportedModel.open(Path.of(args[0]))) {
      for (String signature : model.signatures()) {
        model
            .call(signature, inputs.of(signature))
            .forEach((output, values) -> print(out, signature + " " + output, values));
      }
    }
    out.flush();
  }

  private static void print(PrintStream out, String name, float[] values) {
    StringBuilder line = new StringBuilder(name);
    for (float value : values) {
      line.append(' ').append(value); // With the digits that tell it from all other floats.
    }
    out.println(line);
  }
}

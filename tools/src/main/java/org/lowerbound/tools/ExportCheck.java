package org.lowerbound.tools;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.tools.bench.ChildProcess;
import org.lowerbound.tools.bench.Installation;
import org.lowerbound.tools.bench.Workspace;
import org.lowerbound.training.Examples;
import org.lowerbound.training.TrainedModel;

/** Compares what an exported model gives in a process of its own with what the model gives. */
final class ExportCheck {
  /**
   * Of numbers about 1, in 32 bits: sums of hundreds of terms in another order differ by less, and
   * other variables, noise or nodes by more.
   */
  private static final double TOLERANCE = 1e-4;

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private ExportCheck() {}

  /**
   * Returns a line for each output of a signature, with its largest difference.
   *
   * @param folder of the exported model
   * @param draws of which its likelihood is made
   * @throws ResultException if the process fails, or an output differs
   */
  static String lines(TrainedModel model, Path folder, int draws) {
    ExportInputs inputs = ExportInputs.of(model, draws);
    StringBuilder lines = new StringBuilder();
    for (String line : Splitter.on('\n').omitEmptyStrings().split(run(folder, inputs))) {
      List<String> words = Splitter.on(' ').splitToList(line.strip());
      String output = words.get(0) + "." + words.get(1);
      float[] expected = expected(model, inputs, draws, output);
      double difference = difference(expected, words.subList(2, words.size()));
      if (!(difference <= TOLERANCE)) {
        throw new ResultException(
            "%s of the exported model differs from the model's by %s of its size; nothing was kept"
                .formatted(output, difference));
      }
      lines.append(
          "%s: %d numbers, largest difference %s%n"
              .formatted(output, expected.length, difference == 0 ? "0" : difference));
    }
    return lines.toString();
  }

  private static String run(Path folder, ExportInputs inputs) {
    try (Workspace workspace = new Workspace()) {
      Path file = workspace.path("inputs.bin");
      inputs.write(file);
      ImmutableList<String> command =
          ImmutableList.<String>builder()
              .addAll(Installation.current("export").program(ExportedProcess.class))
              .add(folder.toString(), file.toString())
              .build();
      try (ChildProcess child = new ChildProcess(workspace, command, ImmutableMap.of())) {
        child.watch(INTERVAL, LIMIT, () -> false);
        return child.output();
      }
    }
  }

  private static float[] expected(
      TrainedModel model, ExportInputs inputs, int draws, String output) {
    return switch (output) {
      case "encode.mean" -> model.encode(examples(inputs)).means().orElseThrow().values();
      case "encode.draw" -> model.encode(examples(inputs)).draws().values();
      case "decode.mean" -> model.decode(inputs.inputs().z()).values();
      case "sample.x" -> model.sample(inputs.inputs().count()).values();
      case "log_prob.log_prob" -> logProbs(model, inputs, draws);
      default ->
          throw new ResultException("the exported model has an output unheard of: " + output);
    };
  }

  private static Examples examples(ExportInputs inputs) {
    return new Examples(inputs.inputs().x(), Optional.of(inputs.inputs().label()));
  }

  private static float[] logProbs(TrainedModel model, ExportInputs inputs, int draws) {
    double[] nats =
        model
            .logProb(
                examples(inputs).select(IntStream.range(0, inputs.likelihoods()).toArray()), draws)
            .nats()
            .toArray();
    float[] values = new float[nats.length];
    for (int i = 0; i < nats.length; i++) {
      values[i] = (float) nats[i];
    }
    return values;
  }

  /** Returns the largest |a − b| / max(1, |a|). */
  private static double difference(float[] expected, List<String> got) {
    if (got.size() != expected.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double scale = Math.max(1, Math.abs(expected[i]));
      double difference = Math.abs(expected[i] - Float.parseFloat(got.get(i))) / scale;
      largest = Double.isNaN(difference) ? Double.NaN : Math.max(largest, difference);
    }
    return largest;
  }
}

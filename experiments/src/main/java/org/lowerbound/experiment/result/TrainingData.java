package org.lowerbound.experiment.result;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.primitives.ImmutableDoubleArray;
import java.nio.file.Path;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.data.Standardization;
import org.lowerbound.data.ValueKind;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.model.ObservedData;
import org.lowerbound.training.TrialSpec;
import org.tensorflow.ndarray.Shape;

/**
 * What a training knows of its data besides the data themselves: with it, a trained model is opened
 * without them.
 *
 * @param fingerprint that of the data set
 * @param examples the number of examples of the training split
 * @param observed what the model was told
 */
public record TrainingData(String fingerprint, int examples, ObservedData observed) {
  /** Checks the arguments. */
  public TrainingData {
    checkArgument(examples > 0, "the number of examples must be positive but is %s", examples);
  }

  /** Returns what a training knows of a data set. */
  public static TrainingData of(Dataset dataset) {
    return new TrainingData(
        dataset.fingerprint(),
        dataset.splits().get(Split.TRAIN).count(),
        TrialSpec.observed(dataset));
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @throws ResultException if it cannot be written
   */
  public void write(Path file) {
    ObjectNode json = Json.object();
    json.put("fingerprint", fingerprint);
    json.put("examples", examples);
    var shape = json.putArray("shape");
    for (long size : observed.shape().asArray()) {
      shape.add(size);
    }
    json.put("kind", JsonFields.name(observed.kind()));
    json.put("classes", observed.classes());
    var mean = json.putArray("mean");
    observed.mean().forEach(mean::add);
    observed.standardization().ifPresent(given -> write(given, json));
    AtomicFiles.write(file, Json.printLine(Checksum.addTo(json)) + "\n");
  }

  private static void write(Standardization standardization, ObjectNode json) {
    ObjectNode object = json.putObject("standardization");
    var mean = object.putArray("mean");
    standardization.mean().forEach(mean::add);
    var scale = object.putArray("scale");
    standardization.scale().forEach(scale::add);
  }

  private static Standardization standardization(JsonFields fields) {
    return new Standardization(
        ImmutableDoubleArray.copyOf(fields.numbers("mean")),
        ImmutableDoubleArray.copyOf(fields.numbers("scale")));
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @throws ResultException if it is not there, is damaged, or is another file
   */
  public static TrainingData read(Path file) {
    return ResultFiles.read(
        file,
        (json, name) -> {
          Checksum.check(json, name);
          JsonFields fields = JsonFields.of(json, name);
          return new TrainingData(
              fields.string("fingerprint"),
              Math.toIntExact(fields.integer("examples")),
              new ObservedData(
                  Shape.of(fields.numbers("shape").stream().mapToLong(Double::longValue).toArray()),
                  fields.choice("kind", ValueKind.class),
                  ImmutableDoubleArray.copyOf(fields.numbers("mean")),
                  Math.toIntExact(fields.integer("classes")),
                  fields.optionalObject("standardization").map(TrainingData::standardization)));
        });
  }
}

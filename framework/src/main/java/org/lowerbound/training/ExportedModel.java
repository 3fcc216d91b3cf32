package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.lowerbound.graph.TensorValues;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** A SavedModel that {@link TrainedModel#export} wrote, as any program would open it. */
public final class ExportedModel implements AutoCloseable {
  private final SavedModelBundle bundle;

  private ExportedModel(SavedModelBundle bundle) {
    this.bundle = bundle;
  }

  /** Opens the model of a folder. */
  public static ExportedModel open(Path folder) {
    return new ExportedModel(
        SavedModelBundle.loader(folder.toString())
            .withConfigProto(TensorFlowRuntime.sessionConfig())
            .withTags(SavedModelBundle.DEFAULT_TAG)
            .load());
  }

  /** Returns what the model can do. */
  public ImmutableSet<String> signatures() {
    return bundle.signatures().stream().map(Signature::key).collect(ImmutableSet.toImmutableSet());
  }

  /**
   * What a signature is called with; it takes what it knows.
   *
   * @param x observations, {@code [B, D]}
   * @param z codes, {@code [B, latents]}
   * @param label class numbers, {@code [B]}
   * @param count of draws
   * @param seed of draws
   */
  public record Inputs(Matrix x, Matrix z, ImmutableIntArray label, int count, long seed) {}

  /** Returns all outputs of a signature, last index fastest. */
  public ImmutableMap<String, float[]> call(String signature, Inputs inputs) {
    Map<String, Tensor> fed = new HashMap<>();
    try {
      for (String name : bundle.function(signature).signature().inputNames()) {
        fed.put(name, tensor(name, inputs));
      }
      ImmutableMap.Builder<String, float[]> outputs = ImmutableMap.builder();
      try (Result result = bundle.function(signature).call(fed)) {
        for (String name : bundle.function(signature).signature().outputNames()) {
          outputs.put(name, TensorValues.of((TFloat32) result.get(name).orElseThrow()));
        }
      }
      return outputs.buildOrThrow();
    } finally {
      fed.values().forEach(Tensor::close);
    }
  }

  private static Tensor tensor(String name, Inputs inputs) {
    return switch (name) {
      case "x" -> tensor(inputs.x());
      case "z" -> tensor(inputs.z());
      case "label" -> TInt32.vectorOf(inputs.label().toArray());
      case "count" -> TInt32.scalarOf(inputs.count());
      case "seed" -> TInt64.scalarOf(inputs.seed());
      default -> throw new IllegalArgumentException("a signature takes an unknown input, " + name);
    };
  }

  private static TFloat32 tensor(Matrix matrix) {
    return TFloat32.tensorOf(
        Shape.of(matrix.rows(), matrix.columns()), DataBuffers.of(matrix.values(), true, false));
  }

  @Override
  public void close() {
    bundle.close();
  }
}

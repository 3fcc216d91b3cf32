package org.lowerbound.natives;

import com.google.common.collect.ImmutableSet;
import java.lang.reflect.Field;
import java.net.URL;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.internal.c_api.presets.tensorflow;

/**
 * The search for NVIDIA's libraries, which the loader of TensorFlow's libraries makes whatever the
 * build of TensorFlow.
 *
 * <p>It asks the class path for each of 18 libraries in 66 places, and Java asks each of its
 * modules each time: 0.4 s of a processor, which is more than a third of what loading TensorFlow
 * takes. JavaCPP has no setting for it, but it remembers what it has found.
 */
public final class CudaSearch {
  /** JavaCPP 1.5.11: the URLs found by the name of a library; none if it was not found. */
  private static final String FOUND = "foundLibraries";

  /** How the names of CUDA's, cuDNN's, NCCL's and TensorRT's libraries start. */
  private static final ImmutableSet<String> STARTS =
      ImmutableSet.of("cu", "nccl", "nvrtc", "nvinfer", "myelin");

  private static final URL[] NONE = {};

  private CudaSearch() {}

  /** Keeps JavaCPP from the search; one that is made otherwise than this knows searches as ever. */
  public static void leaveOut() {
    try {
      Field field = Loader.class.getDeclaredField(FOUND);
      field.setAccessible(true);
      @SuppressWarnings("unchecked")
      Map<String, URL[]> found = (Map<String, URL[]>) field.get(null);
      for (String library : preloaded()) {
        found.putIfAbsent(library, NONE);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      // They are searched in vain.
    }
  }

  /** Returns NVIDIA's libraries among those that are loaded before TensorFlow's. */
  static ImmutableSet<String> preloaded() {
    return Loader.loadProperties(tensorflow.class, Loader.loadProperties(), true)
        .get("platform.preload")
        .stream()
        .filter(name -> STARTS.stream().anyMatch(name::startsWith))
        .collect(ImmutableSet.toImmutableSet());
  }
}

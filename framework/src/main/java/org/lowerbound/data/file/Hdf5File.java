package org.lowerbound.data.file;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.lowerbound.data.source.DataException;

/** Arrays in an HDF5 file; the key of each is its path: {@code train/images}. */
public final class Hdf5File extends ArrayFile {
  /** What such a file starts with. */
  static final byte[] MAGIC = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

  private static final int MOST_ARRAYS = 10_000;

  private final HdfFile file;
  private final ImmutableMap<String, Dataset> datasets;

  private Hdf5File(Path path, HdfFile file) {
    super(path);
    this.file = file;
    Map<String, Dataset> found = new LinkedHashMap<>();
    collect(path, file, "", new HashSet<>(), found);
    this.datasets = ImmutableMap.copyOf(found);
  }

  /**
   * Opens a file, which must be closed.
   *
   * @throws DataException if it cannot be read or is not such a file
   */
  public static Hdf5File open(Path path) {
    HdfFile file = attempt(path.toString(), () -> new HdfFile(path));
    try {
      return attempt(path.toString(), () -> new Hdf5File(path, file));
    } catch (DataException e) {
      file.close();
      throw e;
    }
  }

  private static void collect(
      Path path, Group group, String before, Set<Long> seen, Map<String, Dataset> found) {
    if (!seen.add(group.getAddress())) {
      return; // Groups may hold each other in a circle.
    }
    for (Node node : group) {
      String key = before + node.getName();
      if (found.size() == MOST_ARRAYS) {
        throw new DataException(path + ": has more than " + MOST_ARRAYS + " arrays");
      }
      if (!node.isLink()) { // Else it is what another file, or another key, has.
        if (node instanceof Dataset dataset) {
          found.put(key, dataset);
        } else if (node instanceof Group inner) {
          collect(path, inner, key + "/", seen, found);
        }
      }
    }
  }

  @Override
  public ImmutableMap<String, String> arrays() {
    ImmutableMap.Builder<String, String> arrays = ImmutableMap.builder();
    datasets.forEach(
        (key, dataset) ->
            arrays.put(
                key,
                attempt(
                    place(key),
                    () ->
                        Hdf5Type.of(dataset.getDataType()).label()
                            + " "
                            + Ints.asList(dataset.getDimensions()))));
    return arrays.buildOrThrow();
  }

  @Override
  StoredArray get(String key) {
    return attempt(place(key), () -> Hdf5Content.read(place(key), datasets.get(key)));
  }

  private String place(String key) {
    return path() + ", key " + key;
  }

  /** Runs what reads the file: where that is damaged, the library fails in many ways. */
  private static <T> T attempt(String place, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (DataException e) {
      throw e;
    } catch (HdfException e) {
      throw new DataException(
          String.format("%s: is damaged, or in a form that cannot be read: %s", place, said(e)), e);
    } catch (OutOfMemoryError e) {
      throw new DataException(
          place + ": is damaged, or larger than Java's heap; java -Xmx8g -jar … gives it more", e);
    } catch (RuntimeException | StackOverflowError e) {
      throw new DataException(String.format("%s: is truncated or damaged: %s", place, said(e)), e);
    }
  }

  private static String said(Throwable e) {
    Throwable root = Throwables.getRootCause(e);
    String message = root.getMessage() == null ? root.toString() : root.getMessage();
    return message.lines().findFirst().orElse("no reason is given");
  }

  @Override
  public void close() {
    file.close();
  }
}

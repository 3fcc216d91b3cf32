package org.lowerbound.tools;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataForm;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.RemoteFile;

/** Reads data sets from end to end, and says what is right and what is wrong with them. */
final class DataVerify {
  private final DataCatalog catalog;
  private final DataSource offline;
  private final StringBuilder text = new StringBuilder();
  private final ImmutableList.Builder<String> problems = ImmutableList.builder();

  DataVerify(DataCatalog catalog, DataSource offline) {
    this.catalog = catalog;
    this.offline = offline;
  }

  /**
   * Verifies a data set, or all of which there is a file.
   *
   * @param name which; what is missing of it is a problem, too
   */
  Answer run(Optional<String> name) {
    if (name.isPresent()) {
      verify(name.get(), catalog.get(name.get()));
    } else {
      for (Map.Entry<String, DescribedDataset> set : catalog.sets().entrySet()) {
        if (set.getValue().files().isEmpty() || hasFile(set.getValue())) {
          verify(set.getKey(), set.getValue());
        } else {
          text.append(set.getKey()).append(": not here\n");
        }
      }
    }
    return new Answer(text.toString(), problems.build(), ImmutableList.of());
  }

  private boolean hasFile(DescribedDataset set) {
    return set.files().stream().flatMap(ImmutableList::stream).anyMatch(offline::isThere);
  }

  private void verify(String name, DescribedDataset set) {
    boolean right = true;
    for (ImmutableList<RemoteFile> forms : set.files()) {
      right &= attempt(name, () -> file(name, forms));
    }
    if (right) {
      attempt(name, () -> whole(name, set));
    }
  }

  private boolean attempt(String name, Runnable part) {
    try {
      part.run();
      return true;
    } catch (DataException e) {
      problems.add(e.getMessage().startsWith(name) ? e.getMessage() : name + ": " + e.getMessage());
      return false;
    }
  }

  private void file(String name, ImmutableList<RemoteFile> forms) {
    ImmutableList.Builder<DataForm<String>> found = ImmutableList.builder();
    for (RemoteFile form : forms) {
      found.add(
          new DataForm<>(
              form,
              (path, content) ->
                  form.content().sha256().isPresent()
                      ? path + ": right"
                      : path + ": SHA-256 " + sha256(path, content) + ", none is published"));
    }
    String state = offline.read(found.build()); // Before a word is said: it may not be there.
    text.append(name).append(": ").append(state).append('\n');
  }

  private static String sha256(Path path, InputStream content) {
    try {
      HashingInputStream hashing = new HashingInputStream(Hashing.sha256(), content);
      ByteStreams.exhaust(hashing);
      return hashing.hash().toString();
    } catch (IOException e) {
      throw new DataException(path + ": cannot be read: " + e, e);
    }
  }

  private void whole(String name, DescribedDataset set) {
    Dataset dataset = set.load(offline);
    text.append(name)
        .append(": ")
        .append(
            dataset.splits().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(split -> split.getValue().count() + " " + split.getKey().label())
                .collect(Collectors.joining(", ")))
        .append('\n');
  }
}

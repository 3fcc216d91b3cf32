package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import org.lowerbound.data.source.DataForm;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.RemoteFile;

/** Downloads the files of a data set that are nowhere yet, and verifies all of them. */
record DataFetch(DataCatalog catalog, DataSource source) {
  Answer run(String name) {
    ImmutableList<ImmutableList<RemoteFile>> files = catalog.get(name).files();
    if (files.isEmpty()) {
      return Answer.of(name + ": is made by code; there is nothing to fetch\n");
    }
    StringBuilder text = new StringBuilder();
    for (ImmutableList<RemoteFile> forms : files) {
      ImmutableList<DataForm<Path>> paths =
          forms.stream()
              .map(form -> new DataForm<>(form, (path, content) -> path))
              .collect(toImmutableList());
      text.append(source.read(paths)).append(": verified\n");
    }
    return Answer.of(text.toString());
  }
}

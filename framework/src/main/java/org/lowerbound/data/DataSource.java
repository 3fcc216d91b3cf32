package org.lowerbound.data;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where data files are looked for: the user's data directory, then the cache, then the network.
 *
 * <p>Both places have one folder a data set: {@code DIR/mnist/train-images-idx3-ubyte.gz}. Every
 * file that is read is compared with its known SHA-256. Any number of threads may use an object at
 * the same time; each file is downloaded once.
 */
public final class DataSource {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Optional<Path> directory;
  private final Path cache;
  private final Downloader downloader;
  private final Object downloading = new Object();

  /**
   * Makes a source that downloads without telling anyone.
   *
   * @param directory the user's data directory, if there is one; it is never written to
   * @param cache where downloaded files are kept; made when first needed
   */
  public DataSource(Optional<Path> directory, Path cache) {
    this(directory, cache, (file, received, total) -> {});
  }

  /**
   * Makes a source.
   *
   * @param directory the user's data directory, if there is one; it is never written to
   * @param cache where downloaded files are kept; made when first needed
   * @param listener hears how downloads go on
   */
  public DataSource(Optional<Path> directory, Path cache, DownloadListener listener) {
    this(directory, cache, new Downloader(listener, PATIENCE));
  }

  DataSource(Optional<Path> directory, Path cache, Downloader downloader) {
    this.directory = directory;
    this.cache = cache;
    this.downloader = downloader;
  }

  /** Returns the user's data directory, if there is one. */
  public Optional<Path> directory() {
    return directory;
  }

  /** Returns where downloaded files are kept. */
  public Path cache() {
    return cache;
  }

  /**
   * Reads a file, downloading it to the cache if it is nowhere yet.
   *
   * @param forms the files that will do, the preferred one first; with none in the directory or the
   *     cache, the first that has mirrors is downloaded
   * @throws DataException if there is none, or the one found is not what it should be
   */
  public FileContent read(RemoteFile... forms) {
    Optional<Located> found = locate(forms);
    return verified(found.isPresent() ? found.get() : download(forms));
  }

  /**
   * Checks, without reading or downloading, that {@link #read} has a chance: the file is there and
   * has the right length, or can be downloaded.
   *
   * @throws DataException if it has none
   */
  public void check(RemoteFile... forms) {
    Optional<Located> found = locate(forms);
    if (found.isPresent()) {
      checkSize(found.get());
    } else {
      downloadable(forms);
    }
  }

  private Optional<Located> locate(RemoteFile... forms) {
    checkArgument(forms.length > 0, "no file named");
    if (directory.isPresent() && !Files.isDirectory(directory.get())) {
      throw new DataException(
          String.format(
              "the data directory %s (--data or LOWERBOUND_DATA) is not a directory",
              directory.get()));
    }
    for (Path root : roots()) {
      for (RemoteFile form : forms) {
        Path path = form.in(root);
        if (Files.isRegularFile(path)) {
          return Optional.of(new Located(form, path));
        }
      }
    }
    return Optional.empty();
  }

  private ImmutableList<Path> roots() {
    return directory.isPresent()
        ? ImmutableList.of(directory.get(), cache)
        : ImmutableList.of(cache);
  }

  private Located download(RemoteFile... forms) {
    RemoteFile file = downloadable(forms);
    Path target = file.in(cache);
    // One at a time: whoever waited finds the file there.
    synchronized (downloading) {
      Optional<Located> found = locate(forms);
      if (found.isPresent()) {
        return found.get();
      }
      try {
        List<String> failures = downloader.fetch(file, target);
        if (!failures.isEmpty()) {
          throw missing("could not be downloaded", failures, forms);
        }
      } catch (IOException e) {
        throw missing("cannot be kept in the cache", ImmutableList.of(target + ": " + e), forms);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw missing("was being downloaded", ImmutableList.of("interrupted"), forms);
      }
    }
    return new Located(file, target);
  }

  private RemoteFile downloadable(RemoteFile... forms) {
    for (RemoteFile form : forms) {
      if (!form.mirrors().isEmpty()) {
        return form;
      }
    }
    throw missing("cannot be downloaded", ImmutableList.of("no address is known"), forms);
  }

  private static void checkSize(Located located) {
    RemoteFile file = located.file();
    try {
      long size = Files.size(located.path());
      if (size != file.size()) {
        throw new DataException(
            String.format(
                "%s: has %d bytes, but the file has %d (SHA-256 %s): it is truncated or another"
                    + " file; %s",
                located.path(), size, file.size(), file.sha256(), remedy(file)));
      }
    } catch (IOException e) {
      throw unreadable(located, e);
    }
  }

  private static FileContent verified(Located located) {
    checkSize(located);
    RemoteFile file = located.file();
    try {
      byte[] bytes = Files.readAllBytes(located.path());
      String actual = Hashing.sha256().hashBytes(bytes).toString();
      if (!actual.equals(file.sha256())) {
        throw new DataException(
            String.format(
                "%s: is altered: its SHA-256 is %s and not %s; %s",
                located.path(), actual, file.sha256(), remedy(file)));
      }
      return new FileContent(file, located.path(), bytes);
    } catch (IOException e) {
      throw unreadable(located, e);
    }
  }

  private static DataException unreadable(Located located, IOException e) {
    return new DataException(located.path() + ": cannot be read: " + e, e);
  }

  private static String remedy(RemoteFile file) {
    return file.mirrors().isEmpty()
        ? "put the original in its place"
        : "delete it, and it will be downloaded from " + Joiner.on(" or ").join(file.mirrors());
  }

  private DataException missing(String verb, List<String> reasons, RemoteFile... forms) {
    RemoteFile first = forms[0];
    ImmutableList<String> names =
        ImmutableList.copyOf(forms).stream().map(RemoteFile::name).collect(toImmutableList());
    String name = Joiner.on(" or ").join(names);
    StringBuilder message =
        new StringBuilder()
            .append(String.format("%s: the file %s is missing and %s", first.folder(), name, verb));
    for (Path root : roots()) {
      message.append("\n  not in ").append(root.resolve(first.folder()));
    }
    for (String reason : reasons) {
      message.append("\n  ").append(reason);
    }
    message.append("\n  To use a copy, put it at DIR/").append(first.folder()).append('/');
    message.append(name).append(" and name DIR by --data DIR or LOWERBOUND_DATA=DIR");
    for (RemoteFile form : forms) {
      message.append(
          String.format("\n  %s: %d bytes, SHA-256 %s", form.name(), form.size(), form.sha256()));
    }
    return new DataException(message.toString());
  }

  /** A file that was found. */
  private record Located(RemoteFile file, Path path) {}
}

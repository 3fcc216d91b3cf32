package org.lowerbound.data.source;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where data files are looked for: the user's data directory, then the cache, then the network.
 *
 * <p>Both places have one folder a data set: {@code DIR/mnist/train-images-idx3-ubyte.gz}. The
 * folders and names of other programs are taken, too, for a file is known by the SHA-256 of its
 * content, plain or unpacked, which every file that is read is compared with. Any number of threads
 * may use an object at the same time; each file is downloaded once.
 */
public final class DataSource {
  private static final int HEAP_SHARE = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Optional<Path> directory;
  private final Path cache;
  private final Downloader downloader;
  private final boolean downloads;
  private final long mapFrom;
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
    this(directory, cache, downloader, true, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  private DataSource(
      Optional<Path> directory,
      Path cache,
      Downloader downloader,
      boolean downloads,
      long mapFrom) {
    this.directory = directory;
    this.cache = cache;
    this.downloader = downloader;
    this.downloads = downloads;
    this.mapFrom = mapFrom;
  }

  /** Returns the user's data directory, if there is one. */
  public Optional<Path> directory() {
    return directory;
  }

  /** Returns where downloaded files are kept. */
  public Path cache() {
    return cache;
  }

  /** Returns a source that looks in the same places but downloads nothing. */
  public DataSource offline() {
    return new DataSource(directory, cache, downloader, false, mapFrom);
  }

  /**
   * Returns a source that looks in the same places, and says of other files that they are large.
   *
   * @param bytes from how many on
   */
  public DataSource mappingFrom(long bytes) {
    return new DataSource(directory, cache, downloader, downloads, bytes);
  }

  /**
   * Returns how many bytes of a file are so many that what can be read piece by piece is not read
   * into memory: an eighth of the most that the heap may have, if nothing else is said. No number
   * of a trial depends on it.
   */
  public long mapFrom() {
    return mapFrom;
  }

  /**
   * Reads a file, downloading it to the cache if it is nowhere yet.
   *
   * @throws DataException if there is none, or the one found is not what it should be
   */
  public <T> T read(RemoteFile file, ContentReader<T> reader) {
    return read(ImmutableList.of(new DataForm<>(file, reader)));
  }

  /**
   * Reads data from the first form that is there, downloading one to the cache if none is.
   *
   * @param forms the forms that will do, the preferred one first; with none in the directory or the
   *     cache, the first that is offered is downloaded
   * @throws DataException if there is none, or the one found is not what it should be
   */
  public <T> T read(ImmutableList<DataForm<T>> forms) {
    ImmutableList<RemoteFile> files = forms.stream().map(DataForm::file).collect(toImmutableList());
    Optional<T> found = search(forms).result();
    if (found.isPresent()) {
      return found.get();
    }
    // One at a time: whoever waited finds the file there.
    synchronized (downloading) {
      Search<T> again = search(forms);
      if (again.result().isPresent()) {
        return again.result().get();
      }
      download(files, again.others());
      return search(forms)
          .result()
          .orElseThrow(() -> missing("is gone again", ImmutableList.of(), files));
    }
  }

  private <T> Search<T> search(ImmutableList<DataForm<T>> forms) {
    Search<T> search = new Search<>();
    for (Path root : roots()) {
      for (DataForm<T> form : forms) {
        search.in(root, form.file(), path -> VerifiedFile.read(form, path));
      }
    }
    return search;
  }

  /**
   * Checks, without downloading and mostly without reading, that {@link #read} has a chance: a file
   * of the right length is there, or can be downloaded.
   *
   * @throws DataException if it has none
   */
  public void check(RemoteFile... forms) {
    Search<RemoteFile> search = new Search<>();
    for (Path root : roots()) {
      for (RemoteFile form : forms) {
        search.in(root, form, path -> VerifiedFile.checkLength(form, path));
      }
    }
    if (search.result().isEmpty()) {
      downloadable(ImmutableList.copyOf(forms), search.others());
    }
  }

  /** Returns whether there is a file of that name in one of its folders, whatever it holds. */
  public boolean isThere(RemoteFile file) {
    return roots().stream().flatMap(file::in).anyMatch(Files::isRegularFile);
  }

  private ImmutableList<Path> roots() {
    if (directory.isPresent() && !Files.isDirectory(directory.get())) {
      throw new DataException(
          String.format(
              "the data directory %s (--data or LOWERBOUND_DATA) is not a directory",
              directory.get()));
    }
    return directory.isPresent()
        ? ImmutableList.of(directory.get(), cache)
        : ImmutableList.of(cache);
  }

  private void download(ImmutableList<RemoteFile> forms, ImmutableList<String> others) {
    RemoteFile file = downloadable(forms, others);
    Download offer = file.download().orElseThrow();
    Path target = cache.resolve(file.folders().name()).resolve(offer.name());
    try {
      List<String> failures = downloader.fetch(offer, target);
      if (!failures.isEmpty()) {
        throw missing(
            "could not be downloaded",
            ImmutableList.<String>builder().addAll(others).addAll(failures).build(),
            forms);
      }
    } catch (IOException e) {
      throw missing("cannot be kept in the cache", ImmutableList.of(target + ": " + e), forms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw missing("was being downloaded", ImmutableList.of("interrupted"), forms);
    }
  }

  private RemoteFile downloadable(ImmutableList<RemoteFile> forms, ImmutableList<String> others) {
    if (!downloads) {
      throw missing("is not downloaded now", others, forms);
    }
    return forms.stream()
        .filter(form -> form.download().isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                missing(
                    forms.get(0).page().isPresent()
                        ? "is not downloaded: no checksum of it is published"
                        : "cannot be downloaded: no address is known",
                    others,
                    forms));
  }

  private DataException missing(
      String verb, List<String> reasons, ImmutableList<RemoteFile> forms) {
    RemoteFile first = forms.get(0);
    String name = forms.stream().map(RemoteFile::name).collect(Collectors.joining(" or "));
    StringBuilder message =
        new StringBuilder()
            .append(
                String.format(
                    "%s: the file %s is missing and %s", first.folders().name(), name, verb));
    for (Path root : roots()) {
      message.append("\n  not in ").append(first.folders().describe(root));
    }
    for (RemoteFile form : forms) {
      message.append("\n  not named ").append(form.describeNames());
    }
    for (String reason : reasons) {
      message.append("\n  ").append(reason);
    }
    message.append("\n  To use a copy, put it at DIR/").append(first.folders().name());
    message.append('/').append(name).append(" and name DIR by --data DIR or LOWERBOUND_DATA=DIR");
    for (RemoteFile form : forms) {
      message.append(String.format("\n  %s: %s", form.name(), form.content().describe()));
      form.page().ifPresent(page -> message.append("\n  found at ").append(page));
    }
    return new DataException(message.toString());
  }
}

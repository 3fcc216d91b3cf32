package org.lowerbound.data.source;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file that is known by its content and that others may offer for download. The content is what
 * is left when a gzip container is taken off: the same file plain, or compressed by another
 * program, is the same file.
 *
 * @param folders where it may be, below the data directory and below the cache
 * @param name its plain name there, without {@code .gz}
 * @param content what it holds
 * @param download what others offer, if they do and its checksum is known
 * @param page where people find it, if it is not downloaded for them
 */
public record RemoteFile(
    DataFolders folders,
    String name,
    FileContent content,
    Optional<Download> download,
    Optional<URI> page) {
  private static final String ZIPPED = ".gz";

  /** Checks that a downloaded file would be found again. */
  public RemoteFile {
    ImmutableSet<String> names = names(name);
    download.ifPresent(
        offer ->
            checkArgument(
                names.contains(offer.name()),
                "%s: a download is kept under one of %s, not %s",
                name,
                names,
                offer.name()));
  }

  /** Returns a file that nobody offers. */
  public static RemoteFile local(DataFolders folders, String name, Checksum content) {
    return new RemoteFile(
        folders, name, FileContent.of(content), Optional.empty(), Optional.empty());
  }

  /**
   * Returns a file that is not downloaded, as there is no published checksum to hold it against.
   *
   * @param page where people find it
   */
  public static RemoteFile unpublished(
      DataFolders folders, String name, FileContent content, String page) {
    return new RemoteFile(folders, name, content, Optional.empty(), Optional.of(URI.create(page)));
  }

  /** Returns a file that the folders of a web, in the order to try, have as it is. */
  public static RemoteFile plain(
      DataFolders folders, String name, Checksum content, ImmutableList<String> webFolders) {
    return offered(folders, name, content, name, content, webFolders);
  }

  /** Returns a file that the folders of a web, in the order to try, have gzip-compressed. */
  public static RemoteFile zipped(
      DataFolders folders,
      String name,
      Checksum content,
      Checksum zipped,
      ImmutableList<String> webFolders) {
    return offered(folders, name, content, name + ZIPPED, zipped, webFolders);
  }

  private static RemoteFile offered(
      DataFolders folders,
      String name,
      Checksum content,
      String offeredName,
      Checksum offered,
      ImmutableList<String> webFolders) {
    ImmutableList<URI> mirrors =
        webFolders.stream()
            .map(folder -> URI.create(folder + offeredName))
            .collect(toImmutableList());
    return new RemoteFile(
        folders,
        name,
        FileContent.of(content),
        Optional.of(new Download(offeredName, offered, mirrors)),
        Optional.empty());
  }

  /** Returns the paths below a root at which the file may be, in the order to look. */
  Stream<Path> in(Path root) {
    return folders.in(root).stream().flatMap(folder -> names(name).stream().map(folder::resolve));
  }

  /** Returns the names it may have, for people. */
  String describeNames() {
    return String.join(" or ", plainNames(name)) + ", with or without " + ZIPPED;
  }

  private static ImmutableSet<String> names(String name) {
    return plainNames(name).stream()
        .flatMap(plain -> Stream.of(plain + ZIPPED, plain))
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Some who unpack MNIST write {@code train-images.idx3-ubyte}. */
  private static ImmutableSet<String> plainNames(String name) {
    return ImmutableSet.of(name, name.replaceFirst("-(idx\\d-)", ".$1"));
  }
}

package org.lowerbound.experiment.console;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The folder that native libraries are unpacked to, TensorFlow's and JNA's, which tell of a folder
 * that cannot be used in stack traces only.
 */
public final class NativeFolder {
  private static final String TENSORFLOW_FOLDER = "org.bytedeco.javacpp.cachedir";
  private static final String JNA_FOLDER = "jna.tmpdir";

  private static final long NEEDED_BYTES = 700_000_000;

  private NativeFolder() {}

  /** Chooses the first of the usual folders that can be written, for all that is loaded later. */
  static void prepare() {
    if (System.getProperty(TENSORFLOW_FOLDER) == null) {
      usual().stream()
          .filter(NativeFolder::usable)
          .findFirst()
          .ifPresent(folder -> System.setProperty(TENSORFLOW_FOLDER, folder.toString()));
    }
    if (System.getProperty(JNA_FOLDER) == null && System.getProperty(TENSORFLOW_FOLDER) != null) {
      // JNA clears away what is left in its folder.
      Path folder = Path.of(System.getProperty(TENSORFLOW_FOLDER), "jna");
      if (usable(folder)) {
        System.setProperty(JNA_FOLDER, folder.toString());
      }
    }
  }

  /**
   * Runs {@code start}, which loads TensorFlow.
   *
   * <p>One process at a time: the loader unpacks one library after the other, and a process that
   * starts meanwhile would load the first together with what is there of the second.
   *
   * @throws SetupException if it cannot be unpacked or loaded
   */
  public static void loading(Runnable start) {
    prepare();
    String set = System.getProperty(TENSORFLOW_FOLDER);
    if (set == null || !usable(Path.of(set))) {
      throw new SetupException(
          "cannot unpack TensorFlow's libraries: "
              + (set == null ? names(usual()) : set)
              + " cannot be written; "
              + remedy());
    }
    Path folder = Path.of(set);
    try (FileChannel channel = lockFile(folder)) {
      lock(channel);
      start.run();
    } catch (LinkageError e) {
      throw new SetupException(
          "cannot load TensorFlow's libraries from %s: %s; %s"
              .formatted(folder, isFull(folder) ? "it is full" : reason(e), remedy()),
          e);
    } catch (IOException e) {
      throw new SetupException("cannot use %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static FileChannel lockFile(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve(".loading"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** Locks until the channel is closed; not where the file system has no locks. */
  private static void lock(FileChannel channel) {
    try {
      var unused = channel.lock();
    } catch (IOException e) {
      // It matters at the first start alone.
    }
  }

  /** Where the loader of TensorFlow's libraries looks by itself, in this order. */
  private static ImmutableList<Path> usual() {
    ImmutableList.Builder<Path> folders = ImmutableList.builder();
    UserFolders.home().ifPresent(home -> folders.add(home.resolve(".javacpp").resolve("cache")));
    UserFolders.temporary()
        .ifPresent(
            folder ->
                folders.add(
                    folder
                        .resolve(".javacpp-" + System.getProperty("user.name"))
                        .resolve("cache")));
    return folders.build();
  }

  private static String names(ImmutableList<Path> folders) {
    return folders.isEmpty()
        ? "there is neither a home folder nor a temporary one, or it"
        : folders.stream().map(Path::toString).reduce((a, b) -> a + " and " + b).orElseThrow();
  }

  /** Whether a folder is there, or can be made, and a file in it can be. */
  private static boolean usable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "try", null));
      return true;
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  private static String remedy() {
    return "name a folder with 700 MB of room where programs may run: java -D%s=DIR -jar ..."
        .formatted(TENSORFLOW_FOLDER);
  }

  /** The loader does not say that the disk was full: what is left of the room tells. */
  private static boolean isFull(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() < NEEDED_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private static String reason(Throwable e) {
    Throwable root = Throwables.getRootCause(e);
    return PlainText.oneLine(Optional.ofNullable(root.getMessage()).orElse("no reason was given"));
  }
}

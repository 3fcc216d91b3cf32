package org.lowerbound.data.own;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.lowerbound.data.source.DataException;

/**
 * The images of a folder and of all folders in it, known by the endings of their names. What is
 * hidden, or has an ending that no picture has, is left alone.
 *
 * @param root the folder
 * @param images their paths from there, with {@code /}, in the order of their characters
 */
record ImageFolder(Path root, ImmutableList<String> images) {
  private static final ImmutableSet<String> ENDINGS =
      ImmutableSet.of("png", "jpg", "jpeg", "gif", "bmp");

  /** Pictures that nothing here reads: a data set without them would not be the one meant. */
  private static final ImmutableSet<String> OTHER_PICTURES =
      ImmutableSet.of("tif", "tiff", "webp", "heic", "heif", "avif", "jp2", "jxl", "ppm", "pgm");

  /**
   * Lists a folder.
   *
   * @throws DataException if there are no images in it, or pictures that cannot be read
   */
  static ImageFolder of(Path root) {
    List<Path> files = files(root);
    files.stream()
        .filter(file -> OTHER_PICTURES.contains(ending(file)))
        .findFirst()
        .ifPresent(
            file -> {
              throw new DataException(
                  String.format(
                      "%s: .%s is not read; PNG, JPEG, GIF and BMP are, so convert it or move it"
                          + " out of the folder",
                      file, ending(file)));
            });
    ImmutableList<String> images =
        files.stream()
            .filter(file -> ENDINGS.contains(ending(file)))
            .map(file -> name(root, file))
            .sorted()
            .collect(toImmutableList());
    if (images.isEmpty()) {
      throw new DataException(
          String.format(
              "%s: there is no image in it or in its folders, but %d other files; names of images"
                  + " end in .%s",
              root, files.size(), String.join(", .", ENDINGS)));
    }
    return new ImageFolder(root, images);
  }

  /** Returns the files that are not hidden, nor in a hidden folder, in a fixed order. */
  private static List<Path> files(Path root) {
    try (Stream<Path> all = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(path -> !isHidden(root, path))
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(path -> name(root, path)))
          .toList();
    } catch (UncheckedIOException | IOException e) {
      Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
      throw new DataException(
          root + ": cannot be listed: " + cause + "; a folder without loops of links works", e);
    }
  }

  private static boolean isHidden(Path root, Path path) {
    return StreamSupport.stream(root.relativize(path).spliterator(), false)
        .anyMatch(part -> part.toString().startsWith("."));
  }

  private static String name(Path root, Path path) {
    return String.join(
        "/",
        StreamSupport.stream(root.relativize(path).spliterator(), false)
            .map(Path::toString)
            .toList());
  }

  private static String ending(Path file) {
    return Ascii.toLowerCase(MoreFiles.getFileExtension(file));
  }

  /** Returns the path of an image. */
  Path path(int image) {
    return root.resolve(images.get(image));
  }

  /**
   * Returns the class of every image: the folder directly in the root that it is in.
   *
   * @throws DataException if an image is in none
   */
  ImmutableList<String> classes() {
    return images.stream().map(this::classOf).collect(toImmutableList());
  }

  private String classOf(String image) {
    int end = image.indexOf('/');
    if (end < 0) {
      throw new DataException(
          String.format(
              "%s: has no class: with \"labels\": true an image is in a folder of its class,"
                  + " %s/CLASS/%s; \"labels\": false works, too",
              root.resolve(image), root, image));
    }
    return image.substring(0, end);
  }
}

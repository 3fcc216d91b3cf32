package org.lowerbound.experiment.config;

import com.google.common.base.Splitter;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** The jars on the class path. Java passes over one that it cannot open, without a word. */
final class PluginJars {
  private PluginJars() {}

  /**
   * Checks that every jar can be opened.
   *
   * @throws ConfigException naming one that cannot
   */
  static void check(ClassLoader loader) {
    Stream.concat(ofClassPath(), of(loader))
        .filter(path -> path.toString().endsWith(".jar") && Files.isRegularFile(path))
        .forEach(PluginJars::open);
  }

  private static Stream<Path> ofClassPath() {
    return Splitter.on(File.pathSeparatorChar)
        .omitEmptyStrings()
        .splitToStream(System.getProperty("java.class.path", ""))
        .map(Path::of);
  }

  private static Stream<Path> of(ClassLoader loader) {
    return loader instanceof URLClassLoader urls
        ? Arrays.stream(urls.getURLs()).flatMap(url -> file(url).stream())
        : Stream.empty();
  }

  private static Optional<Path> file(URL url) {
    try {
      URI uri = url.toURI();
      return "file".equals(uri.getScheme()) ? Optional.of(Path.of(uri)) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static void open(Path jar) {
    try (ZipFile whole = new ZipFile(jar.toFile())) {
      whole.size();
    } catch (IOException e) {
      throw new ConfigException(
          "the plug-in %s is no whole jar: it is truncated or damaged; build or copy it again"
              .formatted(jar));
    }
  }
}

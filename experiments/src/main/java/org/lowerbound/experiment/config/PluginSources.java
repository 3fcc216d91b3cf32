package org.lowerbound.experiment.config;

import static java.util.stream.Collectors.toCollection;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.lowerbound.training.TrialSpec;

/**
 * The plug-ins that specs are made of: the jars and folders, other than Lowerbound's own, that the
 * classes of their records come from. What such a class does is no part of a configuration; its
 * bytes tell whether results are still of the same program.
 */
public final class PluginSources {
  private final Map<URI, String> hashes = new ConcurrentHashMap<>();
  private final Optional<URI> own = source(PluginSources.class);
  private final Optional<URI> framework = source(TrialSpec.class);

  /** Returns the SHA-256 of each plug-in behind a spec, by its file's name. */
  public ImmutableMap<String, String> of(Object spec) {
    Set<URI> sources = new TreeSet<>();
    collect(spec, sources);
    ImmutableMap.Builder<String, String> plugins = ImmutableMap.builder();
    for (URI uri : sources) {
      String name = String.valueOf(Path.of(uri).getFileName());
      plugins.put(name, hashes.computeIfAbsent(uri, PluginSources::sha256));
    }
    return plugins.buildKeepingLast();
  }

  private void collect(Object value, Set<URI> sources) {
    if (value instanceof Iterable<?> elements && !(value instanceof Path)) {
      elements.forEach(element -> collect(element, sources));
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(present -> collect(present, sources));
    } else if (value instanceof Record spec) {
      source(spec.getClass())
          .filter(uri -> !Optional.of(uri).equals(own) && !Optional.of(uri).equals(framework))
          .ifPresent(sources::add);
      for (RecordComponent component : spec.getClass().getRecordComponents()) {
        collect(SpecRecord.get(spec, component), sources);
      }
    }
  }

  private static Optional<URI> source(Class<?> type) {
    return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
        .map(CodeSource::getLocation)
        .map(
            url -> {
              try {
                return url.toURI();
              } catch (URISyntaxException e) {
                throw new IllegalStateException("not a place of classes: " + url, e);
              }
            });
  }

  private static String sha256(URI uri) {
    Path place = Path.of(uri);
    Hasher hasher = Hashing.sha256().newHasher();
    try (Stream<Path> walk = Files.walk(place)) {
      for (Path file : walk.filter(Files::isRegularFile).collect(toCollection(TreeSet::new))) {
        hasher.putString(place.relativize(file).toString(), StandardCharsets.UTF_8);
        hasher.putBytes(MoreFiles.asByteSource(file).read());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the plug-in " + place, e);
    }
    return hasher.hash().toString();
  }
}

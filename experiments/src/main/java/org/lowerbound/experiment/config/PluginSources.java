package org.lowerbound.experiment.config;

import static java.util.stream.Collectors.toCollection;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;
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
  /** Kept, as each record of each trial is asked for it. */
  private static final ClassValue<Optional<URI>> SOURCES =
      new ClassValue<>() {
        @Override
        protected Optional<URI> computeValue(Class<?> type) {
          return find(type);
        }
      };

  private static final Optional<URI> OWN = source(PluginSources.class);
  private static final Optional<URI> FRAMEWORK = source(TrialSpec.class);

  /** Kept, as Java makes them anew each time, and all records of all trials are looked at. */
  private static final ClassValue<ImmutableList<RecordComponent>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected ImmutableList<RecordComponent> computeValue(Class<?> type) {
          return ImmutableList.copyOf(type.getRecordComponents());
        }
      };

  private final Map<URI, String> hashes = new ConcurrentHashMap<>();

  /**
   * Returns the SHA-256 of each plug-in behind a spec, by its file's name.
   *
   * @throws ConfigException if a plug-in's file cannot be read
   */
  public ImmutableMap<String, String> of(Object spec) {
    ImmutableMap.Builder<String, String> plugins = ImmutableMap.builder();
    recordsOf(spec).stream()
        .map(plugin -> source(plugin.getClass()).orElseThrow())
        .distinct()
        .sorted()
        .forEach(
            uri ->
                plugins.put(
                    String.valueOf(Path.of(uri).getFileName()),
                    hashes.computeIfAbsent(uri, PluginSources::sha256)));
    return plugins.buildKeepingLast();
  }

  /** Returns the records of plug-ins that a spec is made of, the outer ones first. */
  static ImmutableList<Record> recordsOf(Object spec) {
    ImmutableList.Builder<Record> records = ImmutableList.builder();
    collect(spec, records);
    return records.build();
  }

  /** Whether a class is neither Lowerbound's own nor Java's. */
  static boolean isPlugin(Class<?> type) {
    Optional<URI> source = source(type);
    return source.isPresent() && !source.equals(OWN) && !source.equals(FRAMEWORK);
  }

  private static void collect(Object value, ImmutableList.Builder<Record> records) {
    if (value instanceof Iterable<?> elements && !(value instanceof Path)) {
      elements.forEach(element -> collect(element, records));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(element -> collect(element, records));
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(present -> collect(present, records));
    } else if (value instanceof Record spec) {
      if (isPlugin(spec.getClass())) {
        records.add(spec);
      }
      for (RecordComponent component : COMPONENTS.get(spec.getClass())) {
        collect(SpecRecord.get(spec, component), records);
      }
    }
  }

  private static Optional<URI> source(Class<?> type) {
    return SOURCES.get(type);
  }

  private static Optional<URI> find(Class<?> type) {
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
      throw new ConfigException("the plug-in " + place + " cannot be read");
    }
    return hasher.hash().toString();
  }
}

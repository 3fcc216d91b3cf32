package org.lowerbound.experiment.config;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.spec.TypeNames;

/** Says which plug-in an exception comes from, for who wrote it. */
public final class PluginFaults {
  private static final String OURS = "org.lowerbound.";

  private PluginFaults() {}

  /**
   * Returns what a plug-in that a spec is made of has done; empty if the spec is made of none.
   *
   * @param e what was thrown while the spec was built or run
   */
  public static Optional<String> describe(Throwable e, Object spec) {
    List<Record> plugins = PluginSources.recordsOf(spec);
    if (plugins.isEmpty()) {
      return Optional.empty();
    }
    List<Throwable> causes = ImmutableList.copyOf(Throwables.getCausalChain(e)).reverse();
    for (Throwable cause : causes) {
      if (cause instanceof NothingBuiltException nothing && plugins.contains(nothing.spec())) {
        return Optional.of(
            "the plug-in type %s gave nothing (null)".formatted(named((Record) nothing.spec())));
      }
      for (StackTraceElement frame : cause.getStackTrace()) {
        for (Record plugin : plugins) {
          if (isIn(frame, plugin.getClass())) {
            return Optional.of(
                "the plug-in type %s failed at %s:%d: %s"
                    .formatted(
                        named(plugin), frame.getFileName(), frame.getLineNumber(), said(cause)));
          }
        }
      }
    }
    if (e instanceof IllegalArgumentException) {
      return Optional.empty(); // One of Lowerbound's own checks.
    }
    return Optional.of(
        "%s; the trial has the plug-in types %s"
            .formatted(
                said(causes.get(0)),
                plugins.stream()
                    .map(PluginFaults::named)
                    .distinct()
                    .collect(Collectors.joining(", "))));
  }

  /** Returns what a throwable says, after its kind unless that is a plain refusal. */
  static String said(Throwable e) {
    String message = e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
    if (message.isEmpty()) {
      return kind(e);
    }
    return e instanceof IllegalArgumentException ? message : kind(e) + ": " + message;
  }

  private static String kind(Throwable e) {
    String name = e.getClass().getName();
    return name.startsWith(OURS) ? "an error" : name.substring(name.lastIndexOf('.') + 1);
  }

  private static boolean isIn(StackTraceElement frame, Class<?> type) {
    Class<?> outermost = type;
    while (outermost.getEnclosingClass() != null) {
      outermost = outermost.getEnclosingClass();
    }
    String name = frame.getClassName();
    // A type's own nest first; types that share one file share their helpers, too.
    return name.equals(type.getName())
        || name.startsWith(type.getName() + "$")
        || name.equals(outermost.getName());
  }

  private static String named(Record plugin) {
    return "'%s' (%s)".formatted(TypeNames.of(plugin), plugin.getClass().getName());
  }
}

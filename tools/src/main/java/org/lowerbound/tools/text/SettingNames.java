package org.lowerbound.tools.text;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.beust.jcommander.ParameterException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Collection;
import java.util.List;
import org.lowerbound.experiment.result.Names;
import org.lowerbound.experiment.result.RowLabel;

/** How settings of a sweep, such as {@code objective.beta}, are called by people. */
public final class SettingNames {
  /** Names of parameters that have a letter in papers. */
  private static final ImmutableMap<String, String> LETTERS =
      ImmutableMap.of("alpha", "α", "beta", "β", "gamma", "γ", "lambda", "λ", "sigma", "σ");

  private SettingNames() {}

  /** Returns the last word of a setting's path. */
  public static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Returns a setting's short name: its letter, if papers have one for it, or its last word. */
  public static String name(String path) {
    String last = last(path);
    return LETTERS.getOrDefault(last, last);
  }

  /**
   * Returns the settings that an option names, each by its path or by its last word.
   *
   * @param option for the message
   * @param paths the settings that there are
   * @throws ParameterException if one is not known
   */
  public static ImmutableList<String> known(
      String option, List<String> asked, Collection<String> paths) {
    return asked.stream()
        .map(
            key ->
                paths.stream()
                    .filter(path -> path.equals(key) || last(path).equals(key))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new ParameterException(
                                option + ": " + Names.unknown("setting", key, paths))))
        .distinct()
        .collect(toImmutableList());
  }

  /** Returns a value: a name speaks for itself; a number needs to be told what it is. */
  public static String heading(String path, JsonNode value) {
    String text = RowLabel.text(value);
    return value.isTextual() || value.isObject()
        ? text
        : name(path) + " = " + text.replace('-', '−');
  }
}

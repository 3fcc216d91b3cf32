package org.lowerbound.experiment.mlflow;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keys and values as every version of MLflow takes them ({@code mlflow/utils/validation.py}): keys
 * of letters, digits and {@code _-. /} that are paths in their one spelling, and no long texts.
 */
final class MlflowText {
  private static final int LONGEST_KEY = 250;
  private static final int LONGEST_PARAM = 250; // 500 since MLflow 1.28, 6000 since 2.8.
  private static final int LONGEST_TAG = 5000;
  private static final CharMatcher IN_KEYS =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.anyOf("_-. /"));

  private MlflowText() {}

  /** Returns a key; {@code flow[0].type} is {@code flow.0.type}. */
  static String key(String text) {
    String plain = text.replaceAll("\\[(\\d+)\\]", ".$1");
    String known = IN_KEYS.negate().replaceFrom(plain, '_');
    String path = known.replaceAll("/{2,}", "/").replaceAll("(^|/)\\.+(?=/|$)", "$1_");
    return cut(CharMatcher.is('/').trimFrom(path), LONGEST_KEY);
  }

  /** Returns params; of those whose keys become alike the first. */
  static ImmutableMap<String, String> params(Map<String, String> params) {
    Map<String, String> plain = new LinkedHashMap<>();
    params.forEach((key, value) -> plain.putIfAbsent(key(key), cut(value, LONGEST_PARAM)));
    return ImmutableMap.copyOf(plain);
  }

  /** Returns the value of a tag. */
  static String tag(String text) {
    return cut(text, LONGEST_TAG);
  }

  /** Returns the name of a run. */
  static String name(String text) {
    return cut(text, LONGEST_KEY);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
  }
}

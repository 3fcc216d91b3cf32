package org.lowerbound.tools.cookbook;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.regex.Pattern;

/** The words of a command line in a document: apart by spaces, but for those in single quotes. */
public final class Words {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private Words() {}

  /** Returns the words of a line, without the quotes. */
  public static ImmutableList<String> of(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .collect(toImmutableList());
  }
}

package org.lowerbound.tools.tutorial;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page of the tutorial.
 *
 * @param file where it is
 * @param text what it says
 */
record Page(Path file, String text) {
  private static final String FENCE = "```";
  private static final Pattern COMMAND = Pattern.compile("java -jar .*");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern SWEEP = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");
  private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]*\\]\\(([^)]+)\\)");

  static Page read(Path file) throws IOException {
    return new Page(file, Files.readString(file, UTF_8));
  }

  String name() {
    return file.getFileName().toString();
  }

  /** Returns the command lines to be typed that begin so, in order. */
  ImmutableList<String> commands(String start) {
    return text.lines()
        .map(String::strip)
        .filter(line -> COMMAND.matcher(line).matches() && line.startsWith(start))
        .collect(toImmutableList());
  }

  /** Returns the blocks of JSON: sweeps that a reader is to write, for an exercise. */
  ImmutableList<String> sweeps() {
    return SWEEP
        .matcher(text)
        .results()
        .map((MatchResult block) -> block.group(1))
        .collect(toImmutableList());
  }

  /** Returns the places in the project that it links to, pictures among them. */
  ImmutableList<Path> links() {
    return targets(LINK).stream()
        .filter(target -> !target.startsWith("http"))
        .map(target -> file.resolveSibling(target).normalize())
        .collect(toImmutableList());
  }

  /** Returns the pictures that it shows. */
  ImmutableList<Path> pictures() {
    return targets(PICTURE).stream()
        .map(target -> file.resolveSibling(target).normalize())
        .collect(toImmutableList());
  }

  private ImmutableList<String> targets(Pattern pattern) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult link) -> link.group(1))
        .collect(toImmutableList());
  }

  /** Returns the text without blocks of code, code in lines, and where links lead. */
  String prose() {
    StringBuilder prose = new StringBuilder();
    boolean inBlock = false;
    for (String line : text.lines().toList()) {
      if (line.strip().startsWith(FENCE)) {
        inBlock = !inBlock;
      } else if (!inBlock) {
        prose.append(line).append('\n');
      }
    }
    return LINK.matcher(CODE.matcher(prose).replaceAll("")).replaceAll("]");
  }
}

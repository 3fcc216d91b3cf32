package org.lowerbound.tools.cookbook;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A section of the cookbook: files to write and commands to type, in order.
 *
 * @param title its heading
 * @param steps what the reader does
 */
record Recipe(String title, ImmutableList<Step> steps) {
  private static final Pattern FILE_NAME = Pattern.compile("`([\\w./-]+\\.json)`:$");
  private static final String HEADING = "## ";
  private static final String FENCE = "```";
  private static final String PROMPT = "$ ";

  /** What the reader does. */
  sealed interface Step permits Written, Typed {}

  /**
   * A file is written.
   *
   * @param name its path
   * @param content its text
   */
  record Written(String name, String content) implements Step {}

  /**
   * A command is typed.
   *
   * @param command the line, without the prompt
   * @param shown the lines that the page shows below it
   */
  record Typed(String command, ImmutableList<String> shown) implements Step {}

  /** Returns the recipes of a page. */
  static ImmutableList<Recipe> parse(String page) {
    List<Recipe> recipes = new ArrayList<>();
    String title = "";
    String last = "";
    ImmutableList.Builder<Step> steps = ImmutableList.builder();
    for (Iterator<String> lines = page.lines().iterator(); lines.hasNext(); ) {
      String line = lines.next();
      if (line.startsWith(HEADING)) {
        recipes.add(new Recipe(title, steps.build()));
        title = line.substring(HEADING.length());
        steps = ImmutableList.builder();
      } else if (line.equals(FENCE + "json")) {
        Matcher name = FILE_NAME.matcher(last);
        String content = String.join("\n", block(lines));
        if (name.find()) {
          steps.add(new Written(name.group(1), content));
        }
      } else if (line.equals(FENCE + "console")) {
        steps.addAll(typed(block(lines)));
      }
      last = line.isBlank() ? last : line;
    }
    recipes.add(new Recipe(title, steps.build()));
    return recipes.stream()
        .filter(recipe -> !recipe.steps().isEmpty())
        .collect(ImmutableList.toImmutableList());
  }

  private static List<String> block(Iterator<String> lines) {
    List<String> block = new ArrayList<>();
    for (String line = lines.next(); !line.equals(FENCE); line = lines.next()) {
      block.add(line);
    }
    return block;
  }

  private static List<Step> typed(List<String> block) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < block.size(); ) {
      String command = block.get(i++).substring(PROMPT.length());
      while (command.endsWith("\\")) {
        command = command.substring(0, command.length() - 1) + block.get(i++).strip();
      }
      ImmutableList.Builder<String> shown = ImmutableList.builder();
      while (i < block.size() && !block.get(i).startsWith(PROMPT)) {
        shown.add(block.get(i++));
      }
      steps.add(new Typed(command, shown.build()));
    }
    return steps;
  }
}

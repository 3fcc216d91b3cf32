package org.lowerbound.tools.cookbook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs command lines of the cookbook, each in a process of its own, and compares what they print.
 *
 * @param folder where they are typed
 */
record Shell(Path folder) {
  private static final Map<String, String> PROGRAMS =
      Map.of(
          "java -jar runner.jar", "org.lowerbound.experiment.Runner",
          "java -jar tools.jar", "org.lowerbound.tools.Tools");

  /** What another run may print otherwise: numbers, the ids of trials, padding, rulers. */
  private static final Pattern VARIABLE =
      Pattern.compile("…|\\b[0-9a-f]{12}\\b|-?\\d+(?:\\.\\d+)?(?:e-?\\d+)?|\\s+|-{3,}");

  /** Types a command, and checks that it goes well and prints the lines shown, in their order. */
  void type(Recipe.Typed step) throws Exception {
    Path console = Files.createTempFile(folder, "console", ".txt");
    Process process =
        new ProcessBuilder(words(step.command()))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(console.toFile())
            .start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    String printed = Files.readString(console, UTF_8);
    if (!ended) {
      process.destroyForcibly();
    }
    assertTrue(ended, () -> step.command() + " goes on and on:\n" + printed);
    assertEquals(0, process.exitValue(), () -> step.command() + ":\n" + printed);
    List<String> lines = new ArrayList<>(printed.lines().toList());
    for (String shown : step.shown()) {
      Pattern pattern = pattern(shown);
      while (!lines.isEmpty() && !pattern.matcher(lines.get(0)).matches()) {
        lines.remove(0);
      }
      assertTrue(
          !lines.isEmpty(),
          () -> "%s does not print%n%s%nbut%n%s".formatted(step.command(), shown, printed));
      lines.remove(0);
    }
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    String rest = command;
    for (Map.Entry<String, String> program : PROGRAMS.entrySet()) {
      if (command.startsWith(program.getKey())) {
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(
            List.of(
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Dsun.stdout.encoding=UTF-8",
                "-cp"));
        words.add(System.getProperty("java.class.path"));
        words.add(program.getValue());
        rest = command.substring(program.getKey().length());
      }
    }
    assertTrue(!words.isEmpty(), () -> command + " is neither the runner nor the tools");
    words.addAll(Words.of(rest));
    return words;
  }

  /** Returns what a line may look like in another run. */
  private static Pattern pattern(String shown) {
    StringBuilder regex = new StringBuilder();
    Matcher variable = VARIABLE.matcher(shown);
    int end = 0;
    while (variable.find()) {
      regex.append(Pattern.quote(shown.substring(end, variable.start())));
      regex.append(any(variable.group()));
      end = variable.end();
    }
    return Pattern.compile(
        regex.append(Pattern.quote(shown.substring(end))).append("\\s*").toString());
  }

  private static String any(String variable) {
    if (variable.equals("…")) {
      return ".*";
    } else if (variable.isBlank()) {
      return "\\s+";
    } else if (variable.startsWith("--")) {
      return "-+";
    } else if (variable.matches("[0-9a-f]{12}")) {
      return "[0-9a-f]{12}";
    }
    return "-?\\d+(?:\\.\\d+)?(?:e-?\\d+)?";
  }
}

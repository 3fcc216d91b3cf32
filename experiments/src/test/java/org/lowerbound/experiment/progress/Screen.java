package org.lowerbound.experiment.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal without a height, for text of one cell a character. */
final class Screen {
  private static final Pattern PIECE = Pattern.compile("\u001b\\[(\\d*)([A-Z])|[^\u001b]");

  private final int columns;
  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int row;
  private int column;

  Screen(int columns) {
    this.columns = columns;
  }

  /** Returns the lines after a program wrote a text. */
  List<String> show(String text) {
    Matcher pieces = PIECE.matcher(text);
    while (pieces.find()) {
      String command = pieces.group(2);
      if (command == null) {
        put(pieces.group().charAt(0));
      } else {
        switch (command) {
          case "A" -> row -= Integer.parseInt(pieces.group(1));
          case "K" -> cut(lines.get(row));
          case "J" -> {
            cut(lines.get(row));
            lines.subList(row + 1, lines.size()).clear();
          }
          default -> throw new IllegalArgumentException(command);
        }
      }
    }
    return lines.stream().map(line -> line.toString().stripTrailing()).toList();
  }

  private void cut(StringBuilder line) {
    line.setLength(Math.min(line.length(), column));
  }

  private void put(char c) {
    switch (c) {
      case '\r' -> column = 0;
      case '\n' -> down();
      default -> {
        if (column == columns) {
          down();
        }
        StringBuilder line = lines.get(row);
        line.setLength(Math.max(line.length(), column + 1));
        line.setCharAt(column, c);
        column++;
      }
    }
  }

  private void down() {
    row++;
    column = 0;
    if (row == lines.size()) {
      lines.add(new StringBuilder());
    }
  }
}

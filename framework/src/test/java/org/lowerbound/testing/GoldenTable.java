package org.lowerbound.testing;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Values made by an independent program; {@code tools/golden} holds the scripts. */
public final class GoldenTable {
  private GoldenTable() {}

  /**
   * One golden value with its arguments.
   *
   * @param fields the columns by name
   */
  public record Row(ImmutableMap<String, String> fields) {
    /** Returns a field as it is written. */
    public String text(String column) {
      checkArgument(fields.containsKey(column), "no column %s among %s", column, fields.keySet());
      return fields.get(column);
    }

    /** Returns a number. */
    public double number(String column) {
      return Double.parseDouble(text(column));
    }

    /** Returns a list of numbers. */
    public float[] floats(String column) {
      List<String> words = Splitter.on(' ').omitEmptyStrings().splitToList(text(column));
      float[] values = new float[words.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.parseFloat(words.get(i));
      }
      return values;
    }
  }

  /** Reads {@code golden/NAME.csv} from the test resources. */
  public static ImmutableList<Row> read(String name) {
    ImmutableList<String> lines =
        lines("golden/" + name + ".csv").stream()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .collect(ImmutableList.toImmutableList());
    Splitter columns = Splitter.on(',').trimResults();
    List<String> names = columns.splitToList(lines.get(0));
    Function<String, Row> row =
        line -> {
          List<String> cells = columns.splitToList(line);
          checkArgument(cells.size() == names.size(), "%s does not fill %s", line, names);
          ImmutableMap.Builder<String, String> fields = ImmutableMap.builder();
          for (int i = 0; i < names.size(); i++) {
            fields.put(names.get(i), cells.get(i));
          }
          return new Row(fields.buildOrThrow());
        };
    return lines.stream().skip(1).map(row).collect(ImmutableList.toImmutableList());
  }

  private static List<String> lines(String resource) {
    try {
      return Resources.readLines(Resources.getResource(resource), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

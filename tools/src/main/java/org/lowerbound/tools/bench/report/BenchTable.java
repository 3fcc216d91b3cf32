package org.lowerbound.tools.bench.report;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;

/**
 * One table of a report.
 *
 * @param name its key in JSON
 * @param title what it shows
 * @param columns its columns
 * @param rows its rows, a value for each column
 * @param notes what must be known to read it
 */
public record BenchTable(
    String name,
    String title,
    ImmutableList<Column> columns,
    ImmutableList<ImmutableList<Value>> rows,
    ImmutableList<String> notes) {
  /** Checks that every row has a value for each column. */
  public BenchTable {
    for (ImmutableList<Value> row : rows) {
      checkArgument(
          row.size() == columns.size(),
          "table %s: a row of %s values for %s columns: %s",
          name,
          row.size(),
          columns.size(),
          row);
    }
  }

  /**
   * A column.
   *
   * @param key its key in JSON, with the unit
   * @param heading its name for people, with the unit
   */
  public record Column(String key, String heading) {}

  /** One cell. */
  public sealed interface Value {
    /** Returns the cell for people. */
    String text();
  }

  /**
   * A word.
   *
   * @param text the word
   */
  public record Text(String text) implements Value {}

  /**
   * A number.
   *
   * @param value the number, in the unit of its column
   */
  public record Quantity(double value) implements Value {
    @Override
    public String text() {
      return BenchNumbers.text(value);
    }
  }

  /** Starts a table. */
  public static Builder builder(String name, String title) {
    return new Builder(name, title);
  }

  /** Collects rows. */
  public static final class Builder {
    private final String name;
    private final String title;
    private final ImmutableList.Builder<Column> columns = ImmutableList.builder();
    private final ImmutableList.Builder<ImmutableList<Value>> rows = ImmutableList.builder();
    private final ImmutableList.Builder<String> notes = ImmutableList.builder();

    private Builder(String name, String title) {
      this.name = name;
      this.title = title;
    }

    /** Adds a column. */
    public Builder column(String key, String heading) {
      columns.add(new Column(key, heading));
      return this;
    }

    /** Adds a row of words and numbers. */
    public Builder row(Object... values) {
      rows.add(Arrays.stream(values).map(Builder::value).collect(ImmutableList.toImmutableList()));
      return this;
    }

    /** Adds a note. */
    public Builder note(String text) {
      notes.add(text);
      return this;
    }

    /** Returns the table. */
    public BenchTable build() {
      return new BenchTable(name, title, columns.build(), rows.build(), notes.build());
    }

    private static Value value(Object value) {
      return value instanceof Number number
          ? new Quantity(number.doubleValue())
          : new Text(value.toString());
    }
  }
}

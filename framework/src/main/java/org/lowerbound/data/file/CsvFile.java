package org.lowerbound.data.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.Ints;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.Gzip;

/**
 * A table as text (RFC 4180): a line of names, then a line for each row; fields may be in double
 * quotes. In UTF-8, with or without a byte order mark, plain or gzip-compressed.
 */
public final class CsvFile {
  private static final String DELIMITERS = ",;\t|";
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path path;
  private final char delimiter;
  private final ImmutableList<String> names;

  private CsvFile(Path path, char delimiter, ImmutableList<String> names) {
    this.path = path;
    this.delimiter = delimiter;
    this.names = names;
  }

  /** Does something with the lines of a file. */
  @FunctionalInterface
  private interface Use<T> {
    T of(BufferedReader lines) throws IOException;
  }

  /**
   * Reads the names of the columns.
   *
   * @param delimiter what is between the fields; if none is given, the one of comma, semicolon, tab
   *     and bar that the first line has most often
   * @throws DataException if the file cannot be read or has no names
   */
  public static CsvFile open(Path path, Optional<Character> delimiter) {
    String line = use(path, CsvFile::firstLine);
    if (line.isBlank()) {
      throw new DataException(path + ": is empty; a line with the columns' names is needed");
    }
    char between = delimiter.orElseGet(() -> mostOften(line));
    ImmutableList<String> names =
        use(
            path,
            lines -> {
              try (CSVParser parser = parser(lines, between)) {
                return ImmutableList.copyOf(parser.iterator().next().values());
              }
            });
    checkNames(path, names);
    return new CsvFile(path, between, names);
  }

  private static void checkNames(Path path, ImmutableList<String> names) {
    if (names.stream().allMatch(name -> Numbers.parse(name).isPresent())) {
      throw new DataException(
          String.format(
              "%s: the first line has numbers and no names of columns (%s …); put a line of names"
                  + " before it",
              path, names.get(0)));
    }
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Integer before = columns.put(names.get(i), i);
      if (before != null) {
        throw new DataException(
            String.format(
                "%s: the columns %d and %d have the same name '%s'",
                path, before + 1, i + 1, names.get(i)));
      }
    }
  }

  /** Returns where the file is. */
  public Path path() {
    return path;
  }

  /** Returns the names of the columns. */
  public ImmutableList<String> names() {
    return names;
  }

  /**
   * Reads some columns, the first as numbers, the others as text.
   *
   * @param numbers names of columns
   * @param texts names of columns
   * @throws DataException naming line and column where something is not as it should be
   */
  public CsvColumns read(List<String> numbers, List<String> texts) {
    int[] numberColumns = numbers.stream().mapToInt(names::indexOf).toArray();
    int[] textColumns = texts.stream().mapToInt(names::indexOf).toArray();
    return use(
        path,
        lines -> {
          try (CSVParser parser = parser(lines, delimiter)) {
            return rows(parser, numberColumns, textColumns);
          }
        });
  }

  private CsvColumns rows(CSVParser parser, int[] numberColumns, int[] textColumns) {
    Iterator<CSVRecord> records = parser.iterator();
    records.next(); // The names.
    ImmutableDoubleArray.Builder numbers = ImmutableDoubleArray.builder();
    List<List<String>> texts = new ArrayList<>();
    for (int column = 0; column < textColumns.length; column++) {
      texts.add(new ArrayList<>());
    }
    List<Integer> lines = new ArrayList<>();
    while (records.hasNext()) {
      CSVRecord row = records.next();
      int line = line(parser, row);
      if (row.size() != names.size()) {
        throw new DataException(
            String.format(
                "%s: line %d has %d fields, but there are %d columns",
                path, line, row.size(), names.size()));
      }
      for (int column : numberColumns) {
        numbers.add(number(row.get(column), line, column));
      }
      for (int i = 0; i < textColumns.length; i++) {
        texts.get(i).add(text(row.get(textColumns[i]), line, textColumns[i]));
      }
      lines.add(line);
    }
    return columns(numbers.build(), texts, Ints.toArray(lines), numberColumns, textColumns);
  }

  /** A field may have line breaks in quotes; the parser tells the line where the row ends. */
  private static int line(CSVParser parser, CSVRecord row) {
    long breaks = row.stream().mapToLong(field -> CharMatcher.is('\n').countIn(field)).sum();
    return (int) (parser.getCurrentLineNumber() - breaks);
  }

  private double number(String field, int line, int column) {
    return Numbers.parse(field)
        .orElseThrow(
            () ->
                new DataException(
                    String.format(
                        Numbers.isMissing(field)
                            ? "%s: line %d, column '%s': the value is missing%s; fill it in, or"
                                + " leave the row out"
                            : "%s: line %d, column '%s':%s is no finite number, with a decimal"
                                + " point; \"ignore\" leaves a column out",
                        path,
                        line,
                        names.get(column),
                        field.isEmpty() ? "" : " '" + field + "'")));
  }

  private String text(String field, int line, int column) {
    if (Numbers.isMissing(field)) {
      throw new DataException(
          String.format(
              "%s: line %d, column '%s': the value is missing%s; fill it in, or leave the row out",
              path, line, names.get(column), field.isEmpty() ? "" : " '" + field + "'"));
    }
    return field;
  }

  private CsvColumns columns(
      ImmutableDoubleArray numbers,
      List<List<String>> texts,
      int[] lines,
      int[] numberColumns,
      int[] textColumns) {
    String place = path.toString();
    ByteBuffer bytes =
        ByteBuffer.allocate(ArraySizes.bytes(place, numbers.length(), ElementType.FLOAT64));
    numbers.forEach(bytes::putDouble);
    NumericArray values =
        NumericArray.of(
            place,
            ImmutableList.of(lines.length, numberColumns.length),
            ElementType.FLOAT64,
            bytes.clear(),
            index ->
                String.format(
                    "in line %d, column '%s'",
                    lines[(int) (index / numberColumns.length)],
                    names.get(numberColumns[(int) (index % numberColumns.length)])));
    ImmutableList.Builder<TextArray> byColumn = ImmutableList.builder();
    for (int i = 0; i < textColumns.length; i++) {
      byColumn.add(
          new TextArray(
              place + ", column " + names.get(textColumns[i]),
              ImmutableList.of(lines.length),
              ImmutableList.copyOf(texts.get(i))));
    }
    return new CsvColumns(values, byColumn.build());
  }

  private static CSVParser parser(BufferedReader lines, char delimiter) throws IOException {
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(delimiter)
        .setIgnoreEmptyLines(true)
        .setIgnoreSurroundingSpaces(true)
        .get()
        .parse(lines);
  }

  private static <T> T use(Path path, Use<T> use) {
    if (Files.isDirectory(path)) {
      throw new DataException(path + ": is a folder, but a file is needed");
    }
    try (InputStream file = Files.newInputStream(path);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(Gzip.open(file), UTF_8.newDecoder()))) {
      lines.mark(1);
      if (lines.read() != BYTE_ORDER_MARK) {
        lines.reset();
      }
      return use.of(lines);
    } catch (UncheckedIOException e) {
      throw failure(path, e.getCause());
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  private static DataException failure(Path path, IOException e) {
    if (e instanceof CharacterCodingException) {
      return new DataException(path + ": is no text in UTF-8; save it in that encoding", e);
    } else if (e instanceof EOFException) {
      return new DataException(path + ": is truncated: its gzip stream ends early", e);
    } else if (String.valueOf(e.getMessage()).contains("encapsulated")) {
      return new DataException(
          String.format("%s: a field's quotes are not right: %s", path, e.getMessage()), e);
    }
    return new DataException(path + ": cannot be read: " + e, e);
  }

  private static String firstLine(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && line.isBlank()) {
      line = lines.readLine();
    }
    return line == null ? "" : line;
  }

  /** Counts outside quotes. */
  private static char mostOften(String line) {
    int[] counts = new int[DELIMITERS.length()];
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char character = line.charAt(i);
      quoted ^= character == '"';
      int which = DELIMITERS.indexOf(character);
      if (!quoted && which >= 0) {
        counts[which]++;
      }
    }
    return DELIMITERS.charAt(Ints.indexOf(counts, Ints.max(counts)));
  }
}

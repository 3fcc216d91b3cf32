package org.lowerbound.data.file;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.TestFiles;
import org.lowerbound.data.source.DataException;

class CsvFileTest {
  @TempDir private Path folder;

  @Test
  void readsQuotedFieldsWithAnyDelimiter() {
    for (char delimiter : new char[] {',', ';', '\t', '|'}) {
      String text =
          "a,\"the, b\",class\r\n1,-2.5e1, cat \r\n\r\n.5,\"3\",\"a \"\"dog\"\",\nold\"\r\n7,8,ox"
              .replace(',', delimiter);
      CsvFile file = CsvFile.open(write(text), Optional.empty());
      String second = "the, b".replace(',', delimiter);
      assertEquals(List.of("a", second, "class"), file.names());
      CsvColumns columns = file.read(List.of(second, "a"), List.of("class"));
      NumericArray numbers = columns.numbers();
      assertEquals(List.of(3, 2), numbers.shape());
      assertEquals(List.of(-25.0, 1.0, 3.0, 0.5, 8.0, 7.0), values(numbers));
      assertEquals("in line 4, column 'a'", numbers.position(3));
      assertEquals("in line 6, column 'a'", numbers.position(5));
      StoredArray texts = columns.texts().get(0);
      assertEquals("cat", texts.text(0));
      assertEquals("a \"dog\",\nold".replace(',', delimiter), texts.text(1));
    }
  }

  @Test
  void takesTheDelimiterThatIsGiven() {
    CsvFile file = CsvFile.open(write("a b;c d\n1 2\n"), Optional.of(' '));
    assertEquals(List.of("a", "b;c", "d"), file.names());
  }

  @Test
  void readsByteOrderMarksAndCompressedFiles() throws IOException {
    byte[] marked = "\uFEFFx,ä\n1,2\n".getBytes(UTF_8);
    for (byte[] content : List.of(marked, TestFiles.gzip(marked))) {
      Path path = Files.write(folder.resolve("marked"), content);
      CsvFile file = CsvFile.open(path, Optional.empty());
      assertEquals(List.of(1.0, 2.0), values(file.read(List.of("x", "ä"), List.of()).numbers()));
    }
  }

  @Test
  void namesLineAndColumnOfWhatIsWrong() {
    expect("a,b\n1,2\n3,\n", "line 3, column 'b': the value is missing; fill it in");
    expect("a,b\n1,NA\n", "line 2, column 'b': the value is missing 'NA'");
    expect("a,b\n1,2\n\n3,cat\n", "line 4, column 'b': 'cat' is no finite number");
    expect("a;b\n1;2,5\n", "line 2, column 'b': '2,5' is no finite number, with a decimal point");
    for (String wrong : List.of("1f", "0x1p3", "Infinity", "1e999", "--1")) {
      expect("a,b\n1," + wrong + "\n", "line 2, column 'b': '" + wrong + "' is no finite number");
    }
    expect("a,b\n1,2\n3,4,5\n", "line 3 has 3 fields, but there are 2 columns");
    expect("a,b\n1\n", "line 2 has 1 fields");
  }

  @Test
  void refusesFilesThatAreNoTables() throws IOException {
    expect("a,b,a\n1,2,3\n", "the columns 1 and 3 have the same name 'a'");
    expect("1,2\n3,4\n", "the first line has numbers and no names of columns (1 …)");
    expect("", "is empty; a line with the columns' names is needed");
    expect("\n \n", "is empty; a line with the columns' names is needed");
    expect("a,b\n1,\"2\n3,4\n", "a field's quotes are not right");
    Path wide = Files.write(folder.resolve("wide"), "a,b\n1,2\n".getBytes(UTF_16));
    assertTrue(message(wide).contains("is no text in UTF-8"), message(wide));
    byte[] packed = TestFiles.gzip("a,b\n1,2\n".repeat(100).getBytes(UTF_8));
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(packed, 20));
    assertTrue(message(cut).contains("truncated"), message(cut));
    assertTrue(message(folder).contains("is a folder"));
    assertTrue(message(folder.resolve("no")).contains("cannot be read"));
  }

  private void expect(String text, String words) {
    String message = message(write(text));
    assertTrue(message.contains(words), message);
    assertEquals(1, message.lines().count(), message);
  }

  private static String message(Path file) {
    return assertThrows(
            DataException.class,
            () -> CsvFile.open(file, Optional.empty()).read(List.of("a", "b"), List.of()))
        .getMessage();
  }

  private Path write(String text) {
    try {
      return Files.writeString(folder.resolve("table.csv"), text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Double> values(NumericArray array) {
    return LongStream.range(0, array.size()).mapToObj(array::value).toList();
  }
}

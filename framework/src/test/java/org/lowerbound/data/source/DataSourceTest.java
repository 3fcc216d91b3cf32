package org.lowerbound.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.data.TestFiles;

class DataSourceTest {
  private static final byte[] CONTENT = TestFiles.randomBytes(1000);
  private static final RemoteFile FILE = TestFiles.describe("set", "x-idx1-ubyte", CONTENT);
  private static final RemoteFile OFFERED =
      TestFiles.describe(
          "set", "x-idx1-ubyte", CONTENT, URI.create("http://127.0.0.1:1/x-idx1-ubyte"));

  @TempDir Path temporary;
  private Path directory;
  private Path cache;

  @BeforeEach
  void makePlaces() throws IOException {
    directory = Files.createDirectory(temporary.resolve("data"));
    cache = temporary.resolve("cache");
  }

  @Test
  void findsAFileInTheDirectoryFirst() throws IOException {
    Path path = TestFiles.write(TestFiles.plainIn(directory, FILE), CONTENT);
    TestFiles.write(TestFiles.plainIn(cache, FILE), CONTENT);
    assertEquals(path, source().read(FILE, (where, content) -> where));
  }

  @Test
  void findsAFileInTheCache() throws IOException {
    Path path = TestFiles.write(TestFiles.plainIn(cache, FILE), CONTENT);
    assertEquals(path, source().read(FILE, (where, content) -> where));
    DataSource cacheOnly = new DataSource(Optional.empty(), cache);
    assertEquals(path, cacheOnly.read(FILE, (where, content) -> where));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set/x-idx1-ubyte",
        "set/x.idx1-ubyte",
        "Other/raw/x-idx1-ubyte",
        "raw/x-idx1-ubyte",
        "x-idx1-ubyte",
        "x.idx1-ubyte"
      })
  void takesTheFoldersAndNamesOfOthersPlainAndCompressed(String place) throws IOException {
    Path plain = TestFiles.write(directory.resolve(place), CONTENT);
    assertArrayEquals(CONTENT, source().read(FILE, TestFiles::all));
    assertDoesNotThrow(() -> source().check(FILE));
    Files.delete(plain);
    // Compressed, but not as by anyone who publishes it.
    TestFiles.write(directory.resolve(place + ".gz"), TestFiles.gzip(CONTENT));
    assertArrayEquals(CONTENT, source().read(FILE, TestFiles::all));
    assertDoesNotThrow(() -> source().check(FILE));
  }

  @Test
  void goesByTheContentAndNotByTheEnding() throws IOException {
    TestFiles.write(TestFiles.zippedIn(directory, FILE), CONTENT);
    assertArrayEquals(CONTENT, source().read(FILE, TestFiles::all));
    TestFiles.write(TestFiles.zippedIn(directory, FILE), twoMembers());
    // Its last four bytes are the length of the second member alone.
    assertDoesNotThrow(() -> source().check(FILE));
    assertArrayEquals(CONTENT, source().read(FILE, TestFiles::all));
  }

  private static byte[] twoMembers() {
    return Bytes.concat(
        TestFiles.gzip(Arrays.copyOf(CONTENT, 400)),
        TestFiles.gzip(Arrays.copyOfRange(CONTENT, 400, 1000)));
  }

  @Test
  void takesTheFirstFormThatIsThere() throws IOException {
    byte[] otherContent = {1, 2};
    RemoteFile other = TestFiles.describe("set", "file.txt", otherContent);
    TestFiles.write(TestFiles.plainIn(directory, other), otherContent);
    ImmutableList<DataForm<byte[]>> forms =
        ImmutableList.of(
            new DataForm<>(FILE, TestFiles::all), new DataForm<>(other, TestFiles::all));
    assertArrayEquals(otherContent, source().read(forms));
    TestFiles.write(TestFiles.plainIn(directory, FILE), CONTENT);
    assertArrayEquals(CONTENT, source().read(forms));
  }

  @Test
  void passesOverAFileOfTheSameNameWithOtherContent() throws IOException {
    Path another = TestFiles.write(directory.resolve("x-idx1-ubyte"), altered());
    TestFiles.write(TestFiles.plainIn(cache, FILE), CONTENT);
    assertArrayEquals(CONTENT, source().read(FILE, TestFiles::all));
    Files.delete(TestFiles.plainIn(cache, FILE));
    String message =
        assertThrows(DataException.class, () -> source().read(FILE, TestFiles::all)).getMessage();
    assertTrue(
        message.contains("\n  " + another + ": is altered or another file: the SHA-256 "), message);
  }

  @Test
  void namesAnAlteredFileItsHashAndWhatItShouldBe() throws IOException {
    Path path = TestFiles.write(TestFiles.plainIn(directory, OFFERED), altered());
    DataException e =
        assertThrows(DataException.class, () -> source().read(OFFERED, TestFiles::all));
    assertEquals(
        path
            + ": is altered or another file: the SHA-256 of its content is "
            + TestFiles.checksum(altered()).sha256()
            + " and not "
            + OFFERED.content().sha256().orElseThrow()
            + "; put the original in its place, or nothing, and it is downloaded from"
            + " http://127.0.0.1:1/x-idx1-ubyte",
        e.getMessage());
    // Reading would find out; a check without reading does not.
    assertDoesNotThrow(() -> source().check(OFFERED));
  }

  private static byte[] altered() {
    byte[] altered = CONTENT.clone();
    altered[500] ^= 1;
    return altered;
  }

  @Test
  void namesATruncatedFile() throws IOException {
    Path path = TestFiles.write(TestFiles.plainIn(directory, FILE), Arrays.copyOf(CONTENT, 999));
    assertRefused(
        path
            + ": holds 999 bytes, but x-idx1-ubyte has 1000 (SHA-256 "
            + FILE.content().sha256().orElseThrow()
            + "): it is truncated or another file; put the original in its place");
  }

  @Test
  void namesATruncatedCompressedFile() throws IOException {
    byte[] zipped = TestFiles.gzip(CONTENT);
    Path path =
        TestFiles.write(
            TestFiles.zippedIn(directory, FILE), Arrays.copyOf(zipped, zipped.length / 2));
    assertRefused(path + ": Unexpected end of ZLIB input stream; put the original in its place");
  }

  private void assertRefused(String message) {
    assertEquals(
        message,
        assertThrows(DataException.class, () -> source().read(FILE, TestFiles::all)).getMessage());
    DataException e = assertThrows(DataException.class, () -> source().check(FILE));
    assertTrue(e.getMessage().startsWith(message.substring(0, message.indexOf(": ") + 2)));
  }

  @Test
  void saysWhereItLookedAndWhatToDo() {
    DataException e = assertThrows(DataException.class, () -> source().read(FILE, TestFiles::all));
    assertEquals(
        "set: the file x-idx1-ubyte is missing and cannot be downloaded: no address is known"
            + ("\n  not in " + directory + " or its folders set, Other/raw, raw")
            + ("\n  not in " + cache + " or its folders set, Other/raw, raw")
            + "\n  not named x-idx1-ubyte or x.idx1-ubyte, with or without .gz"
            + "\n  To use a copy, put it at DIR/set/x-idx1-ubyte and name DIR by --data DIR or"
            + " LOWERBOUND_DATA=DIR"
            + ("\n  x-idx1-ubyte: 1000 bytes when unpacked, SHA-256 "
                + FILE.content().sha256().orElseThrow()),
        e.getMessage());
    assertEquals(
        e.getMessage(), assertThrows(DataException.class, () -> source().check(FILE)).getMessage());
  }

  @Test
  void offlineNothingCanBeDownloaded() throws IOException {
    DataSource offline = source().offline();
    String message = assertThrows(DataException.class, () -> offline.check(OFFERED)).getMessage();
    assertTrue(message.startsWith("set: the file x-idx1-ubyte is missing"), message);
    TestFiles.write(TestFiles.plainIn(directory, OFFERED), CONTENT);
    assertDoesNotThrow(() -> offline.check(OFFERED));
  }

  @Test
  void checkIsContentWithAFileThatCanBeDownloadedAndDoesNotDownloadIt() {
    assertDoesNotThrow(() -> source().check(FILE, OFFERED));
    assertFalse(Files.exists(cache));
  }

  @Test
  void namesADataDirectoryThatIsNone() throws IOException {
    TestFiles.write(TestFiles.plainIn(cache, FILE), CONTENT);
    Path none = temporary.resolve("none");
    DataSource source = new DataSource(Optional.of(none), cache);
    DataException e = assertThrows(DataException.class, () -> source.check(FILE));
    assertEquals(
        "the data directory " + none + " (--data or LOWERBOUND_DATA) is not a directory",
        e.getMessage());
  }

  @Test
  void refusesAHashThatIsNone() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new Checksum(1, "ABC"));
    assertTrue(e.getMessage().startsWith("sha256 must be 64"), e.getMessage());
  }

  private DataSource source() {
    return new DataSource(Optional.of(directory), cache);
  }
}

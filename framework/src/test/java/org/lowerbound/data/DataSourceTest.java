package org.lowerbound.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSourceTest {
  private static final byte[] CONTENT = TestFiles.randomBytes(1000);
  private static final RemoteFile FILE = TestFiles.describe("set", "file.gz", CONTENT);
  private static final RemoteFile OFFERED =
      TestFiles.describe("set", "file.gz", CONTENT, URI.create("http://127.0.0.1:1/file.gz"));

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
    Path path = TestFiles.write(FILE.in(directory), CONTENT);
    TestFiles.write(FILE.in(cache), new byte[1]);
    FileContent content = source().read(FILE);
    assertEquals(path, content.path());
    assertArrayEquals(CONTENT, content.bytes());
  }

  @Test
  void findsAFileInTheCache() throws IOException {
    Path path = TestFiles.write(FILE.in(cache), CONTENT);
    assertEquals(path, source().read(FILE).path());
    assertEquals(path, new DataSource(Optional.empty(), cache).read(FILE).path());
  }

  @Test
  void takesTheFirstFormThatIsThere() throws IOException {
    RemoteFile other = TestFiles.describe("set", "file.txt", new byte[] {1, 2});
    TestFiles.write(other.in(directory), new byte[] {1, 2});
    assertEquals(other, source().read(FILE, other).file());
    TestFiles.write(FILE.in(directory), CONTENT);
    assertEquals(FILE, source().read(FILE, other).file());
  }

  @Test
  void namesAnAlteredFileItsHashAndWhatItShouldBe() throws IOException {
    byte[] altered = CONTENT.clone();
    altered[500] ^= 1;
    Path path = TestFiles.write(OFFERED.in(directory), altered);
    String actual = TestFiles.describe("set", "altered", altered).sha256();
    DataException e = assertThrows(DataException.class, () -> source().read(OFFERED));
    assertEquals(
        path
            + ": is altered: its SHA-256 is "
            + actual
            + " and not "
            + OFFERED.sha256()
            + "; delete it, and it will be downloaded from http://127.0.0.1:1/file.gz",
        e.getMessage());
    // Reading would find out; a check without reading does not.
    assertDoesNotThrow(() -> source().check(OFFERED));
  }

  @Test
  void namesATruncatedFileWithoutReadingIt() throws IOException {
    Path path = TestFiles.write(FILE.in(directory), Arrays.copyOf(CONTENT, 999));
    String message =
        path
            + ": has 999 bytes, but the file has 1000 (SHA-256 "
            + FILE.sha256()
            + "): it is truncated or another file; put the original in its place";
    assertEquals(
        message, assertThrows(DataException.class, () -> source().read(FILE)).getMessage());
    assertEquals(
        message, assertThrows(DataException.class, () -> source().check(FILE)).getMessage());
  }

  @Test
  void saysWhereItLookedAndWhatToDo() {
    DataException e = assertThrows(DataException.class, () -> source().read(FILE));
    assertEquals(
        "set: the file file.gz is missing and cannot be downloaded"
            + ("\n  not in " + directory.resolve("set"))
            + ("\n  not in " + cache.resolve("set"))
            + "\n  no address is known"
            + "\n  To use a copy, put it at DIR/set/file.gz and name DIR by --data DIR or"
            + " LOWERBOUND_DATA=DIR"
            + ("\n  file.gz: 1000 bytes, SHA-256 " + FILE.sha256()),
        e.getMessage());
    assertEquals(
        e.getMessage(), assertThrows(DataException.class, () -> source().check(FILE)).getMessage());
  }

  @Test
  void checkIsContentWithAFileThatCanBeDownloadedAndDoesNotDownloadIt() {
    assertDoesNotThrow(() -> source().check(FILE, OFFERED));
    assertFalse(Files.exists(cache));
  }

  @Test
  void namesADataDirectoryThatIsNone() throws IOException {
    TestFiles.write(FILE.in(cache), CONTENT);
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
        assertThrows(
            IllegalArgumentException.class,
            () -> new RemoteFile("set", "f", 1, "ABC", FILE.mirrors()));
    assertTrue(e.getMessage().startsWith("set/f: sha256 must be 64"), e.getMessage());
  }

  private DataSource source() {
    return new DataSource(Optional.of(directory), cache);
  }
}

package org.lowerbound.experiment.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileNamesTest {
  @Test
  void anArgumentThatJavaCouldNotReadIsNamedWithWhatToSet() {
    assertEquals(Optional.empty(), FileNames.trouble("--sweep", "dä.json"));
    String message = FileNames.trouble("--sweep", "d\ufffd\ufffd.json").orElseThrow();
    assertTrue(message.startsWith("cannot read the argument 'd??.json': "), message);
    assertTrue(message.endsWith("set LC_ALL=C.UTF-8"), message);
  }

  @Test
  void soIsTheFolderThatPathsStartFrom() {
    String[] none = {};
    assertEquals(Optional.empty(), FileNames.unreadable("/home/ä", none));
    String message = FileNames.unreadable("/home/\ufffd", none).orElseThrow();
    assertTrue(message.startsWith("cannot read the name of this folder, '/home/?': "), message);
  }

  @Test
  void aNameThatIsNoPathIsOneLineWithItsReason() {
    InvalidPathException e = assertThrows(InvalidPathException.class, () -> Path.of("a\0b"));
    assertEquals("cannot use the file name 'a b': Nul character not allowed", FileNames.message(e));
  }

  @Test
  void aNameThatTheLocaleLacksLettersForSaysWhatToSet() {
    String before = System.setProperty("sun.jnu.encoding", "US-ASCII");
    try {
      assertEquals(
          "cannot use the file name 'dä': it has characters that the locale's charset, US-ASCII,"
              + " lacks; set LC_ALL=C.UTF-8",
          FileNames.message(
              new InvalidPathException("dä", "Malformed input or input contains unmappable")));
    } finally {
      System.setProperty("sun.jnu.encoding", before);
    }
  }
}

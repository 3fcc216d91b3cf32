package org.lowerbound.experiment.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFolderTest {
  private static final String FOLDER = "org.bytedeco.javacpp.cachedir";

  @TempDir Path temporary;
  private final Map<String, String> before = new HashMap<>();

  @BeforeEach
  void keepProperties() {
    for (String name : new String[] {FOLDER, "jna.tmpdir", "user.home", "java.io.tmpdir"}) {
      before.put(name, System.getProperty(name));
    }
    System.clearProperty(FOLDER);
  }

  @AfterEach
  void restoreProperties() {
    before.forEach(
        (name, value) -> {
          if (value == null) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }

  @Test
  void withoutAHomeTheTemporaryFolderServes() {
    System.setProperty("user.home", "?");
    System.setProperty("java.io.tmpdir", temporary.toString());
    AtomicBoolean ran = new AtomicBoolean();

    NativeFolder.loading(() -> ran.set(true));

    assertTrue(ran.get());
    assertTrue(Path.of(System.getProperty(FOLDER)).startsWith(temporary));
    assertFalse(Files.exists(Path.of("?")));
  }

  @Test
  void withoutAnyFolderOneLineSaysWhichWereTriedAndWhatToSet() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    System.setProperty("user.home", file.resolve("home").toString());
    System.setProperty("java.io.tmpdir", file.resolve("tmp").toString());

    SetupException e = assertThrows(SetupException.class, () -> NativeFolder.loading(() -> {}));

    assertEquals(1, e.getMessage().lines().count());
    assertTrue(e.getMessage().contains(file.resolve("home").toString()), e.getMessage());
    assertTrue(e.getMessage().contains(file.resolve("tmp").toString()), e.getMessage());
    assertTrue(e.getMessage().contains("-D" + FOLDER + "=DIR"), e.getMessage());
  }

  @Test
  void aLibraryThatCannotBeLoadedIsOneLineToo() {
    System.setProperty(FOLDER, temporary.toString());

    SetupException e =
        assertThrows(
            SetupException.class,
            () ->
                NativeFolder.loading(
                    () -> {
                      throw new UnsatisfiedLinkError("failed to map\nsegment");
                    }));

    assertTrue(
        e.getMessage().startsWith("cannot load TensorFlow's libraries from " + temporary),
        e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }
}

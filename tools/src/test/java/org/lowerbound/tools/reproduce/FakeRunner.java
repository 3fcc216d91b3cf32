package org.lowerbound.tools.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A runner that trains nothing: it writes what the folder behind {@code --data} holds, and ends
 * with the status that it says. It needs no other class, so that it can be in a jar alone.
 */
public final class FakeRunner {
  private FakeRunner() {}

  /**
   * Writes {@code table.json}, if there is one, to the folder of the sweep that {@code name} has.
   */
  public static void main(String[] arguments) throws IOException {
    List<String> all = List.of(arguments);
    Path data = Path.of(all.get(all.indexOf("--data") + 1));
    Files.write(data.resolve("arguments.txt"), all);
    Path table = data.resolve("again.json");
    if (Files.exists(table)) {
      Path folder =
          Path.of(all.get(all.indexOf("--out") + 1))
              .resolve(Files.readString(data.resolve("name.txt")).strip());
      Files.createDirectories(folder);
      Files.copy(table, folder.resolve("table.json"));
    }
    System.exit(Integer.parseInt(Files.readString(data.resolve("status.txt")).strip()));
  }
}

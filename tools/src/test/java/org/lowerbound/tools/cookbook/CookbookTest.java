package org.lowerbound.tools.cookbook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Types every command of the cookbook, on small data of its own, and compares what is printed with
 * what the page shows.
 */
class CookbookTest {
  private static final Path PAGE = Path.of("../docs/cookbook.md");
  private static final int JOBS = 14;

  /** One folder for all: later recipes use what earlier ones have trained. */
  @TempDir static Path folder;

  @Test
  void hasAllJobs() throws IOException {
    assertEquals(JOBS, recipes().size());
  }

  @TestFactory
  Stream<DynamicTest> recipesDoWhatTheyShow() throws IOException {
    SmallData.write(folder);
    Shell shell = new Shell(folder);
    return recipes().stream()
        .map(recipe -> DynamicTest.dynamicTest(recipe.title(), () -> follow(recipe, shell)));
  }

  private static void follow(Recipe recipe, Shell shell) throws Exception {
    for (Recipe.Step step : recipe.steps()) {
      if (step instanceof Recipe.Written written) {
        Files.writeString(folder.resolve(written.name()), written.content(), UTF_8);
      } else if (step instanceof Recipe.Typed typed) {
        shell.type(typed);
      }
    }
  }

  private static ImmutableList<Recipe> recipes() throws IOException {
    return Recipe.parse(Files.readString(PAGE, UTF_8));
  }
}

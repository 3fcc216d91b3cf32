package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What others are to cite is what is built. */
final class CitationTest {
  private static final Path ROOT = Path.of("..");

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static String only(String text, String pattern) {
    var found = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text).results().toList();
    assertEquals(1, found.size(), pattern);
    MatchResult match = found.get(0);
    return match.group(1);
  }

  @Test
  void itsVersionAndLicenceAreThoseOfTheBuild() throws IOException {
    String citation = text("CITATION.cff");
    String pom = text("pom.xml");
    assertEquals(
        only(pom, "<artifactId>lowerbound</artifactId>\\s*<version>(.*?)</version>"),
        only(citation, "^version: (\\S+)$"));
    assertEquals(only(pom, "<license>\\s*<name>(.*?)</name>"), only(citation, "^license: (\\S+)$"));
  }

  @Test
  void itsAuthorsAreThoseOfTheNotice() throws IOException {
    assertEquals(
        only(text("NOTICE"), "^Copyright \\d+ (.*)$"),
        only(text("CITATION.cff"), "^ {2}- name: (.*)$"));
    assertTrue(text("README.md").contains("(CITATION.cff)"), "the README says where it is");
  }
}

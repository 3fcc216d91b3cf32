package org.lowerbound.tools.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.result.ResultException;
import org.w3c.dom.Document;

class ReportPageTest {
  private static final String EVIL = SampleFolder.EVIL;

  @TempDir Path folder;

  private SampleFolder sample;

  static ReportReader reader() {
    return new ReportReader(
        StandardTypes.withPlugins(), new DataSource(Optional.empty(), Path.of("no-cache")));
  }

  @BeforeEach
  void write() {
    sample =
        new SampleFolder(folder)
            .row("plain", 100.25, 7)
            .row(EVIL, 99.125, 12)
            .row("failing", "failed")
            .row("off", "diverged")
            .row("later", "missing")
            .write();
  }

  private String page(FigureLimit limit) {
    return new ReportPage(limit, Optional.empty()).render(reader().read(folder));
  }

  private void writeTrials() {
    for (int seed = 1; seed <= 2; seed++) {
      sample.files("plain", seed, "completed", "", 100.0 + seed);
      sample.files(EVIL, seed, "completed", EVIL, 99 + seed);
    }
    sample.files("failing", 1, "failed", "out of memory: " + EVIL + "\nsecond line", 0);
    sample.files("off", 1, "diverged", "step 12: the loss is NaN", 0);
  }

  /** Returns the page as XML, for which all tags must be closed and all texts escaped. */
  private static Document parsed(String page) throws Exception {
    String markup =
        page.replaceFirst("<!DOCTYPE html>", "").replaceAll("(?s)<script>.*?</script>", "");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(markup.getBytes(UTF_8)));
  }

  private static ImmutableList<String> all(String pattern, String page) {
    return Pattern.compile(pattern)
        .matcher(page)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(ImmutableList.toImmutableList());
  }

  @Test
  void isWellFormedAndEscapesEverything() throws Exception {
    writeTrials();
    sample.figure("plain", 1, "samples", 8);
    String page = page(FigureLimit.USUAL);
    parsed(page);
    assertFalse(page.contains("<script>alert"), "a name has become a script");
    assertFalse(page.contains("<b>"), "a name has become markup");
    assertTrue(page.contains("&lt;script&gt;alert"));
    // The one script is that of the page.
    assertEquals(1, all("(<script)", page).size());
  }

  @Test
  void asksForNothingElse() {
    writeTrials();
    sample.figure("plain", 1, "samples", 8);
    String page = page(FigureLimit.USUAL);
    for (String address : all("(?:src|href|action|url)=\"([^\"]*)\"", page)) {
      assertTrue(address.startsWith("#") || address.startsWith("data:image/png;base64,"), address);
    }
    assertFalse(page.contains("@import") || page.contains("url("));
    assertTrue(page.contains("default-src 'none'") || page.contains("default-src &#x27;none"));
    // Of http there are the names of the format of plots alone.
    assertEquals(
        List.of(),
        all("(https?://[^\"<\\s]*)", page).stream()
            .filter(address -> !address.equals("http://www.w3.org/2000/svg"))
            .toList());
  }

  @Test
  void hasAPageForEachTrialAndALinkToIt() {
    writeTrials();
    String page = page(FigureLimit.USUAL);
    ImmutableList<String> anchors = all(" id=\"(trial-[0-9a-f]{12})\"", page);
    assertEquals(7, anchors.size());
    assertTrue(all("href=\"#([^\"]*)\"", page).containsAll(anchors));
    ImmutableList<String> ids = all(" id=\"([^\"]+)\"", page);
    assertEquals(ids.size(), ids.stream().distinct().count(), "a name is given twice");
    assertTrue(ids.containsAll(all("href=\"#([^\"]+)\"", page)), "a link leads nowhere");
  }

  @Test
  void saysHowTrialsEnded() {
    writeTrials();
    String page = page(FigureLimit.USUAL);
    assertTrue(page.contains("7 trials: 4 completed, 1 diverged, 1 failed, 1 missing."));
    assertTrue(page.contains("second line</pre>"));
    assertTrue(page.contains("step 12: the loss is NaN"));
    assertTrue(page.contains("101.00 ± 0.25"), "the number of a trial, with its error");
    assertTrue(page.contains("aFieldOfALaterVersion"), "what a later version adds is shown");
  }

  @Test
  void numbersHaveAllDigitsToBeSortedBy() {
    String page = page(FigureLimit.USUAL);
    assertTrue(page.contains("data-value=\"99.125\""));
    assertTrue(page.contains("<strong>99.13 ± 0.50</strong>") || page.contains("<strong>"));
  }

  @Test
  void aTableAloneSaysWhatIsMissing() throws Exception {
    String page = page(FigureLimit.USUAL);
    parsed(page);
    assertTrue(page.contains("folders are not beside the table"));
    assertTrue(page.contains("java -jar runner.jar --sweep"));
    assertFalse(page.contains("id=\"curves\""));
    // The table tells which trial has which number.
    assertTrue(page.contains("99.75"));
  }

  @Test
  void aDamagedResultIsNamedAndTheRestShown() throws IOException {
    writeTrials();
    Files.writeString(sample.trial("plain", 1).resolve("result.json"), "{");
    String page = page(FigureLimit.USUAL);
    assertTrue(page.contains("result.json"));
    assertTrue(page.contains("102.00 ± 0.25"));
  }

  @Test
  void picturesAreTakenRowByRowUpToTheLimit() {
    writeTrials();
    for (int seed = 1; seed <= 2; seed++) {
      sample.figure("plain", seed, "samples", 16).figure(EVIL, seed, "samples", 16);
    }
    String all = page(FigureLimit.of("all").orElseThrow());
    assertEquals(4, all("(<image )", all).size());
    // Each is kept once; those of a row's first trial are shown twice, with the sweep, too.
    assertEquals(6, all("(<use href=\"#picture-)", all).size());
    String two = page(FigureLimit.of("2").orElseThrow());
    assertEquals(2, all("(<image )", two).size());
    assertTrue(two.contains("2 of 4 pictures are left out"));
    assertTrue(two.contains("samples of case=plain, seed=1"));
    assertFalse(two.contains("samples of case=plain, seed=2"));
    assertEquals(0, all("(<image )", page(FigureLimit.of("none").orElseThrow())).size());
    assertEquals(Optional.empty(), FigureLimit.of("-1"));
    assertEquals(Optional.empty(), FigureLimit.of("some"));
  }

  @Test
  void staysSmall() {
    writeTrials();
    String page = page(FigureLimit.USUAL);
    assertTrue(page.length() < 150_000, "a page of seven trials has " + page.length());
    assertTrue(page.contains("</svg>"), "it has curves");
  }

  @Test
  void readsASweepBeforeItsFirstResult(@TempDir Path other) throws IOException {
    Files.writeString(
        other.resolve("sweep.json"),
        """
        {"name": "soon",
         "trial": {"dataset": {"type": "linear-gaussian"},
                   "model": {"type": "vae", "likelihood": "normal"},
                   "objective": {"type": "elbo"}, "training": {"epochs": 2}},
         "axes": [{"grid": {"model.latents": [1, 2]}}, {"grid": {"seed": [1, 2, 3]}}]}
        """);
    String page = new ReportPage(FigureLimit.USUAL, Optional.empty()).render(reader().read(other));
    assertTrue(page.contains("6 trials: 6 missing."));
  }

  @Test
  void refusesWhatIsNoSweep(@TempDir Path other) {
    assertTrue(
        assertThrows(ResultException.class, () -> reader().read(other))
            .getMessage()
            .contains("is not a sweep's folder"));
  }
}

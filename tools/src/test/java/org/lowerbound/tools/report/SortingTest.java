package org.lowerbound.tools.report;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import org.htmlunit.BrowserVersion;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTable;
import org.htmlunit.html.HtmlTableRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser that runs its script. */
class SortingTest {
  @TempDir Path folder;

  private Path page() {
    Path sweep = folder.resolve("sweep");
    // As texts, 9 is after 100; by what is shown, the last two are equal.
    new SampleFolder(sweep)
        .row("b", 100.25, 7)
        .row("none", "failed")
        .row("a", 9.5, 12)
        .row("c", 100.253, 3)
        .write();
    Path out = folder.resolve("page.html");
    new Report(ReportPageTest.reader(), sweep, out, FigureLimit.USUAL).write();
    return out;
  }

  private static ImmutableList<String> labels(HtmlTable table) {
    return table.getBodies().get(0).getRows().stream()
        .map(HtmlTableRow::getCells)
        .map(cells -> cells.get(0).getTextContent())
        .collect(toImmutableList());
  }

  private static void click(HtmlTable table, int column) throws IOException {
    HtmlButton button =
        (HtmlButton) table.getHeader().getRows().get(0).getCell(column).getFirstElementChild();
    button.click();
  }

  private static String order(HtmlTable table, int column) {
    return table.getHeader().getRows().get(0).getCell(column).getAttribute("aria-sort");
  }

  @Test
  void aClickOnAHeadingSorts() throws IOException {
    try (WebClient browser = new WebClient(BrowserVersion.CHROME)) {
      HtmlPage page = browser.getPage(page().toUri().toURL());
      HtmlTable table = page.getHtmlElementById("results");
      assertEquals(ImmutableList.of("b", "none", "a", "c"), labels(table));

      click(table, 1);
      assertEquals(ImmutableList.of("a", "b", "c", "none"), labels(table));
      assertEquals("ascending", order(table, 1));

      click(table, 1);
      assertEquals(ImmutableList.of("c", "b", "a", "none"), labels(table), "no number is last");
      assertEquals("descending", order(table, 1));

      click(table, 0);
      assertEquals(ImmutableList.of("a", "b", "c", "none"), labels(table));
      assertEquals("ascending", order(table, 0));
      assertEquals("", order(table, 1), "one column at a time");

      click(table, 2);
      assertEquals(ImmutableList.of("c", "b", "a", "none"), labels(table));
    }
  }

  @Test
  void headingsAreReachedWithTheKeyboard() throws IOException {
    try (WebClient browser = new WebClient(BrowserVersion.CHROME)) {
      HtmlPage page = browser.getPage(page().toUri().toURL());
      HtmlTable table = page.getHtmlElementById("results");
      HtmlButton button =
          (HtmlButton) table.getHeader().getRows().get(0).getCell(1).getFirstElementChild();
      // A button of HTML is pressed by the keyboard as by the mouse.
      assertEquals("button", button.getTypeAttribute());
      assertTrue(page.getTabbableElements().contains(button));
    }
  }

  @Test
  void withoutScriptsTheTableIsThere() throws IOException {
    try (WebClient browser = new WebClient(BrowserVersion.CHROME)) {
      browser.getOptions().setJavaScriptEnabled(false);
      HtmlPage page = browser.getPage(page().toUri().toURL());
      HtmlTable table = page.getHtmlElementById("results");
      assertEquals("nll (nats) ↓", table.getHeader().getRows().get(0).getCell(1).getTextContent());
      assertFalse(page.getByXPath("//a[starts-with(@href, '#trial-')]").isEmpty());
    }
  }
}

package org.lowerbound.tools.html;

import static j2html.TagCreator.body;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import j2html.Config;
import j2html.TagCreator;
import j2html.rendering.FlatHtml;
import j2html.tags.DomContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalInt;
import org.lowerbound.experiment.console.PlainText;

/**
 * A whole page in one file, which asks for no other: a browser that is told to load something from
 * elsewhere refuses it.
 *
 * @param title what the browser's tab says
 * @param script whether tables that are marked as such can be sorted with a click
 * @param refreshSeconds after how long the browser reads the file again, if it does
 */
public record HtmlPage(String title, boolean script, OptionalInt refreshSeconds) {
  private static final Config CONFIG = Config.defaults().withEmptyTagsClosed(true);
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

  /** Makes a page without scripts that stays as it is. */
  public static HtmlPage of(String title) {
    return new HtmlPage(title, false, OptionalInt.empty());
  }

  /** Returns the document, which ends with a newline. */
  public String render(DomContent... content) {
    StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
    try {
      html()
          .attr("lang", "en")
          .with(
              head(
                  meta().attr("charset", "utf-8"),
                  meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                  meta().withName("color-scheme").withContent("light dark"),
                  meta().attr("http-equiv", "Content-Security-Policy").withContent(POLICY),
                  iff(
                      refreshSeconds.isPresent(),
                      meta()
                          .attr("http-equiv", "refresh")
                          .withContent(Integer.toString(refreshSeconds.orElse(0)))),
                  TagCreator.title(PlainText.oneLine(title)),
                  style(rawHtml(resource("page.css")))),
              body()
                  .with(content)
                  .with(iff(script, TagCreator.script(rawHtml(resource("page.js"))))))
          .render(FlatHtml.into(out, CONFIG));
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be written", e);
    }
    return out.append('\n').toString();
  }

  private static String resource(String name) {
    try {
      return Resources.toString(Resources.getResource(HtmlPage.class, name), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("tools.jar lacks " + name, e);
    }
  }
}

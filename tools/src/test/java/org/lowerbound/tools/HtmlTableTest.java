package org.lowerbound.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.OptionalInt;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.lowerbound.experiment.result.CellFormat;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.TableNotes;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class HtmlTableTest {
  private static final ResultTable TABLE = SampleTable.table();

  private static String html(CellFormat format, Optional<String> caption) {
    return new HtmlTable(format, caption).render(TABLE).document();
  }

  private static Document parsed(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(page.replaceFirst("<!DOCTYPE html>", "").getBytes(UTF_8)));
  }

  private static ImmutableList<String> texts(Document page, String tag) {
    NodeList found = page.getElementsByTagName(tag);
    ImmutableList.Builder<String> texts = ImmutableList.builder();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts.build();
  }

  @Test
  void hasTheSameCellsAsOtherFormats() throws Exception {
    Document page = parsed(html(CellFormat.DEFAULT, Optional.empty()));
    assertEquals(
        ImmutableList.of(
            "case",
            "nll (nats) ↓",
            "published (nats)",
            "difference (nats)",
            "mig ↑",
            "n",
            "VAE",
            "A_1, B"),
        texts(page, "th"));
    assertEquals(
        ImmutableList.of(
            "-90.25 ± 0.30",
            "-",
            "-",
            "-",
            "1/2",
            "88.50 ± 0.50",
            "87.5",
            "+1.00",
            "(1.86 ± 0.93)e-9",
            "2"),
        texts(page, "td"));
    assertEquals(ImmutableList.of("-90.25 ± 0.30"), texts(page, "strong"));
    assertEquals(ImmutableList.of("50% of A & B"), texts(page, "caption"));
    assertEquals(
        TableNotes.of(TABLE, CellFormat.DEFAULT, "Bold"), texts(page, "li"), "the notes below");
  }

  @Test
  void cellsHaveAllDigits() throws Exception {
    Document page = parsed(html(CellFormat.DEFAULT, Optional.empty()));
    Element first = (Element) page.getElementsByTagName("td").item(0);
    assertEquals("-90.25", first.getAttribute("data-value"));
    Element mig = (Element) page.getElementsByTagName("td").item(8);
    assertEquals(Double.toString(0x1p-29), mig.getAttribute("data-value"));
  }

  @Test
  void takesDigitsAndACaption() throws Exception {
    Document page =
        parsed(html(new CellFormat(OptionalInt.of(1)), Optional.of("<i> & \"quotes\"")));
    assertEquals(ImmutableList.of("<i> & \"quotes\""), texts(page, "caption"));
    assertTrue(texts(page, "td").contains("88.5 ± 0.5"));
  }
}

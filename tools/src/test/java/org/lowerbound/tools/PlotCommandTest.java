package org.lowerbound.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.result.PngFile;
import org.lowerbound.experiment.result.ResultTableJson;

final class PlotCommandTest {
  @TempDir Path folder;
  private int status;

  @BeforeEach
  void writeTable() {
    ResultTableJson.write(folder.resolve("table.json"), SampleTable.table());
  }

  /** Returns what the command says. */
  private String plot(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "plot";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(said, true, UTF_8);
    status = Tools.run(all, to, to);
    return said.toString(UTF_8);
  }

  @Test
  void theEndingSaysWhichFormatIsWritten() throws IOException {
    Path png = folder.resolve("a.png");
    Path svg = folder.resolve("a.SVG");
    String said = plot(folder.toString(), "--out", png.toString(), "--title", "A title");
    assertEquals(0, status, said);
    assertTrue(said.contains("thin error bars are over the examples"), said);
    plot(folder.toString(), "--out", svg.toString());
    assertEquals(0, status);
    String text = Files.readString(svg);
    assertTrue(text.startsWith("<svg xmlns="), text);
    // The published number of one row has its mark, its name, and its source.
    assertTrue(text.contains("published"), text);
    assertTrue(text.contains("Published: Doe, J. \"X\" 2016."), text);
    assertTrue(PngFile.read(png).width() > 560);
    byte[] before = Files.readAllBytes(png);
    plot(folder.toString(), "--out", png.toString(), "--title", "A title");
    assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(png)));
    plot(folder.toString(), "--out", png.toString(), "--width", "1000", "--height", "60");
    assertTrue(PngFile.read(png).width() > 1000);
  }

  @Test
  void whatCannotBeDrawnIsOneMessage() {
    String out = folder.resolve("a.png").toString();
    String table = folder.toString();
    refused("plot needs --out FILE, the .png or .svg file to write", table);
    refused("--out must end in .png or .svg but is a.pdf", table, "--out", "a.pdf");
    refused("plot needs a PATH at least", "--out", out);
    refused("unknown --kind 'bar'; did you mean 'bars'?", table, "--out", out, "--kind", "bar");
    refused("unknown --log 'z'", table, "--out", out, "--log", "z");
    refused("unknown option '--colour'", table, "--out", out, "--colour");
    refused("there is no file or folder", table + "x", "--out", out);
    refused("--y: unknown column 'nlll'", table, "--out", out, "--y", "nlll");
    refused(
        "--width must be from 50 to 10000 pixels but is 3", table, "--out", out, "--width", "3");
    refused(
        "--only is given once for all paths", table, "--out", out, "--only", "#0", "--only", "#1");
    refused("--each applies to", table, "--out", out, "--each");
    assertFalse(Files.exists(folder.resolve("a.png")));
  }

  private void refused(String message, String... arguments) {
    String said = plot(arguments);
    assertEquals(2, status, said);
    assertTrue(said.startsWith("tools: " + message), said);
    assertEquals(1, said.lines().count(), said);
  }

  @Test
  void onlyChoosesRows() throws IOException {
    Path svg = folder.resolve("a.svg");
    String said =
        plot(folder.toString(), "--out", svg.toString(), "--only", "case=VAE", "--y", "nll");
    assertEquals(0, status, said);
    assertFalse(Files.readString(svg).contains("published"));
  }
}

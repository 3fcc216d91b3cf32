package org.lowerbound.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterException;
import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.tools.bench.report.BenchReport;
import org.lowerbound.tools.bench.report.ReportMarkdown;
import org.lowerbound.tools.bench.report.ReportText;
import org.lowerbound.tools.bench.report.SampleReport;

class BenchCommandTest {
  @TempDir Path folder;

  private static Answer answer(BenchReport report, String... arguments) {
    BenchCommand command =
        new BenchCommand(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    JCommander.newBuilder().addObject(command).build().parse(arguments);
    return command.answer(report);
  }

  @Test
  void aMissedTargetIsAProblemOnlyIfAskedFor() {
    BenchReport missed = SampleReport.report(1.52);
    String text = ReportText.render(missed);
    assertEquals(Answer.of(text), answer(missed));
    assertEquals(
        new Answer(
            text,
            ImmutableList.of("two jobs over one (two-jobs) is 1.52, but should be at least 1.90"),
            ImmutableList.of()),
        answer(missed, "--check"));
    BenchReport met = SampleReport.report(1.95);
    assertEquals(Answer.of(ReportText.render(met)), answer(met, "--check"));
  }

  @Test
  void writesBothFiles() throws IOException {
    BenchReport report = SampleReport.report();
    Path out = folder.resolve("new/bench");
    answer(report, "--out", out.toString());
    assertEquals(ReportMarkdown.render(report), Files.readString(out.resolve("bench.md")));
    assertEquals(
        1.52, Json.read(out.resolve("bench.json")).at("/targets/two-jobs/value").doubleValue());
  }

  @Test
  void writesNothingUnasked() throws IOException {
    answer(SampleReport.report());
    assertFalse(Files.exists(Path.of("bench.json")));
    assertTrue(Files.exists(folder));
  }

  @Test
  void aWorkloadThatThereIsNotIsRefused() {
    BenchCommand command =
        new BenchCommand(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    JCommander.newBuilder().addObject(command).build().parse("--workloads", "W1,W6");
    ParameterException refusal = assertThrows(ParameterException.class, command::run);
    assertTrue(refusal.getMessage().contains("W6a"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("--workloads"), refusal.getMessage());
  }

  @Test
  void aFolderThatCannotBeMadeIsRefusedBeforeAnythingIsMeasured() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    BenchCommand command = new BenchCommand(new PrintStream(said, true, UTF_8));
    JCommander.newBuilder()
        .addObject(command)
        .build()
        .parse("--out", file.resolve("bench").toString());
    ResultException refusal = assertThrows(ResultException.class, command::run);
    assertTrue(refusal.getMessage().startsWith("cannot make the folder " + file), "names it");
    assertEquals("", said.toString(UTF_8));
  }
}

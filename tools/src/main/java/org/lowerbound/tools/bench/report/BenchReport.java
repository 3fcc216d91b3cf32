package org.lowerbound.tools.bench.report;

import com.google.common.collect.ImmutableList;
import java.time.Instant;

/**
 * All that a benchmark found.
 *
 * @param machine what it ran on
 * @param date when it started
 * @param remarks what holds for all of it, such as the data
 * @param tables what was measured
 * @param findings what was measured for the targets
 */
public record BenchReport(
    Machine machine,
    Instant date,
    ImmutableList<String> remarks,
    ImmutableList<BenchTable> tables,
    ImmutableList<Finding> findings) {
  /** Returns the findings that miss their target. */
  public ImmutableList<Finding> missed() {
    return findings.stream()
        .filter(finding -> !finding.met())
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns all tables, the machine's first and the targets' last. */
  ImmutableList<BenchTable> allTables() {
    ImmutableList.Builder<BenchTable> all = ImmutableList.builder();
    all.add(machineTable()).addAll(tables);
    if (!findings.isEmpty()) {
      all.add(targets());
    }
    return all.build();
  }

  private BenchTable machineTable() {
    BenchTable.Builder table =
        BenchTable.builder("machine", "Machine").column("what", "").column("value", "");
    table.row("processor", machine.host().cpu());
    table.row("cores", Integer.toString(machine.cores()));
    if (!machine.caches().isEmpty()) {
      table.row("caches", String.join(", ", machine.caches()));
    }
    table.row("memory", BenchNumbers.text(machine.memoryBytes() / 1e9) + " GB");
    table.row("system", machine.host().platform());
    table.row("Java", machine.host().java());
    table.row("TensorFlow", machine.tensorflow());
    table.row("Lowerbound", machine.build().version() + " (" + machine.build().commit() + ")");
    table.row("date", date.toString());
    remarks.forEach(table::note);
    return table.build();
  }

  private BenchTable targets() {
    BenchTable.Builder table =
        BenchTable.builder("targets", "Targets")
            .column("target", "target")
            .column("value", "value")
            .column("limit", "should be")
            .column("met", "met");
    for (Finding finding : findings) {
      table.row(
          finding.target().title(),
          finding.value(),
          finding.side() + " " + finding.limit(),
          finding.met() ? "yes" : "no");
    }
    return table.build();
  }
}

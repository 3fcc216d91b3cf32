package org.lowerbound.tools.bench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.tools.bench.report.BenchTable.Value;

/** A report as {@code bench.json}. */
public final class ReportJson {
  private ReportJson() {}

  /**
   * Returns the report as JSON; a number that is not finite is a string, as JSON has none, and an
   * empty cell is left out.
   */
  public static ObjectNode encode(BenchReport report) {
    ObjectNode json = Json.object();
    json.put("date", report.date().toString());
    json.set("machine", machine(report.machine()));
    ArrayNode remarks = json.putArray("remarks");
    report.remarks().forEach(remarks::add);
    ObjectNode tables = json.putObject("tables");
    report.tables().forEach(table -> tables.set(table.name(), table(table)));
    ObjectNode targets = json.putObject("targets");
    for (Finding finding : report.findings()) {
      ObjectNode target = targets.putObject(finding.target().key());
      put(target, "value", finding.value());
      target.put(
          finding.target().bound() == Target.Bound.AT_LEAST ? "atLeast" : "atMost",
          finding.target().limit());
      target.put("met", finding.met());
    }
    return json;
  }

  private static ObjectNode machine(Machine machine) {
    ObjectNode json = Json.object();
    json.put("cpu", machine.host().cpu());
    json.put("cores", machine.cores());
    ArrayNode caches = json.putArray("caches");
    machine.caches().forEach(caches::add);
    json.put("memoryBytes", machine.memoryBytes());
    json.put("platform", machine.host().platform());
    json.put("java", machine.host().java());
    json.put("tensorflow", machine.tensorflow());
    json.put("lowerbound", machine.build().version());
    json.put("commit", machine.build().commit());
    return json;
  }

  private static ObjectNode table(BenchTable table) {
    ObjectNode json = Json.object();
    json.put("title", table.title());
    ArrayNode rows = json.putArray("rows");
    for (ImmutableList<Value> row : table.rows()) {
      ObjectNode cells = rows.addObject();
      for (int i = 0; i < row.size(); i++) {
        String key = table.columns().get(i).key();
        if (row.get(i) instanceof BenchTable.Quantity number) {
          put(cells, key, number.value());
        } else if (!row.get(i).text().isEmpty()) {
          cells.put(key, row.get(i).text());
        }
      }
    }
    ArrayNode notes = json.putArray("notes");
    table.notes().forEach(notes::add);
    return json;
  }

  private static void put(ObjectNode json, String key, double value) {
    if (Double.isFinite(value)) {
      json.put(key, value);
    } else {
      json.put(key, Double.toString(value));
    }
  }
}

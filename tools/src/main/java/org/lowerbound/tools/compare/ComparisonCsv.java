package org.lowerbound.tools.compare;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.lowerbound.experiment.statistics.Interval;
import org.lowerbound.tools.text.CsvLines;

/** A comparison for programs: a line a number, every digit of it, what is not there left empty. */
final class ComparisonCsv {
  private ComparisonCsv() {}

  static String render(Comparison comparison) {
    CsvLines lines = new CsvLines();
    lines.add(
        ImmutableList.of(
            "row of A",
            "row of B",
            "number",
            "unit",
            "better",
            "A",
            "B",
            "B - A",
            "standard error",
            "interval low",
            "interval high",
            "interval level",
            "interval method",
            "paired by",
            "pairs",
            "B is"));
    for (ComparedRow row : comparison.rows()) {
      for (ComparedNumber number : row.numbers()) {
        lines.add(fields(comparison, row, number));
      }
    }
    return lines.text();
  }

  private static ImmutableList<String> fields(
      Comparison comparison, ComparedRow row, ComparedNumber number) {
    Optional<Interval> interval = number.difference().interval();
    var error = number.difference().standardError();
    return ImmutableList.of(
        row.a().label(),
        row.b().label(),
        number.column().name(),
        number.column().unit(),
        Ascii.toLowerCase(number.column().better().name()),
        Double.toString(number.a()),
        Double.toString(number.b()),
        Double.toString(number.difference().value()),
        error.isPresent() ? Double.toString(error.getAsDouble()) : "",
        interval.map(i -> Double.toString(i.low())).orElse(""),
        interval.map(i -> Double.toString(i.high())).orElse(""),
        interval.map(i -> Double.toString(comparison.bootstrap().level())).orElse(""),
        interval.map(i -> i.method().label()).orElse(""),
        Ascii.toLowerCase(number.pairing().by().name()),
        Integer.toString(number.pairing().count()),
        number.verdict().text());
  }
}

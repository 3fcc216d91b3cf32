package org.lowerbound.experiment.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lowerbound.experiment.result.Samples.estimate;

import com.google.common.collect.ImmutableList;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellFormatTest {
  private static Cell cell(double mean, double error) {
    return Cell.of(ImmutableList.of(estimate(mean, error)));
  }

  private static Cell cell(double mean) {
    return Cell.of(ImmutableList.of(estimate(mean)));
  }

  @ParameterizedTest
  @CsvSource({
    "85.5432, 0.1234, 85.54 ± 0.12",
    "9.996, 0.0049, 9.9960 ± 0.0049",
    "9.996, 0.049, 9.996 ± 0.049",
    "9.996, 0.49, 10.00 ± 0.49",
    // 0.0996 rounds to 0.10, which keeps two digits and not three.
    "1.23456, 0.0996, 1.23 ± 0.10",
    "1.23456, 0.00995, 1.235 ± 0.010",
    "1.23456, 9.96, 1 ± 10",
    "1234.5, 56.7, 1235 ± 57",
    "1234.5, 567.8, 1230 ± 570",
    "0.4, 123, 0 ± 120",
    "-85.5432, 0.1234, -85.54 ± 0.12",
    "-0.0001, 0.05, 0.000 ± 0.050",
    "0, 0.5, 0.00 ± 0.50",
    // A half is rounded as the decimal that is read, although the double 2.675 is below it.
    "2.675, 0.11, 2.68 ± 0.11",
    "2.5, 0, 2.500 ± 0",
    "12, 0, 12 ± 0",
    "2.5, NaN, 2.500 ± NaN",
    "2.5, Infinity, 2.500 ± inf",
    "NaN, 0.5, NaN",
    "-Infinity, NaN, -inf",
    // Smaller than a double can tell from nothing beside 1.
    "1.5, 1e-17, 1.500 ± 0",
    "123456.7, 0.25, 123456.70 ± 0.25",
    "1.5e-8, 1.2e-9, (1.50 ± 0.12)e-8",
    "1.5e-9, 1.2e-8, (0.2 ± 1.2)e-8",
    "-3.14159e7, 1234567, (-3.14 ± 0.12)e7",
    "0.00012345, 0.00001, 0.000123 ± 0.000010",
  })
  void theErrorDecidesTheDigits(double mean, double error, String text) {
    assertEquals(text, CellFormat.DEFAULT.cell(cell(mean, error)).joined("±"));
  }

  @ParameterizedTest
  @CsvSource({
    "85.5432, 85.54",
    "9.9996, 10.00",
    "99.996, 100.0",
    "0.0012345, 0.001235",
    "12, 12",
    "0, 0",
    "-0.0, 0",
    "-7.25, -7.250",
    "1234.5678, 1235",
    "123456.7, 123457",
    "9999999, 9999999",
    "12345678, 1.235e7",
    "0.000012345, 1.235e-5",
    "NaN, NaN",
  })
  void withoutAnErrorThereAreFourDigits(double mean, String text) {
    assertEquals(text, CellFormat.DEFAULT.cell(cell(mean)).joined("±"));
  }

  @ParameterizedTest
  @CsvSource({
    "3, 85.5432, 0.1234, 85.543 ± 0.123",
    "0, 85.5432, 0.1234, 86 ± 0",
    "2, 12, 0, 12.00 ± 0.00",
    "2, 1.5e-8, 1e-9, 0.00 ± 0.00",
    "1, NaN, 1, NaN"
  })
  void decimalsCanBeFixed(int decimals, double mean, double error, String text) {
    CellFormat format = new CellFormat(OptionalInt.of(decimals));
    assertEquals(text, format.cell(cell(mean, error)).joined("±"));
  }

  @ParameterizedTest
  @CsvSource({
    "0.3149, 85.8549, 0.12, +0.31",
    "-0.3149, 85.2251, 0.12, -0.31",
    "0.0049, 85.54, 0.12, 0.00",
    "-0.0049, 85.54, 0.12, 0.00",
    "12, 1234, 567, +12",
    "NaN, NaN, 0.1, NaN",
    "Infinity, Infinity, 0.1, +inf",
    "1e-9, 1.5e-8, 1e-9, +1.000e-9",
  })
  void aDifferenceIsSignedAndAsFineAsTheMean(
      double difference, double mean, double error, String text) {
    assertEquals(text, CellFormat.DEFAULT.difference(difference, cell(mean, error)).joined("±"));
  }

  @ParameterizedTest
  @CsvSource({"85.54, 85.54", "85.5, 85.5", "87, 87", "0.0001, 0.0001", "1e-9, 1e-9"})
  void aPublishedNumberKeepsItsDigits(double value, String text) {
    assertEquals(text, CellFormat.DEFAULT.published(value).joined("±"));
  }

  @Test
  void refusesMoreDecimalsThanADoubleHas() {
    var e = assertThrows(IllegalArgumentException.class, () -> new CellFormat(OptionalInt.of(18)));
    assertEquals(
        "the number of decimals must be from 0 to 17 but is OptionalInt[18]", e.getMessage());
  }
}

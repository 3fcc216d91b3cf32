package org.lowerbound.tools.tutorial;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The numbers that a page may use, without their signs: those of its tables and configs, rounded or
 * not, and what simple arithmetic makes of them if the page writes it out, as in {@code 12.5 − 2.5
 * = 10.0} or {@code ½ log 17 = 1.42}.
 */
final class SourcedNumbers {
  private static final String NUMBER = "(\\d+(?:\\.\\d+)?)";
  private static final Pattern ANY = Pattern.compile("(?<![\\w.])" + NUMBER + "(?![\\w.]*\\d)");
  private static final Pattern DECIMAL = Pattern.compile("(?<![\\w.])(\\d+\\.\\d+)(?![\\w.]*\\d)");
  private static final Pattern ARITHMETIC =
      Pattern.compile(NUMBER + " ([−+·/]) " + NUMBER + " = " + NUMBER);

  private static final Pattern HALF_LOG = Pattern.compile("½ log (\\d+) = " + NUMBER);

  private final List<BigDecimal> known = new ArrayList<>();

  /** Adds all numbers of a text. */
  void add(String text) {
    ANY.matcher(text).results().forEach(found -> known.add(new BigDecimal(found.group(1))));
  }

  /** Returns the numbers with a decimal point in a text, and its sums, that have no source. */
  ImmutableList<String> strangers(String prose) {
    ImmutableList.Builder<String> strangers = ImmutableList.builder();
    List<BigDecimal> results = new ArrayList<>();
    Consumer<MatchResult> check =
        sum -> {
          BigDecimal result = new BigDecimal(sum.group(sum.groupCount()));
          if (isRounded(value(sum), result)) {
            results.add(result);
          } else {
            strangers.add(sum.group());
          }
        };
    ARITHMETIC.matcher(prose).results().forEach(check);
    HALF_LOG.matcher(prose).results().forEach(check);
    DECIMAL
        .matcher(prose)
        .results()
        .map(found -> new BigDecimal(found.group(1)))
        .filter(number -> known.stream().noneMatch(source -> isRounded(source, number)))
        .filter(number -> results.stream().noneMatch(result -> result.compareTo(number) == 0))
        .forEach(number -> strangers.add(number.toPlainString()));
    return strangers.build();
  }

  private static BigDecimal value(MatchResult sum) {
    BigDecimal a = new BigDecimal(sum.group(1));
    if (sum.groupCount() == 2) {
      return BigDecimal.valueOf(Math.log(a.doubleValue()) / 2);
    }
    BigDecimal b = new BigDecimal(sum.group(3));
    return switch (sum.group(2)) {
      case "−" -> a.subtract(b);
      case "+" -> a.add(b);
      case "·" -> a.multiply(b);
      default -> a.divide(b, MathContext.DECIMAL64);
    };
  }

  /** Whether a number is another one, or what it is with fewer decimals. */
  private static boolean isRounded(BigDecimal source, BigDecimal number) {
    int decimals = number.scale();
    return source.compareTo(number) == 0
        || (source.scale() > decimals
            && (source.setScale(decimals, RoundingMode.HALF_UP).compareTo(number) == 0
                || source.setScale(decimals, RoundingMode.HALF_EVEN).compareTo(number) == 0));
  }
}

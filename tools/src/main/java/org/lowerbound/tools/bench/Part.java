package org.lowerbound.tools.bench;

import com.google.common.collect.ImmutableList;
import org.lowerbound.tools.bench.report.BenchTable;
import org.lowerbound.tools.bench.report.Finding;

/** One thing that is measured. */
interface Part {
  /** Returns the name by which it is chosen. */
  String name();

  /** Measures. */
  Measured measure(BenchContext context);

  /**
   * What a part found.
   *
   * @param tables what was measured
   * @param findings what was measured for the targets
   */
  record Measured(ImmutableList<BenchTable> tables, ImmutableList<Finding> findings) {
    /** One table. */
    Measured(BenchTable table, ImmutableList<Finding> findings) {
      this(ImmutableList.of(table), findings);
    }
  }
}

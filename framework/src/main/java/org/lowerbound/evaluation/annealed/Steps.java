package org.lowerbound.evaluation.annealed;

import java.util.function.IntConsumer;
import org.lowerbound.evaluation.RowRunner;

/** How far the chains of some examples have come, as if their examples were done one by one. */
final class Steps implements IntConsumer {
  private final RowRunner runner;
  private final int[] rows;
  private final int all;
  private int done;
  private int told;

  /**
   * Starts at none.
   *
   * @param all how many transitions there will be
   */
  Steps(RowRunner runner, int[] rows, int all) {
    this.runner = runner;
    this.rows = rows;
    this.all = all;
  }

  @Override
  public void accept(int transition) {
    done++;
    int examples = (int) Math.min(rows.length - 1, (long) rows.length * done / all);
    if (examples > told) {
      told = examples;
      runner.progress(rows[0] + examples);
    }
  }
}

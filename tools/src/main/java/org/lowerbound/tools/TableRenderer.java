package org.lowerbound.tools;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.RowTests;

/** Makes a document of a table. */
interface TableRenderer {
  /** Returns the document, which ends with a newline, with the signs of tests if there are any. */
  Rendering render(ResultTable table, Optional<RowTests> tests);

  /** Returns the document without tests. */
  default Rendering render(ResultTable table) {
    return render(table, Optional.empty());
  }

  /**
   * A document, and what there is to say of it.
   *
   * @param document the document
   * @param remarks what was not written as it stood, a line each
   */
  record Rendering(String document, ImmutableList<String> remarks) {
    /** Returns a document that has everything. */
    static Rendering whole(String document) {
      return new Rendering(document, ImmutableList.of());
    }
  }
}

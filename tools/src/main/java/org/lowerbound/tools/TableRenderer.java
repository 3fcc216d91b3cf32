package org.lowerbound.tools;

import com.google.common.collect.ImmutableList;
import org.lowerbound.experiment.result.ResultTable;

/** Makes a document of a table. */
interface TableRenderer {
  /** Returns the document, which ends with a newline. */
  Rendering render(ResultTable table);

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

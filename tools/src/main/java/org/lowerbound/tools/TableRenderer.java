package org.lowerbound.tools;

import org.lowerbound.experiment.result.ResultTable;

/** Turns a result table into a document of some format. */
interface TableRenderer {
  /** Returns the document, ending with a line feed. */
  String render(ResultTable table);
}

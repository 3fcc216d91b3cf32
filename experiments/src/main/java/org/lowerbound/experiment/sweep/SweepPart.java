package org.lowerbound.experiment.sweep;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.lowerbound.experiment.config.OneOrMore;
import org.lowerbound.experiment.config.Shown;
import org.lowerbound.experiment.result.Publications;
import org.lowerbound.experiment.result.Published;
import org.lowerbound.experiment.result.TableLayout;

/**
 * What one sweep file says; another that it includes may say the rest.
 *
 * @param name the folder of the results
 * @param description the title of the table
 * @param include another sweep to start from, by its path from this file, or one that comes with
 *     the program; this file's values are merged over it, its axes replace the other's
 * @param trial the trial that all others are made from
 * @param axes what varies; axes multiply, the first is the slowest
 * @param table what the table shows
 * @param published numbers of a publication, shown beside the rows with the difference; of several
 *     metrics or publications a list, in which a row has one number of each metric; [] takes
 *     included ones away
 */
record SweepPart(
    Optional<String> name,
    Optional<String> description,
    Optional<String> include,
    Optional<JsonNode> trial,
    Optional<ImmutableList<JsonNode>> axes,
    Optional<TableLayout> table,
    @OneOrMore Optional<ImmutableList<Published>> published) {
  /** The key by which a file tells editors where its schema is. */
  static final String SCHEMA = "$schema";

  /** What a name is made of; its end is no dot. */
  static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  SweepPart {
    name.ifPresent(
        folder ->
            checkArgument(
                folder.matches(NAME) && !folder.endsWith("."),
                "name must be able to name a folder (letters, digits, '-', '_' and '.', at most"
                    + " 100, a letter or digit first) but is \"%s\"",
                Shown.text(folder)));
    trial.ifPresent(
        node ->
            checkArgument(node.isObject(), "trial must be an object but is %s", Shown.value(node)));
    published.ifPresent(Publications::new);
  }
}

package org.lowerbound.experiment.sweep;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.lowerbound.experiment.config.Shown;
import org.lowerbound.experiment.result.Published;
import org.lowerbound.experiment.result.TableLayout;

/** What one sweep file says; another that it includes may say the rest. */
record SweepPart(
    Optional<String> name,
    Optional<String> description,
    Optional<String> include,
    Optional<JsonNode> trial,
    Optional<ImmutableList<JsonNode>> axes,
    Optional<TableLayout> table,
    Optional<Published> published) {
  SweepPart {
    name.ifPresent(
        folder ->
            checkArgument(
                folder.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}") && !folder.endsWith("."),
                "name must be able to name a folder (letters, digits, '-', '_' and '.', at most"
                    + " 100, a letter or digit first) but is \"%s\"",
                Shown.text(folder)));
    trial.ifPresent(
        node ->
            checkArgument(node.isObject(), "trial must be an object but is %s", Shown.value(node)));
  }
}

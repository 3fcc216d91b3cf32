package org.lowerbound.experiment.execution;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.execution.SweepOrigins.Need;
import org.lowerbound.experiment.result.AncestorJson;
import org.lowerbound.experiment.result.RunCommandJson;
import org.lowerbound.experiment.sweep.Trial;

/**
 * A request as JSON, for a process that has the same build, plug-ins and files. It has the resolved
 * config, from which the other side makes the trial anew, and what tells whether it made the same.
 */
public final class RequestJson {
  private RequestJson() {}

  /** Returns the request; one or two kilobytes. Paths are absolute. */
  public static ObjectNode encode(TrialRequest request) {
    PlannedTrial planned = request.trial();
    Trial trial = planned.resolved().trial();
    ObjectNode json =
        Json.object()
            .put("id", planned.id())
            .put("index", trial.index())
            .put("course", planned.identity().course())
            .put("folder", absolute(request.sweepFolder()).toString());
    // Before anything that is the user's: engines find the words above and this by their text.
    readFolders(request).forEach(json.withArray("/reads")::add);
    json.put("jobs", request.settings().jobs());
    ObjectNode overrides = json.putObject("overrides");
    trial.overrides().forEach(overrides::set);
    json.set("config", planned.resolved().config());
    planned.plugins().forEach(json.withObject("/plugins")::put);
    if (request.fresh()) {
      json.put("fresh", true);
    }
    request.objection().ifPresent(reason -> json.put("objection", reason));
    request.measure().ifPresent(measure -> json.put("measure", measure.name()));
    request.settings().command().ifPresent(c -> json.set("command", RunCommandJson.encode(c)));
    request.settings().tracedStep().ifPresent(step -> json.put("trace", step));
    request
        .origins() // Of those that are not in the sweep the config tells where they are.
        .forEach(
            (need, config) ->
                json.withObject("/origins")
                    .set(key(need), origin(config, planned.origin(need).orElseThrow())));
    for (Trainings.Finished finished : request.trainings().ofFamily(planned.identity())) {
      json.withArray("/trainings").add(absolute(finished.folder().path()).toString());
    }
    return json;
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /**
   * Returns the folders of other trials that a trial may read, seen from the folder of results, for
   * who runs it where that folder is not.
   */
  private static ImmutableList<String> readFolders(TrialRequest request) {
    return Stream.concat(
            request.origins().keySet().stream()
                .map(need -> request.trial().origin(need).orElseThrow().ancestor().trial())
                .map(id -> request.folderOf(id).path()),
            request.trainings().ofFamily(request.trial().identity()).stream()
                .map(finished -> finished.folder().path()))
        .distinct()
        .map(request.trainings()::nameOf)
        .collect(toImmutableList());
  }

  /** Returns what the origin that a trial needs for something is called in the JSON. */
  static String key(Need need) {
    return Ascii.toLowerCase(need.name());
  }

  private static JsonNode origin(JsonNode config, InitOrigin origin) {
    ObjectNode json = Json.object().put("name", origin.name());
    json.set("config", config);
    return json.set("ancestor", AncestorJson.encode(origin.ancestor()));
  }
}

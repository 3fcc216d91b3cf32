package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.model.LikelihoodKind;

/** The provenance of a whole table as JSON. */
final class ProvenanceSummaryJson {
  private ProvenanceSummaryJson() {}

  static ObjectNode encode(ProvenanceSummary provenance) {
    ObjectNode json = Json.object();
    ArrayNode builds = json.putArray("builds");
    for (BuildInfo build : provenance.builds()) {
      builds.addObject().put("lowerbound", build.version()).put("commit", build.commit());
    }
    ArrayNode tensorflow = json.putArray("tensorflow");
    provenance.tensorflow().forEach(tensorflow::add);
    ArrayNode hosts = json.putArray("hosts");
    for (Host host : provenance.hosts()) {
      HostJson.encode(host, hosts.addObject());
    }
    ArrayNode datasets = json.putArray("datasets");
    for (DatasetId dataset : provenance.datasets()) {
      ObjectNode entry =
          datasets
              .addObject()
              .put("name", dataset.name())
              .put("fingerprint", dataset.fingerprint());
      Optional.ofNullable(provenance.making().data().get(dataset))
          .ifPresent(use -> DataUseJson.encode(use, entry));
    }
    ArrayNode measures = json.putArray("measures");
    provenance.measures().forEach(measure -> measures.add(JsonFields.name(measure)));
    provenance.firstStartedAt().ifPresent(time -> json.put("firstStartedAt", time.toString()));
    provenance.lastStartedAt().ifPresent(time -> json.put("lastStartedAt", time.toString()));
    if (!provenance.inits().isEmpty()) {
      ArrayNode inits = json.putArray("inits");
      provenance.inits().forEach(init -> inits.add(AncestorJson.encode(init)));
    }
    MakingJson.encode(provenance.making(), json);
    return json;
  }

  static DatasetId dataset(JsonFields fields) {
    return new DatasetId(fields.string("name"), fields.string("fingerprint"));
  }

  static ProvenanceSummary decode(JsonFields fields) {
    return new ProvenanceSummary(
        fields.objects("builds", b -> new BuildInfo(b.string("lowerbound"), b.string("commit"))),
        fields.strings("tensorflow"),
        fields.objects("hosts", HostJson::decode),
        fields.objects("datasets", ProvenanceSummaryJson::dataset),
        fields.optionalChoices("measures", LikelihoodKind.class),
        fields.optionalString("firstStartedAt").map(at -> fields.instant("firstStartedAt")),
        fields.optionalString("lastStartedAt").map(at -> fields.instant("lastStartedAt")),
        fields.optionalObjects("inits", AncestorJson::decode),
        MakingJson.decode(fields));
  }
}

package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
      hosts
          .addObject()
          .put("java", host.java())
          .put("platform", host.platform())
          .put("cpu", host.cpu());
    }
    ArrayNode datasets = json.putArray("datasets");
    for (DatasetId dataset : provenance.datasets()) {
      datasets.addObject().put("name", dataset.name()).put("fingerprint", dataset.fingerprint());
    }
    ArrayNode measures = json.putArray("measures");
    provenance.measures().forEach(measure -> measures.add(JsonFields.name(measure)));
    provenance.firstStartedAt().ifPresent(time -> json.put("firstStartedAt", time.toString()));
    provenance.lastStartedAt().ifPresent(time -> json.put("lastStartedAt", time.toString()));
    if (!provenance.inits().isEmpty()) {
      ArrayNode inits = json.putArray("inits");
      provenance.inits().forEach(init -> inits.add(AncestorJson.encode(init)));
    }
    return json;
  }

  static ProvenanceSummary decode(JsonFields fields) {
    return new ProvenanceSummary(
        fields.objects("builds", b -> new BuildInfo(b.string("lowerbound"), b.string("commit"))),
        fields.strings("tensorflow"),
        fields.objects(
            "hosts", h -> new Host(h.string("java"), h.string("platform"), h.string("cpu"))),
        fields.objects("datasets", d -> new DatasetId(d.string("name"), d.string("fingerprint"))),
        fields.optionalChoices("measures", LikelihoodKind.class),
        fields.optionalString("firstStartedAt").map(at -> fields.instant("firstStartedAt")),
        fields.optionalString("lastStartedAt").map(at -> fields.instant("lastStartedAt")),
        fields.optionalObjects("inits", AncestorJson::decode));
  }
}

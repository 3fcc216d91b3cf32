package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.lowerbound.evaluation.Caveats;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Dominance;
import org.lowerbound.evaluation.WeightTails;

/**
 * What is to be known of a number, as fields of its JSON that are there only where it is. Files of
 * versions that did not know of them are still read.
 */
final class CaveatsJson {
  private static final String CHANCE = "byChance";
  private static final String DOMINANCE = "dominatedBy";
  private static final String LARGEST_WEIGHT = "largestWeight";
  private static final String WEIGHT_TAILS = "weightTails";
  private static final String IDEAL = "ideal";
  private static final String FINDINGS = "findings";

  private CaveatsJson() {}

  static void encode(Caveats caveats, ObjectNode number) {
    caveats
        .chance()
        .ifPresent(
            chance -> {
              ObjectNode json = number.putObject(CHANCE);
              json.set("mean", JsonNumbers.write(chance.mean()));
              json.set("standardDeviation", JsonNumbers.write(chance.standardDeviation()));
            });
    caveats
        .dominance()
        .ifPresent(
            dominance ->
                number
                    .putObject(DOMINANCE)
                    .put("examples", dominance.examples())
                    .put("share", dominance.share()));
    caveats.largestWeight().ifPresent(share -> number.put(LARGEST_WEIGHT, share));
    caveats
        .weightTails()
        .ifPresent(
            tails -> {
              ObjectNode json = number.putObject(WEIGHT_TAILS);
              json.put("heavy", tails.heavy()).put("examples", tails.examples());
              json.set("threshold", JsonNumbers.write(tails.threshold()));
              json.set("effectiveDraws", JsonNumbers.write(tails.effectiveDraws()));
            });
    caveats.ideal().ifPresent(ideal -> number.set(IDEAL, JsonNumbers.write(ideal)));
    if (!caveats.findings().isEmpty()) {
      caveats.findings().forEach(number.putArray(FINDINGS)::add);
    }
  }

  static Caveats decode(JsonFields number) {
    Optional<Chance> chance =
        number
            .optionalObject(CHANCE)
            .map(json -> new Chance(json.number("mean"), json.number("standardDeviation")));
    Optional<Dominance> dominance =
        number
            .optionalObject(DOMINANCE)
            .map(
                json ->
                    new Dominance(Math.toIntExact(json.integer("examples")), json.number("share")));
    Optional<WeightTails> tails =
        number
            .optionalObject(WEIGHT_TAILS)
            .map(
                json ->
                    new WeightTails(
                        json.integer("heavy"),
                        json.integer("examples"),
                        json.number("threshold"),
                        json.number("effectiveDraws")));
    return new Caveats(
        chance,
        dominance,
        number.optionalNumber(LARGEST_WEIGHT),
        tails,
        number.optionalNumber(IDEAL),
        number.optionalStrings(FINDINGS));
  }
}

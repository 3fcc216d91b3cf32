package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Locale;
import java.util.Optional;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Spelled;

/**
 * The trial whose parameters another starts from, its origin, and what is taken of it.
 *
 * @param from the folder of the origin, or of a sweep that has it; without it the origin is a trial
 *     of the same sweep
 * @param caseName the label of the origin's case
 * @param only conditions that choose the origin, as {@code --only} has them
 * @param parts which part of the model is taken
 * @param optimizer whether the training goes on with the state of the origin's: what optimizer and
 *     objective have left, moving averages, counts of updates
 */
public record InitSpec(
    Optional<String> from,
    @Spelled("case") Optional<String> caseName,
    Optional<String> only,
    @Default("\"all\"") InitParts parts,
    @Default("false") boolean optimizer) {
  /** Checks that an origin is named, and that the parts go with the optimizer's state. */
  public InitSpec {
    checkArgument(
        from.isPresent() || caseName.isPresent() || only.isPresent(),
        "init names no trial to start from: \"from\" is the folder of a trial or of a sweep,"
            + " \"case\" or \"only\" choose one of its trials, or one of this sweep");
    checkArgument(
        !optimizer || parts == InitParts.ALL,
        "\"optimizer\": true takes the state of all parameters, and does not go with \"parts\":"
            + " \"%s\"; leave out one of them",
        parts.name().toLowerCase(Locale.ROOT));
  }
}

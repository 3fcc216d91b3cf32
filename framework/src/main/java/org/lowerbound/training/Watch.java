package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.schedule.Looks;
import org.lowerbound.schedule.Plateau;

/**
 * What a training makes of its looks at the validation split: which of them count, which is the
 * best, and where they end it.
 *
 * <p>Looks at the ends of whole epochs alone are remembered. One after the last step of a training
 * that ends within an epoch is not, as a longer training of the same course would not take it.
 *
 * @param validation what is measured; none if the training does not look
 * @param stepsPerEpoch the steps of an epoch
 * @param every how many epochs lie between two looks
 * @param warmUp how many of the first looks do not count: those at which a schedule of the model or
 *     of the objective still went on
 * @param totalSteps the length of the training
 * @param patience how many looks in a row may be no better than the best before them
 * @param keepsBest whether the state of the best look is kept
 */
record Watch(
    Optional<Validation> validation,
    long stepsPerEpoch,
    int every,
    int warmUp,
    long totalSteps,
    Optional<Integer> patience,
    boolean keepsBest) {
  /**
   * Prepares what a trial asks for.
   *
   * @param scalars all that change in the training, which is built
   * @throws IllegalArgumentException if something follows the validation split, and that cannot be;
   *     the message says why
   */
  static Watch of(
      TrialSpec spec, Dataset dataset, StepScalars scalars, Optional<Validation> validation) {
    TrainingSpec training = spec.training();
    int examples = dataset.splits().get(Split.TRAIN).count();
    long stepsPerEpoch = training.stepsPerEpoch(examples);
    Optional<Map.Entry<String, Double>> slowest =
        scalars.schedulesOfWhatIsFitted().entrySet().stream()
            .map(entry -> Map.entry(entry.getKey(), entry.getValue().settlesAfter(stepsPerEpoch)))
            .max(Map.Entry.comparingByValue());
    // The last update before a look after s steps is that of time s − 1: it has the last values.
    double settled = Math.ceil(slowest.map(Map.Entry::getValue).orElse(0.0));
    int every = training.validateEvery();
    int warmUp =
        every == 0 ? 0 : (int) Math.min(settled / (stepsPerEpoch * every), Integer.MAX_VALUE - 1);
    Watch watch =
        new Watch(
            validation,
            stepsPerEpoch,
            every,
            warmUp,
            training.totalSteps(examples),
            training.patience(),
            training.keepsBest());
    follower(training, scalars)
        .ifPresent(who -> watch.checkLooks(who, spec, dataset, slowest.map(Map.Entry::getKey)));
    return watch;
  }

  /** Returns what follows the validation split, if anything does. */
  private static Optional<String> follower(TrainingSpec training, StepScalars scalars) {
    if (training.keepsBest()) {
      return Optional.of("\"keep\": \"best\"");
    }
    return training
        .patience()
        .map(patience -> "\"patience\": " + patience)
        .or(
            () ->
                scalars.given().entrySet().stream()
                    .filter(entry -> entry.getValue() instanceof Plateau)
                    .map(entry -> "the plateau of " + entry.getKey())
                    .findFirst());
  }

  private void checkLooks(String who, TrialSpec spec, Dataset dataset, Optional<String> slowest) {
    checkArgument(
        dataset.splits().containsKey(Split.VALIDATION),
        "%s follows the validation split, but the data set %s has none",
        who,
        dataset.name());
    checkArgument(
        every > 0,
        "%s follows the validation split, but \"validateEvery\": 0 never looks at it; 1, the"
            + " default, looks after each epoch",
        who);
    checkArgument(
        validation.isPresent(),
        "%s follows what is watched on the validation split, but of this model there is nothing to"
            + " watch: no likelihood, no ELBO, no reconstructions",
        who);
    long first = stepOf(warmUp);
    checkArgument(
        first <= totalSteps,
        "%s follows the validation split after whole epochs%s, but the training has %s (%s steps),"
            + " and the first look that counts comes after %s (%s steps)",
        who,
        warmUp == 0
            ? ""
            : ", once the schedule of %s has reached its last value"
                .formatted(slowest.orElseThrow()),
        spec.training().length(),
        totalSteps,
        first / stepsPerEpoch == 1 ? "1 epoch" : first / stepsPerEpoch + " epochs",
        first);
  }

  /** Returns that nothing has been seen yet. */
  Looks start() {
    return new Looks(Looks.NONE.scores(), warmUp);
  }

  /** Returns the number of steps made at a look. */
  long stepOf(int look) {
    return (look + 1L) * every * stepsPerEpoch;
  }

  /** Returns whether a number of steps is that of a look that is remembered. */
  boolean remembers(long step) {
    return validation.isPresent() && step % (every * stepsPerEpoch) == 0;
  }

  /** Returns whether numbers are measured after so many steps, the last of an epoch or of all. */
  boolean looks(long step) {
    return validation.isPresent() && (remembers(step) || step == totalSteps);
  }

  /** Returns what has been seen, with one more look. */
  Looks after(Looks looks, ImmutableMap<String, Double> numbers) {
    return looks.with(validation.orElseThrow().score(numbers));
  }

  /** Returns whether the last look is the best, and is to be kept. */
  boolean keeps(Looks looks) {
    return keepsBest && looks.best().equals(OptionalInt.of(looks.scores().length() - 1));
  }

  /** Returns the number of steps after which the training ends, as far as the looks tell. */
  long end(Looks looks) {
    OptionalInt over = patience.map(looks::firstWaitOf).orElse(OptionalInt.empty());
    return over.isPresent() ? Math.min(totalSteps, stepOf(over.getAsInt())) : totalSteps;
  }

  /** Returns whether there are as many looks as a training takes in so many steps. */
  boolean isComplete(Looks looks, long steps) {
    return validation.isEmpty() || looks.scores().length() == steps / (every * stepsPerEpoch);
  }

  /** Returns what is to be told of the looks, if one of them counts. */
  Optional<LooksTaken> taken(Looks looks) {
    if (looks.best().isEmpty()) {
      return Optional.empty();
    }
    int best = looks.best().getAsInt();
    return Optional.of(
        new LooksTaken(
            validation.orElseThrow().number(),
            validation.orElseThrow().ofScore(looks.scores().get(best)),
            stepOf(best) / stepsPerEpoch,
            stepOf(best),
            looks.longestWait(),
            patience.isPresent() && looks.firstWaitOf(patience.get()).isPresent()
                ? EndedBy.PATIENCE
                : EndedBy.LENGTH));
  }
}

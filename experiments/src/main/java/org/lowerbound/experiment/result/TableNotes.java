package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableMultiset.toImmutableMultiset;
import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.experiment.result.StandardError.Over;
import org.lowerbound.model.LikelihoodKind;

/** The notes under a table: what its signs mean and where its numbers come from. */
public final class TableNotes {
  /** More rows than these are not named in a note. */
  private static final int MOST_ROWS = 6;

  private static final int MOST_OF_ONE_NAME = 4;

  private TableNotes() {}

  /**
   * Returns the notes that a table needs, a sentence or two each, as plain text in which ± may
   * stand.
   *
   * @param format how the table's numbers are written
   * @param mark what shows the best mean of a column, e.g. {@code *} or {@code Bold}
   */
  public static ImmutableList<String> of(ResultTable table, CellFormat format, String mark) {
    return of(table, format, mark, Optional.empty());
  }

  /** Returns the same with what is to be said of tests. */
  public static ImmutableList<String> of(
      ResultTable table, CellFormat format, String mark, Optional<RowTests> tests) {
    ImmutableList.Builder<String> notes = ImmutableList.builder();
    errors(table).ifPresent(notes::add);
    boolean chance = CaveatNotes.isKnown(table);
    if (table.columns().stream().anyMatch(c -> !BestRows.of(table, c, format).isEmpty())) {
      notes.add(
          mark
              + ": the best mean of its column, and any that equals it in the digits shown"
              + (chance ? ", but none by chance" : "")
              + "; none where all are equal; no test of significance.");
    }
    tests.ifPresent(all -> notes.addAll(TestNotes.of(table, all)));
    SelectionNote.of(table).ifPresent(notes::add);
    notes.addAll(CaveatNotes.of(table));
    notes.addAll(FindingNotes.of(table));
    trials(table).ifPresent(notes::add);
    notes.addAll(PublishedNotes.of(table));
    measures(table.provenance()).ifPresent(notes::add);
    provenance(table.provenance()).ifPresent(notes::add);
    return notes.build();
  }

  private static Optional<String> errors(ResultTable table) {
    ImmutableSet<Over> over =
        cells(table)
            .flatMap(cell -> cell.standardError().stream())
            .map(StandardError::over)
            .collect(toImmutableSet());
    if (over.isEmpty()) {
      return Optional.empty();
    }
    String differ =
        table.averagedOver().isEmpty()
            ? ""
            : ", which differ in " + String.join(", ", table.averagedOver());
    String trials = "standard error of the mean over the n trials of a row" + differ;
    String examples = "standard error over the test examples of one trial";
    if (over.size() > 1) {
      return Optional.of("±: " + trials + "; where n = 1, " + examples + ".");
    }
    return Optional.of("±: " + (over.contains(Over.TRIALS) ? trials : examples) + ".");
  }

  private static Optional<String> trials(ResultTable table) {
    String lost =
        Stream.of(
                lost(table, row -> row.count(TrialStatus.DIVERGED), "diverged"),
                lost(table, row -> row.count(TrialStatus.FAILED), "failed"),
                lost(table, TableRow::missing, "not run"))
            .flatMap(Optional::stream)
            .collect(joining(", "));
    return lost.isEmpty()
        ? Optional.empty()
        : Optional.of("n: completed of all trials; in no mean: " + lost + ".");
  }

  /** Returns, say, {@code 2 diverged (0.5; 4)}: how many in all, and the rows that lost them. */
  private static Optional<String> lost(
      ResultTable table, ToIntFunction<TableRow> counter, String what) {
    int count = table.rows().stream().mapToInt(counter).sum();
    if (count == 0) {
      return Optional.empty();
    }
    ImmutableList<String> rows =
        table.rows().stream()
            .filter(row -> counter.applyAsInt(row) > 0)
            .map(row -> label(row, counter.applyAsInt(row)))
            .collect(toImmutableList());
    boolean telling = table.rows().size() > 1 && rows.size() <= MOST_ROWS;
    return Optional.of(count + " " + what + (telling ? " (" + String.join("; ", rows) + ")" : ""));
  }

  private static String label(TableRow row, int count) {
    return count == 1 ? row.label() : row.label() + ": " + count;
  }

  private static Optional<String> measures(ProvenanceSummary provenance) {
    ImmutableList.Builder<String> sentences = ImmutableList.builder();
    if (provenance.measures().contains(LikelihoodKind.UNNORMALIZED)) {
      sentences.add(
          "unnormalized: no log-likelihood, as the likelihood is weighted or taken at values that"
              + " it is no density for; compares with the same setting alone.");
    }
    if (provenance.measures().size() > 1) {
      sentences.add(
          "Likelihoods of different kinds ("
              + provenance.measures().stream().map(JsonFields::name).collect(joining(", "))
              + "): numbers in nats are not comparable between them.");
    }
    String note = String.join(" ", sentences.build());
    return note.isEmpty() ? Optional.empty() : Optional.of(note);
  }

  private static Optional<String> provenance(ProvenanceSummary provenance) {
    if (provenance.builds().isEmpty()) {
      return Optional.empty();
    }
    String warning =
        provenance.builds().size() > 1
            ? " The trials are of different builds: rows may not be comparable."
            : "";
    return Optional.of(
        "Lowerbound "
            + list(
                provenance.builds().stream().map(b -> b.version() + " (" + b.shortCommit() + ")"))
            + ", TensorFlow "
            + list(provenance.tensorflow().stream())
            + ", data "
            + list(datasets(provenance))
            + "."
            + warning);
  }

  /** Names each, but counts many of one name: those of generations, say, are of one trial each. */
  private static Stream<String> datasets(ProvenanceSummary provenance) {
    ImmutableMultiset<String> names =
        provenance.datasets().stream().map(DatasetId::name).collect(toImmutableMultiset());
    return provenance.datasets().stream()
        .map(
            dataset -> {
              int ofName = names.count(dataset.name());
              return ofName > MOST_OF_ONE_NAME
                  ? "%s data sets %s".formatted(ofName, dataset.name())
                  : dataset(dataset);
            })
        .distinct();
  }

  private static String dataset(DatasetId dataset) {
    String fingerprint = dataset.fingerprint();
    return dataset.name() + " " + fingerprint.substring(0, Math.min(12, fingerprint.length()));
  }

  private static String list(Stream<String> items) {
    return items.collect(joining(" and "));
  }

  private static Stream<Cell> cells(ResultTable table) {
    return table.columns().stream()
        .map(Column::name)
        .flatMap(
            name ->
                table.rows().stream()
                    .flatMap(row -> Optional.ofNullable(row.metrics().get(name)).stream()));
  }
}

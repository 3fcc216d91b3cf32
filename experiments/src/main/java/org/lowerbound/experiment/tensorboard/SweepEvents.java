package org.lowerbound.experiment.tensorboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.result.AtomicFiles;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/** What TensorBoard is told of a whole sweep: the columns of its HParams tab. */
public final class SweepEvents {
  private static final String NAME = "events.out.tfevents.sweep.lowerbound";

  private final ImmutableList.Builder<HyperParameters> trials = ImmutableList.builder();

  /** Adds a trial: what tells it from the others, by path, and its resolved config. */
  public void add(Map<String, JsonNode> overrides, JsonNode config) {
    trials.add(HyperParameters.of(overrides, config));
  }

  /**
   * Writes the sweep's event file; the same sweep gives the same bytes.
   *
   * @param columns what the trials measure
   */
  public void write(Path sweepFolder, String name, String description, List<Column> columns) {
    Event version = Event.newBuilder().setFileVersion(EventFile.VERSION).build();
    Event experiment =
        Event.newBuilder()
            .setSummary(
                Summary.newBuilder()
                    .addValue(
                        HParamsSummary.experiment(name, description, trials.build(), columns)))
            .build();
    AtomicFiles.write(
        sweepFolder.resolve(NAME),
        TfRecords.records(ImmutableList.of(version.toByteArray(), experiment.toByteArray())));
  }
}

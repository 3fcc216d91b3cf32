package org.lowerbound.experiment.tensorboard;

import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import com.google.protobuf.ByteString;
import com.google.protobuf.Value;
import java.time.Instant;
import java.util.List;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.result.TrialStatus;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Summary;
import org.tensorflow.proto.SummaryMetadata;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What the HParams tab of TensorBoard is made of: {@code HParamsPluginData} of its {@code
 * plugins/hparams/plugin_data.proto} and the messages of {@code api.proto}, as the metadata of
 * summaries.
 */
final class HParamsSummary {
  /** Before the names of the numbers that a trial ends with. */
  static final String EVALUATION = "evaluation/";

  private static final String PLUGIN = "hparams";
  private static final int SUCCESS = 1;
  private static final int FAILURE = 2;

  private HParamsSummary() {}

  /**
   * Returns the columns of a sweep.
   *
   * @param trials the hyper-parameters of all trials
   * @param columns what the trials measure
   */
  static Summary.Value experiment(
      String name, String description, List<HyperParameters> trials, List<Column> columns) {
    SetMultimap<String, Value> values = LinkedHashMultimap.create();
    for (HyperParameters trial : trials) {
      trial.values().forEach(values::put);
    }
    WireMessage experiment = new WireMessage().text(1, description).text(6, name);
    values
        .asMap()
        .forEach((path, distinct) -> experiment.message(4, HParamInfo.of(path, distinct)));
    columns.forEach(column -> experiment.message(5, metric(column)));
    return summary("experiment", new WireMessage().message(2, experiment.build()));
  }

  private static ByteString metric(Column column) {
    String unit = column.unit().isEmpty() ? "" : " (" + column.unit() + ")";
    return new WireMessage()
        .message(1, new WireMessage().text(2, EVALUATION + column.name()).build())
        .text(3, column.name() + unit)
        .text(4, column.description())
        .build();
  }

  /** Returns the row of a trial. */
  static Summary.Value start(HyperParameters trial, Instant startedAt) {
    WireMessage start = new WireMessage();
    trial
        .values()
        .forEach(
            (path, value) ->
                start.message(
                    1, new WireMessage().text(1, path).message(2, value.toByteString()).build()));
    start.number(5, seconds(startedAt));
    return summary("session_start_info", new WireMessage().message(3, start.build()));
  }

  /** Returns how a trial ended. */
  static Summary.Value end(TrialStatus status, Instant endedAt) {
    WireMessage end =
        new WireMessage()
            .constant(1, status == TrialStatus.COMPLETED ? SUCCESS : FAILURE)
            .number(2, seconds(endedAt));
    return summary("session_end_info", new WireMessage().message(4, end.build()));
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1e3;
  }

  /** The tensor is empty: all is in the metadata. */
  private static Summary.Value summary(String tag, WireMessage pluginData) {
    TensorShapeProto none =
        TensorShapeProto.newBuilder().addDim(TensorShapeProto.Dim.newBuilder().setSize(0)).build();
    return Summary.Value.newBuilder()
        .setTag("_hparams_/" + tag)
        .setMetadata(
            SummaryMetadata.newBuilder()
                .setPluginData(
                    SummaryMetadata.PluginData.newBuilder()
                        .setPluginName(PLUGIN)
                        .setContent(pluginData.build())))
        .setTensor(TensorProto.newBuilder().setDtype(DataType.DT_FLOAT).setTensorShape(none))
        .build();
  }
}

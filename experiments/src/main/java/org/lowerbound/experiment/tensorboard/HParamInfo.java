package org.lowerbound.experiment.tensorboard;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.protobuf.ByteString;
import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;

/**
 * One column of the HParams tab, {@code HParamInfo} of TensorBoard's {@code
 * plugins/hparams/api.proto}: the name, the type, and which values there are.
 */
final class HParamInfo {
  private static final int STRING = 1;
  private static final int BOOL = 2;
  private static final int FLOAT64 = 3;

  private HParamInfo() {}

  /** Returns that of a value which some trials have. */
  static ByteString of(String name, Collection<Value> values) {
    ImmutableSet<Value> distinct = ImmutableSet.copyOf(values);
    WireMessage info = new WireMessage().text(1, name);
    if (distinct.stream().allMatch(Value::hasNumberValue)) {
      DoubleSummaryStatistics range =
          distinct.stream().mapToDouble(Value::getNumberValue).summaryStatistics();
      info.constant(4, FLOAT64)
          .message(
              6, new WireMessage().number(1, range.getMin()).number(2, range.getMax()).build());
    } else {
      boolean truth = distinct.stream().allMatch(Value::hasBoolValue);
      ImmutableList<Value> domain =
          truth
              ? distinct.asList()
              : distinct.stream().map(HParamInfo::text).collect(ImmutableList.toImmutableList());
      info.constant(4, truth ? BOOL : STRING)
          .message(5, ListValue.newBuilder().addAllValues(domain).build().toByteString());
    }
    return info.truth(7, distinct.size() > 1).build();
  }

  private static Value text(Value value) {
    String text =
        value.hasStringValue()
            ? value.getStringValue()
            : value.hasBoolValue()
                ? Boolean.toString(value.getBoolValue())
                : Double.toString(value.getNumberValue());
    return Value.newBuilder().setStringValue(text).build();
  }
}

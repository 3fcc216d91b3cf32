package org.lowerbound.experiment.config;

import java.util.Arrays;
import java.util.List;

/**
 * What a sealed interface of two records is in JSON: a scalar, for the record that has nothing
 * else, or an object with the keys of the other one, which needs no {@code "type"}.
 *
 * @param scalar the record of a single scalar
 * @param object the other one
 */
record ScalarOrObject(Class<?> scalar, Class<?> object) {
  /** Returns whether a class is such an interface. */
  static boolean isOne(Class<?> type) {
    return type.isInterface()
        && type.isSealed()
        && type.getPermittedSubclasses().length == 2
        && Arrays.stream(type.getPermittedSubclasses()).allMatch(Class::isRecord)
        && Arrays.stream(type.getPermittedSubclasses()).filter(ScalarOrObject::isScalar).count()
            == 1;
  }

  /** Returns what such an interface is. */
  static ScalarOrObject of(Class<?> type) {
    List<Class<?>> records = List.of(type.getPermittedSubclasses());
    return isScalar(records.get(0))
        ? new ScalarOrObject(records.get(0), records.get(1))
        : new ScalarOrObject(records.get(1), records.get(0));
  }

  private static boolean isScalar(Class<?> record) {
    return record.getRecordComponents().length == 1
        && Scalars.isScalar(record.getRecordComponents()[0].getType());
  }
}

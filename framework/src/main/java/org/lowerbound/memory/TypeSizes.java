package org.lowerbound.memory;

import org.tensorflow.proto.DataType;

/** What one value of a tensor takes. */
final class TypeSizes {
  private TypeSizes() {}

  /** Returns the bytes of a value; of a string's, those are not known and not counted. */
  static long bytes(DataType type) {
    return switch (type.name().replace("_REF", "")) {
      case "DT_STRING", "DT_RESOURCE", "DT_VARIANT" -> 0;
      case "DT_BOOL", "DT_INT8", "DT_UINT8" -> 1;
      case "DT_HALF", "DT_BFLOAT16", "DT_INT16", "DT_UINT16" -> 2;
      case "DT_DOUBLE", "DT_INT64", "DT_UINT64", "DT_COMPLEX64" -> 8;
      default -> 4;
    };
  }
}

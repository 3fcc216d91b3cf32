package org.lowerbound.data.file;

import com.google.common.collect.ImmutableSet;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.util.Optional;

/**
 * What a value in an HDF5 file is.
 *
 * @param number its type, if it is a number
 * @param named whether values have names: those of a bool do, {@code FALSE} and {@code TRUE}
 * @param text whether it is text
 * @param label the name for people
 */
record Hdf5Type(Optional<ElementType> number, boolean named, boolean text, String label) {
  /** How h5py keeps NumPy's bool. */
  static final ImmutableSet<String> TRUTH = ImmutableSet.of("FALSE", "TRUE");

  static Hdf5Type of(DataType type) {
    if (type instanceof FixedPoint integer) {
      return number(integer(integer.getSize(), integer.isSigned()), type);
    } else if (type instanceof FloatingPoint real) {
      return number(real(real.getSize()), type);
    } else if (type instanceof EnumDataType named) {
      return TRUTH.equals(ImmutableSet.copyOf(named.getEnumMapping().values()))
          ? new Hdf5Type(Optional.of(ElementType.BOOL), true, false, ElementType.BOOL.label())
          : new Hdf5Type(Optional.empty(), true, true, "text");
    }
    boolean text = type.getJavaType() == String.class;
    return new Hdf5Type(
        Optional.empty(), false, text, text ? "text" : type.getClass().getSimpleName());
  }

  private static Hdf5Type number(Optional<ElementType> number, DataType type) {
    String label =
        number
            .map(ElementType::label)
            .orElseGet(
                () -> "%s of %d bytes".formatted(type.getClass().getSimpleName(), type.getSize()));
    return new Hdf5Type(number, false, false, label);
  }

  private static Optional<ElementType> integer(int bytes, boolean signed) {
    return switch (bytes) {
      case 1 -> Optional.of(signed ? ElementType.INT8 : ElementType.UINT8);
      case 2 -> Optional.of(signed ? ElementType.INT16 : ElementType.UINT16);
      case 4 -> Optional.of(signed ? ElementType.INT32 : ElementType.UINT32);
      case 8 -> Optional.of(signed ? ElementType.INT64 : ElementType.UINT64);
      default -> Optional.empty();
    };
  }

  private static Optional<ElementType> real(int bytes) {
    return switch (bytes) {
      case 2 -> Optional.of(ElementType.FLOAT16);
      case 4 -> Optional.of(ElementType.FLOAT32);
      case 8 -> Optional.of(ElementType.FLOAT64);
      default -> Optional.empty();
    };
  }
}

package org.lowerbound.data.file;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.lowerbound.data.source.DataException;

/** Reads an array of an HDF5 file, some rows at a time: the library makes an object of each. */
final class Hdf5Content {
  private static final int VALUES_AT_ONCE = 1 << 21;

  /** Values that a byte can hold at most: deflate packs 1032 bytes into one. */
  private static final int MOST_PACKED = 1032;

  private Hdf5Content() {}

  /**
   * Reads the values.
   *
   * @param place which array it is, for messages
   * @throws DataException if they are neither numbers nor text, or too many
   */
  static StoredArray read(String place, Dataset dataset) {
    Hdf5Type type = Hdf5Type.of(dataset.getDataType());
    ImmutableList<Integer> shape = ImmutableList.copyOf(Ints.asList(dataset.getDimensions()));
    if (type.number().isEmpty() && !type.text()) {
      throw new DataException(
          String.format(
              "%s: has values of the type %s; bool, integers, floats and text work",
              place, type.label()));
    } else if (dataset.isEmpty() || shape.isEmpty()) {
      throw new DataException(place + ": is a single value, but an array is needed");
    }
    long count = ArraySizes.count(place, shape);
    if (type.text()) {
      ArraySizes.bytes(place, count, ElementType.INT64); // At least a reference each.
      ImmutableList.Builder<String> texts = ImmutableList.builder();
      forEachSlab(
          dataset,
          shape,
          slab ->
              forEachLast(
                  slab, shape.size(), (row, i) -> texts.add(String.valueOf(Array.get(row, i)))));
      return new TextArray(place, shape, texts.build());
    }
    long stored = dataset.getStorageInBytes();
    if (count / MOST_PACKED > stored) {
      throw new DataException(
          String.format(
              "%s: has %d values in %d bytes, which is more than they can hold; it is damaged",
              place, count, stored));
    }
    // The library widens those of 16 bits.
    ElementType number =
        type.number().filter(t -> t != ElementType.FLOAT16).orElse(ElementType.FLOAT32);
    ByteBuffer bytes = ByteBuffer.allocate(ArraySizes.bytes(place, count, number));
    ObjIntConsumer<Object> put = writer(type, number, bytes);
    forEachSlab(dataset, shape, slab -> forEachLast(slab, shape.size(), put));
    return NumericArray.of(place, shape, number, bytes.clear());
  }

  private static ObjIntConsumer<Object> writer(
      Hdf5Type type, ElementType number, ByteBuffer bytes) {
    if (type.named()) {
      return (row, i) -> bytes.put((byte) ("TRUE".equals(Array.get(row, i)) ? 1 : 0));
    }
    return switch (number) {
      case BOOL, INT8, UINT8 -> (row, i) -> bytes.put((byte) whole(row, i));
      case INT16, UINT16 -> (row, i) -> bytes.putShort((short) whole(row, i));
      case INT32, UINT32 -> (row, i) -> bytes.putInt((int) whole(row, i));
      case INT64, UINT64 -> (row, i) -> bytes.putLong(whole(row, i));
      case FLOAT16, FLOAT32 -> (row, i) -> bytes.putFloat(Array.getFloat(row, i));
      case FLOAT64 -> (row, i) -> bytes.putDouble(Array.getDouble(row, i));
    };
  }

  /** Unsigned values come in the next wider type, those of 64 bits as big integers. */
  private static long whole(Object row, int i) {
    return row.getClass().getComponentType().isPrimitive()
        ? Array.getLong(row, i)
        : ((Number) Array.get(row, i)).longValue();
  }

  private static void forEachSlab(
      Dataset dataset, ImmutableList<Integer> shape, Consumer<Object> slabs) {
    int rows = shape.get(0);
    long rowValues = Math.max(1, ArraySizes.count("", shape.subList(1, shape.size())));
    // Whole chunks: each that is touched is unpacked.
    int chunk = dataset instanceof ChunkedDataset chunked ? chunked.getChunkDimensions()[0] : 1;
    long most = Math.max(1, VALUES_AT_ONCE / rowValues / chunk) * chunk;
    int[] sizes = Ints.toArray(shape);
    if (ArraySizes.count("", shape) == 0) {
      return;
    }
    for (long row = 0; row < rows; row += most) {
      long[] offset = new long[sizes.length];
      offset[0] = row;
      sizes[0] = (int) Math.min(most, rows - row);
      slabs.accept(dataset.getData(offset, sizes.clone()));
    }
  }

  private static void forEachLast(Object nested, int rank, ObjIntConsumer<Object> values) {
    for (int i = 0; i < Array.getLength(nested); i++) {
      if (rank == 1) {
        values.accept(nested, i);
      } else {
        forEachLast(Array.get(nested, i), rank - 1, values);
      }
    }
  }
}

package org.lowerbound.data.own;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.TestFiles;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.random.RandomStream;

/** An array that stays in its file gives the data set that it gives in memory. */
class MappedArrayTest {
  @TempDir private Path folder;

  private void isTheSame(String name, byte[] content, Layout layout, OwnOptions options)
      throws IOException {
    Files.write(folder.resolve(name), content);
    ArrayData data =
        new ArrayData(
            name,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            layout,
            options);
    DataSource source = TestFiles.source(folder, folder);
    Dataset kept = data.load(source);
    Dataset mapped = data.load(source.mappingFrom(1));
    assertInstanceOf(Observations.Mapped.class, mapped.splits().get(Split.TRAIN));
    assertEquals(kept.fingerprint(), mapped.fingerprint());
    assertEquals(kept.trainMean(), mapped.trainMean());
    assertEquals(kept.kind(), mapped.kind());
    assertEquals(kept.observationShape(), mapped.observationShape());
    assertEquals(kept.standardization(), mapped.standardization());
    for (Split split : Split.values()) {
      Observations expected = kept.splits().get(split);
      int[] backwards = new int[expected.count()];
      for (int i = 0; i < backwards.length; i++) {
        backwards[i] = backwards.length - 1 - i;
      }
      assertArrayEquals(
          values(kept, expected.select(backwards)),
          values(mapped, mapped.splits().get(split).read(backwards)));
    }
  }

  private static double[] values(Dataset dataset, Observations observations) {
    List<Double> values = new ArrayList<>();
    for (int row = 0; row < observations.count(); row++) {
      for (int column = 0; column < observations.dimension(); column++) {
        values.add(observations.value(dataset.kind(), row, column));
      }
    }
    return values.stream().mapToDouble(value -> value).toArray();
  }

  private static OwnOptions options(
      OwnValues values, Binarization binarization, boolean dequantize, boolean standardize) {
    return new OwnOptions(
        Optional.of(new HeldOut.Share(0.2)),
        Optional.of(new HeldOut.Share(3)),
        values,
        binarization,
        dequantize,
        standardize,
        7);
  }

  @Test
  void ofGreyLevels() throws IOException {
    byte[] images = TestFiles.npy("|u1", "20, 3, 2, 4", TestFiles.randomBytes(20 * 24));
    for (Layout layout : Layout.values()) {
      for (Binarization binarization : Binarization.values()) {
        isTheSame(
            "images.npy", images, layout, options(OwnValues.AUTO, binarization, false, false));
      }
      isTheSame(
          "images.npy", images, layout, options(OwnValues.GREY, Binarization.NONE, true, false));
      isTheSame(
          "images.npy", images, layout, options(OwnValues.REAL, Binarization.NONE, false, true));
    }
  }

  @Test
  void ofNumbersInEitherByteOrder() throws IOException {
    RandomStream stream = new RandomStream(1, "numbers");
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      String end = order == ByteOrder.BIG_ENDIAN ? ">" : "<";
      ByteBuffer doubles = ByteBuffer.allocate(20 * 5 * Double.BYTES);
      doubles.order(order);
      ByteBuffer floats = ByteBuffer.allocate(20 * 5 * Float.BYTES);
      floats.order(order);
      ByteBuffer levels = ByteBuffer.allocate(20 * 5 * Float.BYTES);
      levels.order(order);
      for (int i = 0; i < 100; i++) {
        doubles.putDouble(1000 * (i % 5) + stream.nextGaussian());
        floats.putFloat((float) stream.nextGaussian());
        levels.putFloat(stream.nextInt(256) / 255f);
      }
      for (boolean standardize : new boolean[] {false, true}) {
        OwnOptions real = options(OwnValues.AUTO, Binarization.NONE, false, standardize);
        isTheSame(
            "doubles.npy",
            TestFiles.npy(end + "f8", "20, 5", doubles.array()),
            Layout.CHANNELS_LAST,
            real);
        isTheSame(
            "floats.npy",
            TestFiles.npy(end + "f4", "20, 5", floats.array()),
            Layout.CHANNELS_LAST,
            real);
      }
      isTheSame(
          "levels.npy",
          TestFiles.npy(end + "f4", "20, 5", levels.array()),
          Layout.CHANNELS_LAST,
          options(OwnValues.GREY, Binarization.STATIC, false, false));
    }
  }

  @Test
  void withASplitOfItsOwnThatIsInMemory() throws IOException {
    byte[] train = TestFiles.npy("|u1", "30, 8", TestFiles.randomBytes(240));
    byte[] test = TestFiles.npy("|u1", "5, 8", TestFiles.randomBytes(40));
    Files.write(folder.resolve("train.npy"), train);
    Files.write(folder.resolve("test.npy"), test);
    ArrayData data =
        new ArrayData(
            "train.npy",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Layout.CHANNELS_LAST,
            new OwnOptions(
                Optional.empty(),
                Optional.of(
                    new HeldOut.Part(
                        Optional.of("test.npy"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())),
                OwnValues.GREY,
                Binarization.NONE,
                false,
                false,
                0));
    DataSource source = TestFiles.source(folder, folder);
    Dataset some = data.load(source.mappingFrom(train.length));
    assertInstanceOf(Observations.Mapped.class, some.splits().get(Split.TRAIN));
    assertInstanceOf(Observations.Bytes.class, some.splits().get(Split.TEST));
    assertEquals(data.load(source).fingerprint(), some.fingerprint());
  }
}

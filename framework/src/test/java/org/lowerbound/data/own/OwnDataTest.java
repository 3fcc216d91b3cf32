package org.lowerbound.data.own;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.file.ElementType;
import org.lowerbound.data.file.NumericArray;
import org.lowerbound.data.source.DataException;
import org.tensorflow.ndarray.Shape;

class OwnDataTest {
  private static final OwnOptions USUAL = options(OwnValues.AUTO);

  @Test
  void drawsSplitsThatShareNoExample() {
    Dataset dataset = make(USUAL, part(bytes(100, 1)));
    assertEquals(80, dataset.splits().get(Split.TRAIN).count());
    assertEquals(10, dataset.splits().get(Split.VALIDATION).count());
    assertEquals(10, dataset.splits().get(Split.TEST).count());
    int[] seen =
        dataset.splits().values().stream()
            .flatMapToInt(split -> IntStream.range(0, split.count()).map(i -> level(split, i)))
            .sorted()
            .toArray();
    assertArrayEquals(IntStream.range(0, 100).toArray(), seen);
    OwnOptions other = with(OwnValues.AUTO, Binarization.NONE, false, false, 1);
    assertNotEquals(dataset.fingerprint(), make(other, part(bytes(100, 1))).fingerprint());
    assertEquals(dataset.fingerprint(), make(USUAL, part(bytes(100, 1))).fingerprint());
  }

  @Test
  void takesSharesAndNumbersOfExamples() {
    Dataset dataset = make(held(share(0), share(7)), part(bytes(20, 1)));
    assertFalse(dataset.splits().containsKey(Split.VALIDATION));
    assertEquals(7, dataset.splits().get(Split.TEST).count());
    assertTrue(
        refusal(held(share(10), share(10)), part(bytes(20, 1)))
            .contains("none is left to train on"));
    assertTrue(refusal(USUAL, part(bytes(3, 1))).contains("none is left for the test split"));
    assertThrows(IllegalArgumentException.class, () -> share(1.5));
    assertThrows(IllegalArgumentException.class, () -> share(-0.1));
    assertThrows(IllegalArgumentException.class, () -> held(share(0.1), share(0)));
  }

  @Test
  void takesSplitsThatTheFileNames() {
    OwnPart main =
        new OwnPart(
            bytes(5, 1),
            Optional.empty(),
            ImmutableMap.of(),
            Optional.of(ImmutableList.of("test", "0", "Train", "1", "2")));
    Dataset dataset = make(USUAL, main);
    assertEquals(1, level(dataset.splits().get(Split.TRAIN), 0));
    assertEquals(3, level(dataset.splits().get(Split.VALIDATION), 0));
    assertEquals(4, level(dataset.splits().get(Split.TEST), 1));
    OwnPart wrong =
        new OwnPart(
            bytes(2, 1),
            Optional.empty(),
            ImmutableMap.of(),
            Optional.of(ImmutableList.of("train", "dev")));
    assertTrue(refusal(USUAL, wrong).contains("the split of example 1 is 'dev'; known: train, 0"));
  }

  @Test
  void findsOutWhatTheValuesAre() {
    assertEquals(ValueKind.GREY, kind(OwnValues.AUTO, bytes(20, 2)));
    NumericArray bits = doubles(IntStream.range(0, 20).mapToDouble(i -> i % 2).toArray());
    assertEquals(ValueKind.BINARY, kind(OwnValues.AUTO, bits));
    assertEquals(ValueKind.REAL, kind(OwnValues.REAL, bits));
    NumericArray levels = doubles(IntStream.range(0, 20).mapToDouble(i -> 12 * i).toArray());
    assertEquals(ValueKind.REAL, kind(OwnValues.AUTO, levels));
    NumericArray unit = doubles(IntStream.range(0, 20).mapToDouble(i -> (float) i / 255).toArray());
    for (NumericArray grey : List.of(levels, unit)) {
      Dataset dataset = make(options(OwnValues.GREY), part(grey));
      assertEquals(ValueKind.GREY, dataset.kind());
      int step = grey == levels ? 12 : 1;
      assertEquals(step * 190, dataset.splits().values().stream().mapToInt(s -> sum(s)).sum());
    }
    String binary = refusal(options(OwnValues.BINARY), part(levels));
    assertTrue(binary.contains("here: the value at [1] is 12: \"values\": \"binary\""), binary);
    NumericArray halves = doubles(IntStream.range(0, 20).mapToDouble(i -> i / 510.0).toArray());
    assertTrue(refusal(options(OwnValues.GREY), part(halves)).contains("the value at [1] is 0.00"));
    assertTrue(refusal(USUAL, part(doubles(1, 1e39, 3))).contains("too large for a 32-bit float"));
  }

  @Test
  void refusesWhatIsNotFiniteOrNotThere() {
    String nan = assertThrows(DataException.class, () -> part(doubles(1, Double.NaN))).getMessage();
    assertTrue(nan.startsWith("here: the value at [1] is NaN, but all must be finite"), nan);
    assertThrows(DataException.class, () -> part(doubles()));
  }

  @Test
  void binarizesAndDequantizesGreyLevels() {
    NumericArray grey = bytes(20, 2);
    Dataset fixed = make(with(OwnValues.AUTO, Binarization.STATIC, false, false, 0), part(grey));
    assertEquals(ValueKind.BINARY, fixed.kind());
    assertEquals(
        FreshDraw.BINARIZATION,
        make(with(OwnValues.AUTO, Binarization.DYNAMIC, false, false, 0), part(grey)).freshDraw());
    assertEquals(
        ValueKind.DEQUANTIZED,
        make(with(OwnValues.AUTO, Binarization.NONE, true, false, 0), part(grey)).observedKind());
    String real =
        refusal(
            with(OwnValues.AUTO, Binarization.STATIC, false, false, 0),
            part(doubles(IntStream.range(0, 20).asDoubleStream().toArray())));
    assertTrue(real.contains("\"binarization\" is for grey levels, but the values are real"), real);
    assertTrue(
        refusal(with(OwnValues.AUTO, Binarization.NONE, false, true, 0), part(grey))
            .contains("\"standardize\" is for real values, but the values are grey"));
  }

  /** The mean over the training split alone is 0, the mean square 1, and the raw values return. */
  @Test
  void standardizesByTheTrainingSplit() {
    double[] values = IntStream.range(0, 50).mapToDouble(i -> 1000 + 3.0 * i * i).toArray();
    Dataset dataset =
        make(with(OwnValues.AUTO, Binarization.NONE, false, true, 0), part(doubles(values)));
    Observations train = dataset.splits().get(Split.TRAIN);
    double sum = 0;
    double squares = 0;
    double raw = 0;
    for (int i = 0; i < train.count(); i++) {
      double value = train.value(ValueKind.REAL, i, 0);
      sum += value;
      squares += value * value;
    }
    for (Observations split : dataset.splits().values()) {
      for (int i = 0; i < split.count(); i++) {
        raw += dataset.standardization().orElseThrow().raw(0, split.value(ValueKind.REAL, i, 0));
      }
    }
    assertEquals(0, sum / train.count(), 1e-6); // Floats of size 1.
    assertEquals(1, squares / train.count(), 1e-6);
    assertEquals(Arrays.stream(values).sum(), raw, 1e-6 * raw);
    String constant =
        refusal(
            with(OwnValues.REAL, Binarization.NONE, false, true, 0),
            part(doubles(2, 2, 2, 2, 2, 2, 2, 2, 2, 2)));
    assertTrue(constant.contains("value 0 is 2.0 in every training example"), constant);
  }

  /** Near 1e8 floats are 8 apart, near 2⁶⁰ 2³⁷. */
  @Test
  void refusesRealValuesThatFloatsCannotTellApart() {
    double[] near = IntStream.range(0, 40).mapToDouble(i -> 1e8 + 0.25 * i).toArray();
    String lost = refusal(USUAL, part(doubles(near)));
    assertTrue(lost.contains("value 0 is between 1.0E8 and 1.0000000975E8"), lost);
    assertTrue(lost.contains("32-bit floats are 8.0 apart"), lost);
    assertTrue(lost.contains("\"standardize\": true works"), lost);
    Dataset standardized =
        make(with(OwnValues.REAL, Binarization.NONE, false, true, 0), part(doubles(near)));
    Observations train = standardized.splits().get(Split.TRAIN);
    assertEquals(
        train.count(),
        IntStream.range(0, train.count())
            .mapToDouble(row -> train.value(ValueKind.REAL, row, 0))
            .distinct()
            .count());
    // Whole numbers beyond 2²⁴ that are floats, a range that is large beside the steps, a constant.
    make(USUAL, part(doubles(IntStream.range(0, 40).mapToDouble(i -> 1e8 + 8 * i).toArray())));
    make(USUAL, part(doubles(IntStream.range(0, 40).mapToDouble(i -> 1e8 + 99 * i).toArray())));
    make(USUAL, part(doubles(IntStream.range(0, 40).mapToDouble(i -> 1e8 + 1).toArray())));
  }

  @Test
  void takesImagesInBothLayouts() {
    NumericArray last = array(ElementType.UINT8, bytes(20 * 12), 20, 2, 2, 3);
    NumericArray first = array(ElementType.UINT8, bytes(20 * 12), 20, 3, 2, 2);
    Dataset byRows = data(USUAL, Layout.CHANNELS_LAST, part(last)).make();
    Dataset byChannels = data(USUAL, Layout.CHANNELS_FIRST, part(first)).make();
    assertEquals(Shape.of(2, 2, 3), byRows.observationShape());
    assertEquals(Shape.of(2, 2, 3), byChannels.observationShape());
    Observations train = byChannels.splits().get(Split.TRAIN);
    int start = level(train, 0);
    // Pixel 1 of channel 2 was at 2 · 4 + 1 and is at 1 · 3 + 2.
    assertEquals((start + 9) & 0xFF, (int) Math.round(255 * train.value(ValueKind.GREY, 0, 5)));
    assertEquals(
        Shape.of(2, 3, 1),
        make(USUAL, part(array(ElementType.UINT8, bytes(120), 20, 2, 3))).observationShape());
    assertEquals(
        Shape.of(24),
        make(USUAL, part(array(ElementType.UINT8, bytes(480), 20, 2, 3, 2, 2))).observationShape());
  }

  @Test
  void numbersClassesInTheirOrder() {
    ImmutableList<String> words =
        IntStream.range(0, 20)
            .mapToObj(i -> i % 2 == 0 ? "10" : "9")
            .collect(ImmutableList.toImmutableList());
    OwnPart main =
        new OwnPart(
            bytes(20, 1), Optional.of(words), ImmutableMap.of("size", words), Optional.empty());
    Dataset dataset = make(USUAL, main);
    Labels labels = dataset.labels().orElseThrow();
    assertEquals(2, labels.classes());
    Observations train = dataset.splits().get(Split.TRAIN);
    for (int row = 0; row < train.count(); row++) {
      int even = level(train, row) % 2 == 0 ? 1 : 0; // 9 is class 0, 10 class 1.
      assertEquals(even, labels.numbers().get(Split.TRAIN)[row]);
      assertEquals(even, dataset.factors().orElseThrow().classes().get(Split.TRAIN)[row][0]);
    }
    LabelChoice four = new LabelChoice.Part(4, 0);
    Labels some =
        new OwnData("own", Layout.CHANNELS_LAST, i -> "", four, main, ImmutableMap.of(), USUAL)
            .make()
            .labels()
            .orElseThrow();
    assertEquals(
        4, Arrays.stream(some.numbers().get(Split.TRAIN)).filter(label -> label >= 0).count());
    LabelChoice odd = new LabelChoice.Part(5, 0);
    OwnData refused =
        new OwnData("own", Layout.CHANNELS_LAST, i -> "", odd, main, ImmutableMap.of(), USUAL);
    assertTrue(
        assertThrows(DataException.class, refused::make).getMessage().contains("here: known must"));
  }

  @Test
  void readsOneHotLabels() {
    NumericArray hot = array(ElementType.UINT8, new byte[] {0, 1, 0, 1, 0, 0}, 2, 3);
    assertEquals(List.of("1", "0"), RowTexts.classes(hot, 2, "labels"));
    NumericArray two = array(ElementType.UINT8, new byte[] {0, 1, 1}, 1, 3);
    assertTrue(
        assertThrows(DataException.class, () -> RowTexts.classes(two, 1, "labels"))
            .getMessage()
            .contains("a single 1 in each row"));
    assertTrue(
        assertThrows(DataException.class, () -> RowTexts.classes(hot, 3, "labels"))
            .getMessage()
            .endsWith("is uint8 [2, 3], but labels of 3 examples are [3] or [3, …]"));
    assertTrue(
        assertThrows(DataException.class, () -> RowTexts.classes(doubles(0.5, 1), 2, "labels"))
            .getMessage()
            .contains("labels must be whole numbers or text, but the one of example 0 is 0.5"));
  }

  @Test
  void takesSplitsWithFilesOfTheirOwn() {
    OwnOptions own =
        held(
            share(0.5),
            new HeldOut.Part(
                Optional.of("x"), Optional.empty(), Optional.empty(), Optional.empty()));
    Dataset dataset =
        new OwnData(
                "own",
                Layout.CHANNELS_LAST,
                i -> "",
                new LabelChoice.Whole(false),
                part(bytes(10, 2)),
                ImmutableMap.of(Split.TEST, part(bytes(3, 2))),
                own)
            .make();
    assertEquals(5, dataset.splits().get(Split.TRAIN).count());
    assertEquals(5, dataset.splits().get(Split.VALIDATION).count());
    assertEquals(4, level(dataset.splits().get(Split.TEST), 2)); // In the file's order.
    OwnData wrong =
        new OwnData(
            "own",
            Layout.CHANNELS_LAST,
            i -> "",
            new LabelChoice.Whole(false),
            part(bytes(10, 2)),
            ImmutableMap.of(Split.TEST, part(bytes(3, 3))),
            own);
    assertTrue(
        assertThrows(DataException.class, wrong::make)
            .getMessage()
            .contains("has examples of the sizes [3], but those of here have [2]"));
  }

  private static OwnOptions options(OwnValues values) {
    return with(values, Binarization.NONE, false, false, 0);
  }

  private static OwnOptions with(
      OwnValues values,
      Binarization binarization,
      boolean dequantize,
      boolean standard,
      long seed) {
    return new OwnOptions(
        Optional.empty(), Optional.empty(), values, binarization, dequantize, standard, seed);
  }

  private static OwnOptions held(HeldOut validation, HeldOut test) {
    return new OwnOptions(
        Optional.of(validation),
        Optional.of(test),
        OwnValues.AUTO,
        Binarization.NONE,
        false,
        false,
        0);
  }

  private static HeldOut share(double share) {
    return new HeldOut.Share(share);
  }

  private static OwnData data(OwnOptions options, Layout layout, OwnPart main) {
    return new OwnData(
        "own",
        layout,
        column -> "value " + column,
        new LabelChoice.Whole(true),
        main,
        ImmutableMap.of(),
        options);
  }

  private static Dataset make(OwnOptions options, OwnPart main) {
    return data(options, Layout.CHANNELS_LAST, main).make();
  }

  private static ValueKind kind(OwnValues values, NumericArray array) {
    return make(options(values), part(array)).kind();
  }

  private static String refusal(OwnOptions options, OwnPart main) {
    return assertThrows(DataException.class, () -> make(options, main)).getMessage();
  }

  private static OwnPart part(NumericArray values) {
    return new OwnPart(values, Optional.empty(), ImmutableMap.of(), Optional.empty());
  }

  private static NumericArray doubles(double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length);
    bytes.asDoubleBuffer().put(values);
    return NumericArray.of("here", List.of(values.length), ElementType.FLOAT64, bytes);
  }

  private static NumericArray bytes(int rows, int columns) {
    return array(ElementType.UINT8, bytes(rows * columns), rows, columns);
  }

  private static NumericArray array(ElementType type, byte[] values, Integer... shape) {
    return NumericArray.of("here", List.of(shape), type, ByteBuffer.wrap(values));
  }

  /** Returns 0, 1, 2, … */
  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private static int level(Observations split, int row) {
    return (int) Math.round(255 * split.value(ValueKind.GREY, row, 0));
  }

  private static int sum(Observations split) {
    return IntStream.range(0, split.count()).map(row -> level(split, row)).sum();
  }
}

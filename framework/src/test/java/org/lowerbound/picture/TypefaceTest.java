package org.lowerbound.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class TypefaceTest {
  private static final Typeface SANS = Typeface.sans();

  private static Raster draw(String text, double size) {
    Canvas canvas = new Canvas(60, 40, 0xFFFFFF);
    canvas.fill(SANS.outline(text, 4, 30, size), 0);
    return canvas.raster();
  }

  @Test
  void theSignsOfPapersAreThere() {
    "αβγδεζηθκλμνξπρστφχψωΓΔΘΛΣΦΨΩ−×±·≤≥≈∞∑∏∫√∂→←↑↓²³₀₁₂₃éüñÅ“”…"
        .codePoints()
        .forEach(c -> assertTrue(SANS.has(c), Character.toString(c)));
    assertFalse(SANS.has('漢'));
  }

  @Test
  void advancesAreThoseOfTheFont() {
    // Of Liberation Sans's 2048 units: digits 1139, M 1706, i 455, a space 569.
    assertEquals(1139 / 2048.0, SANS.width("7", 1), 1e-12);
    assertEquals(20 * (1706 + 455 + 569) / 2048.0, SANS.width("M i", 20), 1e-9);
    assertEquals(0, SANS.width("", 20), 0);
    // An accent does not stand beside its letter, whichever way it is spelt, and controls are none.
    assertEquals(SANS.width("é", 20), SANS.width("e\u0301", 20), 0);
    assertEquals(SANS.width("a b", 20), SANS.width("a\n\u0007b", 20), 0);
  }

  @Test
  void lettersHaveTheirShape() {
    // I is an upright bar: 1409 units high and 191 wide, its left edge at 189.
    Outline bar = SANS.outline("I", 0, 0, 2048);
    assertEquals(189, bar.left(), 1e-9);
    assertEquals(380, bar.right(), 1e-9);
    assertEquals(-1409, bar.top(), 1e-9);
    assertEquals(0, bar.bottom(), 1e-9);
    // o is open in the middle: the pixel there is white, those around it are not.
    Raster o = draw("o", 40);
    int middle = 4 + (int) (SANS.width("o", 40) / 2);
    assertEquals(0xFFFFFF, o.at(middle, 20));
    assertEquals(0, o.at(middle, 10));
    assertEquals(0, o.at(middle, 29));
  }

  @Test
  void whatTheFontLacksIsABox() {
    assertEquals(draw("漢", 20), draw("語", 20));
    assertFalse(SANS.outline("漢", 0, 0, 20).contours().isEmpty());
  }

  @Test
  void everyMachineDrawsTheSamePixels() {
    Canvas canvas = new Canvas(240, 30, 0xFFFFFF);
    canvas.fill(SANS.outline("β = 0.5: −103.21 ± 0.09 nats", 5.3, 20, 17), 0);
    Hasher hasher = Hashing.sha256().newHasher();
    for (int pixel : canvas.raster().pixels()) {
      hasher.putInt(pixel);
    }
    assertEquals(
        "5f3224b0deba78c4e3d1bc8f151d59163b963478b8a8990f0748e70e42d75a98",
        hasher.hash().toString());
  }

  @Test
  void theFontIsTheOneThatItsLicenceIsOf() throws IOException {
    try (InputStream in = Typeface.class.getResourceAsStream("LiberationSans-Regular.ttf")) {
      assertEquals(
          "76d04c18ea243f426b7de1f3ad208e927008f961dc5945e5aad352d0dfde8ee8",
          Hashing.sha256().hashBytes(ByteStreams.toByteArray(in)).toString());
    }
  }

  /** A Java without a display, fonts or the libraries of AWT draws, too. */
  @Test
  void noLibraryOfAwtIsLoaded() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:library=info",
                "-cp",
                System.getProperty("java.class.path"),
                TypefaceTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.contains("width 4"), said);
    ImmutableList<String> loaded =
        said.lines()
            .filter(line -> line.contains("Loaded library"))
            .collect(ImmutableList.toImmutableList());
    assertFalse(loaded.isEmpty(), said);
    assertTrue(
        loaded.stream().noneMatch(line -> line.contains("awt") || line.contains("font")),
        loaded.toString());
  }

  public static void main(String[] arguments) {
    Raster raster =
        PictureGrid.of(ImmutableList.of(ImmutableList.of(Raster.blank(9, 9, 0))))
            .withTitle("Ω")
            .draw();
    System.out.println("width " + raster.width() / 30);
  }
}

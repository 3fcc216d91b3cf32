package org.lowerbound.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import org.junit.jupiter.api.Test;

/** Shares of pixels against areas that geometry knows. */
final class CoverageTest {
  private static final int SIDE = 40;

  private static double[] shares(Outline outline) {
    double[] shares = new double[SIDE * SIDE];
    new Coverage(SIDE, SIDE)
        .of(outline, (column, row, share) -> shares[row * SIDE + column] += share);
    return shares;
  }

  private static double area(Outline outline) {
    double area = 0;
    for (double share : shares(outline)) {
      area += share;
    }
    return area;
  }

  @Test
  void aRectangleCoversItsShareOfEachPixel() {
    // Along rows lengths are exact; the edges above and below are on sixteenths of a pixel.
    double[] shares = shares(Outline.rectangle(2.3, 5.25, 1.5, 1.5));
    assertEquals(0.7 * 0.75, shares[5 * SIDE + 2], 1e-12);
    assertEquals(0.8 * 0.75, shares[5 * SIDE + 3], 1e-12);
    assertEquals(0.7 * 0.75, shares[6 * SIDE + 2], 1e-12);
    assertEquals(0, shares[5 * SIDE + 4], 0);
    assertEquals(2.25, area(Outline.rectangle(2.3, 5.25, 1.5, 1.5)), 1e-12);
  }

  @Test
  void aTriangleHasItsArea() {
    ImmutableDoubleArray points = ImmutableDoubleArray.of(3.2, 4.7, 30.9, 11.3, 9.4, 35.8);
    double exact = 0.5 * ((30.9 - 3.2) * (35.8 - 4.7) - (9.4 - 3.2) * (11.3 - 4.7));
    // The rule of the middle with sixteen lines a pixel: far below a thousandth here.
    assertEquals(exact, area(new Outline(ImmutableList.of(points))), 1e-3 * exact);
  }

  @Test
  void aDiscIsARegularPolygonOfItsRadius() {
    double exact = 24 / 2.0 * 9.3 * 9.3 * Math.sin(2 * Math.PI / 24);
    assertEquals(exact, area(Outline.disc(20.1, 19.6, 9.3)), 1e-3 * exact);
  }

  @Test
  void whatIsWoundAroundTwiceIsCoveredOnceAndAHoleIsOpen() {
    Outline square = Outline.rectangle(10, 10, 8, 8);
    assertEquals(64, area(Outline.all(ImmutableList.of(square, square))), 1e-12);
    ImmutableDoubleArray hole = ImmutableDoubleArray.of(12, 12, 12, 16, 16, 16, 16, 12);
    Outline inside = new Outline(ImmutableList.of(hole));
    assertEquals(48, area(Outline.all(ImmutableList.of(square, inside))), 1e-12);
  }

  @Test
  void aLineHasItsWidthWhateverItsDirection() {
    double round = area(Outline.disc(20, 20, 1.5));
    for (double[] end : new double[][] {{15, 0}, {-9, 12}, {0, -15}, {-12, -9}}) {
      Outline line = Outline.stroke(ImmutableDoubleArray.of(20, 20, 20 + end[0], 20 + end[1]), 3);
      // Fifteen pixels long, half a disc at each end.
      assertEquals(45 + round, area(line), 0.1);
    }
    // A corner is covered once.
    Outline corner = Outline.stroke(ImmutableDoubleArray.of(5, 5, 20, 5, 20, 20), 4);
    for (double share : shares(corner)) {
      assertEquals(share, Math.min(1, share), 0);
    }
    assertEquals(1, shares(corner)[5 * SIDE + 20], 0);
  }

  @Test
  void aQuarterOfATurnMovesUpwardsWhatWasToTheRight() {
    Outline turned = Outline.rectangle(2, -3, 10, 3).turnedLeft().moved(20, 30);
    assertEquals(17, turned.left(), 1e-12);
    assertEquals(20, turned.right(), 1e-12);
    assertEquals(18, turned.top(), 1e-12);
    assertEquals(28, turned.bottom(), 1e-12);
    assertEquals(30, area(turned), 1e-12);
  }

  @Test
  void colorsAreMixedByShareAndOpacity() {
    Canvas canvas = new Canvas(2, 1, 0xFFFFFF);
    canvas.fill(Outline.rectangle(0, 0, 0.5, 1), 0x0000FF);
    canvas.fill(Outline.rectangle(1, 0, 1, 1), 0, 0.2);
    assertEquals(0x8080FF, canvas.raster().at(0, 0));
    assertEquals(0xCCCCCC, canvas.raster().at(1, 0));
  }

  @Test
  void linesAreOfFinitePoints() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Outline(ImmutableList.of(ImmutableDoubleArray.of(0, 0, 1, Double.NaN))));
    assertThrows(IllegalArgumentException.class, () -> Outline.disc(0, 0, 0));
  }
}

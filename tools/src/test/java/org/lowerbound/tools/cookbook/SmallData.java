package org.lowerbound.tools.cookbook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** What a reader of the cookbook has: some pictures, an array, a table. */
final class SmallData {
  private static final int SIDE = 12;
  private static final int COUNT = 60;

  /** The bytes of an array's description; with those before it, blocks of 64. */
  private static final int HEADER = 118;

  private static final int WHITE = 0xFFFFFF;

  private SmallData() {}

  /** Writes {@code pngs/}, {@code digits.npz} and {@code table.csv} into a folder. */
  static void write(Path folder) throws IOException {
    Random random = new Random(1);
    for (String shape : new String[] {"disc", "square"}) {
      Path of = Files.createDirectories(folder.resolve("pngs").resolve(shape));
      for (int i = 0; i < COUNT; i++) {
        ImageIO.write(picture(shape, random), "png", of.resolve(i + ".png").toFile());
      }
    }
    arrays(folder.resolve("digits.npz"), random);
    table(folder.resolve("table.csv"), random);
  }

  /** Writes {@code images} and {@code y} as NumPy does. */
  private static void arrays(Path file, Random random) throws IOException {
    byte[] images = new byte[2 * COUNT * SIDE * SIDE];
    byte[] classes = new byte[2 * COUNT];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (byte) (i % 2);
      int corner = (2 + random.nextInt(SIDE - 4)) * SIDE + 2 + random.nextInt(SIDE - 4);
      for (int pixel : new int[] {0, 1, SIDE, SIDE + 1}) {
        images[i * SIDE * SIDE + corner + pixel] = (byte) (classes[i] == 0 ? 255 : 128);
      }
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      write(zip, "images", "%d, %d, %d".formatted(classes.length, SIDE, SIDE), images);
      write(zip, "y", classes.length + ",", classes);
    }
  }

  private static void write(ZipOutputStream zip, String name, String shape, byte[] values)
      throws IOException {
    zip.putNextEntry(new ZipEntry(name + ".npy"));
    String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (%s), }".formatted(shape);
    byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, HEADER, 0};
    zip.write(start);
    zip.write((header + " ".repeat(HEADER - header.length() - 1) + "\n").getBytes(US_ASCII));
    zip.write(values);
  }

  private static BufferedImage picture(String shape, Random random) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    int x = 3 + random.nextInt(SIDE - 6);
    int y = 3 + random.nextInt(SIDE - 6);
    for (int i = -2; i <= 2; i++) {
      for (int j = -2; j <= 2; j++) {
        if (shape.equals("square") || i * i + j * j <= 5) {
          image.setRGB(x + i, y + j, WHITE);
        }
      }
    }
    return image;
  }

  private static void table(Path file, Random random) throws IOException {
    StringBuilder text = new StringBuilder("length,width,height,kind\n");
    for (int i = 0; i < 2 * COUNT; i++) {
      double size = 10 + random.nextGaussian();
      text.append(
          "%.3f,%.3f,%.3f,%s%n"
              .formatted(
                  size,
                  size / 2 + 0.1 * random.nextGaussian(),
                  100 * random.nextGaussian(),
                  i % 2 == 0 ? "left" : "right"));
    }
    Files.writeString(file, text, UTF_8);
  }
}

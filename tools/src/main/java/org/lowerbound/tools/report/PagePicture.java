package org.lowerbound.tools.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A PNG file as a part of a page.
 *
 * @param width in pixels
 * @param height in pixels
 * @param data the file, as an address that holds it
 */
record PagePicture(int width, int height, String data) {
  private static final byte[] SIGNATURE =
      "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final int WIDTH_AT = 16;
  private static final int HEIGHT_AT = 20;
  private static final int HEADER = 24;

  /** Returns the picture that the bytes of a file are; nothing if they are no PNG. */
  static Optional<PagePicture> of(byte[] file) {
    if (file.length < HEADER || !Arrays.equals(SIGNATURE, Arrays.copyOf(file, SIGNATURE.length))) {
      return Optional.empty();
    }
    ByteBuffer header = ByteBuffer.wrap(file);
    return Optional.of(
        new PagePicture(
            header.getInt(WIDTH_AT),
            header.getInt(HEIGHT_AT),
            "data:image/png;base64," + Base64.getEncoder().encodeToString(file)));
  }
}

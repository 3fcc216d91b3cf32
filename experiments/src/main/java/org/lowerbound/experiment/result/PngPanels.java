package org.lowerbound.experiment.result;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import java.util.List;
import org.lowerbound.picture.Panel;

/**
 * The parts of a picture in its PNG file: a chunk of text (ISO/IEC 15948, 11.3.4.5, {@code iTXt})
 * for each, with the keyword {@code Panel} and the text {@code LEFT TOP WIDTH HEIGHT NAME}. Other
 * programs pass over them.
 */
final class PngPanels {
  /** The type of the chunks. */
  static final String CHUNK = "iTXt";

  private static final String KEYWORD = "Panel";

  /** Not compressed, in no language. */
  private static final String PLAIN = "\0\0\0\0\0";

  private static final int SIGNATURE = 8;

  private PngPanels() {}

  /** Returns what the chunk of a part holds. */
  static String text(Panel panel) {
    return "%s%s%d %d %d %d %s"
        .formatted(
            KEYWORD, PLAIN, panel.left(), panel.top(), panel.width(), panel.height(), panel.name());
  }

  /** Returns the parts that a file names, none if it is not one of ours. */
  static ImmutableList<Panel> read(byte[] png) {
    ImmutableList.Builder<Panel> panels = ImmutableList.builder();
    ByteBuffer in = ByteBuffer.wrap(png);
    in.position(Math.min(SIGNATURE, png.length));
    while (in.remaining() >= 12) {
      int length = in.getInt();
      if (length < 0 || length > in.remaining() - 8) {
        break;
      }
      byte[] type = new byte[4];
      in.get(type);
      byte[] content = new byte[length];
      in.get(content);
      in.getInt(); // The checksum, which the reader of the pixels has seen.
      String text = new String(content, UTF_8);
      if (new String(type, US_ASCII).equals(CHUNK) && text.startsWith(KEYWORD + PLAIN)) {
        panels.add(panel(text.substring(KEYWORD.length() + PLAIN.length())));
      }
    }
    return panels.build();
  }

  private static Panel panel(String text) {
    List<String> words = Splitter.on(' ').limit(5).splitToList(text);
    return new Panel(
        words.get(4),
        Integer.parseInt(words.get(0)),
        Integer.parseInt(words.get(1)),
        Integer.parseInt(words.get(2)),
        Integer.parseInt(words.get(3)));
  }
}

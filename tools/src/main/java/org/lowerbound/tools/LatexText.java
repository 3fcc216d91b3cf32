package org.lowerbound.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.lowerbound.experiment.console.PlainText;

/**
 * Plain text as LaTeX that pdflatex sets without further packages: in ASCII, with a command for
 * each letter with an accent, Greek letter and mathematical sign.
 *
 * <p>A character that has no such command is written as {@code U+4E2D} and remembered.
 */
final class LatexText {
  /** The commands for what has a meaning in LaTeX, and for what its usual fonts have not got. */
  private static final ImmutableMap<Integer, String> ASCII =
      ImmutableMap.<Integer, String>builder()
          .put((int) '\\', "\\textbackslash{}")
          .put((int) '{', "\\{")
          .put((int) '}', "\\}")
          .put((int) '$', "\\$")
          .put((int) '&', "\\&")
          .put((int) '#', "\\#")
          .put((int) '_', "\\_")
          .put((int) '%', "\\%")
          .put((int) '^', "\\textasciicircum{}")
          .put((int) '~', "\\textasciitilde{}")
          .put((int) '<', "\\textless{}")
          .put((int) '>', "\\textgreater{}")
          .put((int) '|', "\\textbar{}")
          .put((int) '"', "\\textquotedblright{}") // Some languages of babel give it a meaning.
          .put((int) '`', "\\textquoteleft{}")
          .buildOrThrow();

  /** Combining marks and the commands that put them onto a letter of text. */
  private static final ImmutableMap<Integer, String> ACCENTS =
      ImmutableMap.<Integer, String>builder()
          .put(0x300, "`")
          .put(0x301, "'")
          .put(0x302, "^")
          .put(0x303, "~")
          .put(0x304, "=")
          .put(0x306, "u")
          .put(0x307, ".")
          .put(0x308, "\"")
          .put(0x30a, "r")
          .put(0x30b, "H")
          .put(0x30c, "v")
          .put(0x323, "d")
          .put(0x327, "c")
          .put(0x331, "b")
          .buildOrThrow();

  /** The same for a letter of a formula. */
  private static final ImmutableMap<Integer, String> MATH_ACCENTS =
      ImmutableMap.<Integer, String>builder()
          .put(0x300, "grave")
          .put(0x301, "acute")
          .put(0x302, "hat")
          .put(0x303, "tilde")
          .put(0x304, "bar")
          .put(0x305, "overline")
          .put(0x306, "breve")
          .put(0x307, "dot")
          .put(0x308, "ddot")
          .put(0x30a, "mathring")
          .put(0x30c, "check")
          .put(0x332, "underline")
          .put(0x20d7, "vec")
          .buildOrThrow();

  private static final Pattern SCRIPT = Pattern.compile("\\$[_^]");

  /** The mark that goes through a relation and negates it. */
  private static final int STROKE = 0x338;

  private static final ImmutableMap<Integer, String> SPELLINGS = spellings();

  private final Set<Integer> unknown = new LinkedHashSet<>();

  /** Reads the spellings: a line is a character, a blank and its LaTeX. */
  private static ImmutableMap<Integer, String> spellings() {
    ImmutableMap.Builder<Integer, String> spellings = ImmutableMap.builder();
    try {
      for (String line :
          Resources.readLines(
              Resources.getResource(LatexText.class, "latex-spellings.txt"), UTF_8)) {
        int character = line.codePointAt(0);
        spellings.put(character, line.substring(Character.charCount(character) + 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // It is in the same jar as this class.
    }
    return spellings.buildOrThrow();
  }

  /** Returns a text as LaTeX. */
  String escape(String plain) {
    StringBuilder out = new StringBuilder();
    String text = Normalizer.normalize(PlainText.oneLine(plain), Normalizer.Form.NFC);
    int before = 0;
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      int end = at + Character.charCount(character);
      while (end < text.length() && isMark(text.codePointAt(end))) {
        end += Character.charCount(text.codePointAt(end));
      }
      if (end == at + Character.charCount(character)) {
        // Two of these would be set as a dash or a quotation mark.
        out.append(character == before && "-,'".indexOf(character) >= 0 ? "{}" : "");
        append(out, character(character));
      } else {
        append(out, marked(text.substring(at, end)));
      }
      before = character;
      at = end;
    }
    return out.toString();
  }

  /** Appends a piece, in one formula with the one before if both are of formulas. */
  private static void append(StringBuilder out, String piece) {
    int end = out.length() - 1;
    boolean afterFormula = end > 0 && out.charAt(end) == '$' && out.charAt(end - 1) != '\\';
    if (!afterFormula || !piece.startsWith("$")) {
      out.append(piece);
      return;
    }
    out.setLength(end);
    // An index has one base: a second one gets an empty one. A command ends where no letter
    // follows.
    boolean indices = SCRIPT.matcher(piece).lookingAt() && out.charAt(end - 1) == '}';
    out.append(indices ? "{}" : " ").append(piece, 1, piece.length());
  }

  /** Returns the characters that had no command so far. */
  ImmutableSet<Integer> unknown() {
    return ImmutableSet.copyOf(unknown);
  }

  private String character(int character) {
    if (character < 0x80) {
      return ASCII.getOrDefault(character, Character.toString(character));
    }
    String spelling = SPELLINGS.get(character);
    if (spelling != null) {
      return spelling;
    }
    if (character == 0xa0 || character == 0x202f) {
      return "~";
    }
    switch (Character.getType(character)) {
      case Character.SPACE_SEPARATOR -> {
        return " ";
      }
      case Character.FORMAT -> {
        return "";
      }
      default -> {}
    }
    String self = Character.toString(character);
    String apart = Normalizer.normalize(self, Normalizer.Form.NFD);
    if (apart.codePoints().skip(1).anyMatch(LatexText::isMark)) {
      return marked(self);
    }
    // What Unicode calls the same but for its looks: letters of formulas, of full width, ligatures.
    String plain = Normalizer.normalize(self, Normalizer.Form.NFKC);
    return plain.equals(self) ? unknown(character) : escape(plain);
  }

  /** Returns a letter with its marks. */
  private String marked(String letter) {
    String apart = Normalizer.normalize(letter, Normalizer.Form.NFD);
    int base = apart.codePointAt(0);
    if (base >= 0x80 && !SPELLINGS.containsKey(base)) {
      return letter
          .codePoints()
          .filter(c -> !isInvisible(c))
          .mapToObj(this::unknown)
          .collect(joining());
    }
    int[] marks = apart.substring(Character.charCount(base)).codePoints().toArray();
    String text = character(base);
    boolean formula = text.startsWith("$") && text.endsWith("$");
    if (formula) {
      text = text.substring(1, text.length() - 1);
    }
    StringBuilder after = new StringBuilder();
    for (int i = 0; i < marks.length; i++) {
      if (isInvisible(marks[i])) {
        continue;
      }
      if (marks[i] == STROKE && (formula || "<=>".indexOf(base) >= 0)) {
        text = "\\not " + (formula ? text : Character.toString(base));
        formula = true;
        continue;
      }
      String accent = (formula ? MATH_ACCENTS : ACCENTS).get(marks[i]);
      if (accent == null) {
        after.append(unknown(marks[i]));
      } else if (formula) {
        text = "\\" + accent + "{" + text + "}";
      } else {
        text = "\\" + accent + "{" + dotless(text, marks[i]) + "}";
      }
    }
    return (formula ? "$" + text + "$" : text) + after;
  }

  /** An accent takes the place of a dot. */
  private static String dotless(String letter, int mark) {
    boolean above = mark < 0x323;
    return above && (letter.equals("i") || letter.equals("j")) ? "\\" + letter : letter;
  }

  private static boolean isMark(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
      default -> false;
    };
  }

  /** Says how the character before looks, text or picture. */
  private static boolean isInvisible(int mark) {
    return mark >= 0xfe00 && mark <= 0xfe0f;
  }

  private String unknown(int character) {
    unknown.add(character);
    return code(character);
  }

  /** Returns what stands for a character that has no command. */
  static String code(int character) {
    return "U+%04X".formatted(character);
  }
}

package org.lowerbound.tools;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.lowerbound.data.DatasetNote;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.RemoteFile;

/** Tells of every data set, and whether its files are on this machine. */
record DataList(DataCatalog catalog, DataSource offline) {
  private static final int WIDTH = 80;
  private static final int NAME_WIDTH = 24;
  private static final String INDENT = "  ";

  String text() {
    StringBuilder text = new StringBuilder();
    catalog
        .sets()
        .forEach(
            (name, set) -> {
              text.append(text.isEmpty() ? "" : "\n");
              text.append(("%-" + NAME_WIDTH + "s%s").formatted(name + " ", state(set)));
              text.append('\n');
              describe(text, set.note());
            });
    return text.toString();
  }

  private static void describe(StringBuilder text, DatasetNote note) {
    wrap(text, note.what() + "; " + note.size());
    wrap(text, "licence: " + note.licence());
    wrap(text, "from: " + note.origin());
    if (!note.remark().isEmpty()) {
      wrap(text, "note: " + note.remark());
    }
  }

  private String state(DescribedDataset set) {
    ImmutableList<ImmutableList<RemoteFile>> files = set.files();
    if (files.isEmpty()) {
      return "made by code";
    }
    long here = files.stream().filter(this::isHere).count();
    String download =
        files.stream().allMatch(DataList::isOffered) ? "can be fetched" : "is to be put there";
    if (here == files.size()) {
      return "here, complete";
    }
    return here == 0
        ? "not here; " + download
        : "%d of %d files here; the rest %s".formatted(here, files.size(), download);
  }

  private boolean isHere(ImmutableList<RemoteFile> forms) {
    try {
      offline.check(forms.toArray(RemoteFile[]::new));
      return true;
    } catch (DataException e) {
      return false;
    }
  }

  private static boolean isOffered(ImmutableList<RemoteFile> forms) {
    return forms.stream().map(RemoteFile::download).anyMatch(Optional::isPresent);
  }

  /** Appends lines that fit a terminal, unless a word does not. */
  private static void wrap(StringBuilder text, String words) {
    int column = 0;
    for (String word : Splitter.on(' ').split(words)) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        text.append('\n');
        column = 0;
      }
      String before = column == 0 ? INDENT : " ";
      text.append(before).append(word);
      column += before.length() + word.length();
    }
    text.append('\n');
  }
}

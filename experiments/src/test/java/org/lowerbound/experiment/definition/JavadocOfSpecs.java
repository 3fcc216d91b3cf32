package org.lowerbound.experiment.definition;

import static com.google.common.collect.ImmutableSortedMap.toImmutableSortedMap;
import static java.util.Comparator.naturalOrder;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.lowerbound.experiment.config.Descriptions;
import org.lowerbound.experiment.config.Json;

/** Reads what the sources of classes say about them, as the JDK's own tools understand it. */
final class JavadocOfSpecs {
  private static final ImmutableList<Path> SOURCES =
      ImmutableList.of(Path.of("..", "framework", "src", "main", "java"), Path.of("src/main/java"));

  private static final ImmutableMap<String, String> ENTITIES =
      ImmutableMap.of("lt", "<", "gt", ">", "amp", "&", "nbsp", " ");

  private JavadocOfSpecs() {}

  /** Returns the words of classes whose sources are in this project, as JSON. */
  static String read(Collection<Class<?>> classes) throws IOException {
    ImmutableSortedMap<String, Class<?>> byName =
        classes.stream()
            .collect(toImmutableSortedMap(naturalOrder(), Class::getCanonicalName, type -> type));
    List<Path> files =
        classes.stream().map(JavadocOfSpecs::source).flatMap(Optional::stream).distinct().toList();
    assertTrue(files.size() > 100, "only " + files.size() + " sources were found");
    Map<String, ObjectNode> words = new TreeMap<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Scanner(trees, byName, words).scan(unit, null);
      }
    }
    ObjectNode all = Json.object();
    all.setAll(words);
    return Json.print(all);
  }

  private static Optional<Path> source(Class<?> type) {
    Class<?> top = type;
    while (top.getEnclosingClass() != null) {
      top = top.getEnclosingClass();
    }
    String file = top.getName().replace('.', '/') + ".java";
    return SOURCES.stream().map(folder -> folder.resolve(file)).filter(Files::exists).findFirst();
  }

  /** Goes through the classes of a file, and the constants of enums. */
  private static final class Scanner extends TreePathScanner<Void, Void> {
    private final DocTrees trees;
    private final Map<String, Class<?>> classes;
    private final Map<String, ObjectNode> words;

    Scanner(DocTrees trees, Map<String, Class<?>> classes, Map<String, ObjectNode> words) {
      this.trees = trees;
      this.classes = classes;
      this.words = words;
    }

    @Override
    public Void visitClass(ClassTree node, Void unused) {
      Optional.ofNullable(classes.get(name(getCurrentPath())))
          .ifPresent(type -> describe(node, type));
      return super.visitClass(node, null);
    }

    private void describe(ClassTree node, Class<?> type) {
      ObjectNode own = Json.object();
      comment(getCurrentPath())
          .ifPresent(
              doc -> {
                put(own, Descriptions.TYPE, firstParagraph(doc.getFullBody()));
                doc.getBlockTags().stream()
                    .filter(ParamTree.class::isInstance)
                    .map(ParamTree.class::cast)
                    .filter(param -> !param.isTypeParameter() && type.isRecord())
                    .forEach(
                        param ->
                            put(own, param.getName().toString(), text(param.getDescription())));
              });
      if (type.isEnum()) {
        List<String> constants =
            Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList();
        for (Tree member : node.getMembers()) {
          if (member instanceof VariableTree field
              && constants.contains(field.getName().toString())) {
            comment(new TreePath(getCurrentPath(), member))
                .ifPresent(
                    doc -> put(own, field.getName().toString(), firstParagraph(doc.getFullBody())));
          }
        }
      }
      words.put(type.getName(), own);
    }

    private Optional<DocCommentTree> comment(TreePath path) {
      return Optional.ofNullable(trees.getDocCommentTree(path));
    }

    private static void put(ObjectNode own, String key, String text) {
      if (!text.isEmpty()) {
        own.put(key, text);
      }
    }
  }

  /** Returns the name of a class with those of the classes that it is in. */
  private static String name(TreePath path) {
    Stream<String> classes =
        Stream.iterate(path, p -> p != null, TreePath::getParentPath)
            .map(TreePath::getLeaf)
            .filter(ClassTree.class::isInstance)
            .map(tree -> ((ClassTree) tree).getSimpleName().toString());
    List<String> inwards = new ArrayList<>(classes.toList());
    Collections.reverse(inwards);
    return path.getCompilationUnit().getPackageName() + "." + String.join(".", inwards);
  }

  private static String firstParagraph(List<? extends DocTree> body) {
    return text(
        body.stream()
            .takeWhile(tree -> !(tree instanceof StartElementTree start && !inline(start)))
            .toList());
  }

  private static boolean inline(StartElementTree element) {
    return List.of("em", "i", "b", "code", "sub", "sup").contains(element.getName().toString());
  }

  private static String text(List<? extends DocTree> trees) {
    return CharMatcher.whitespace()
        .trimAndCollapseFrom(
            trees.stream().map(JavadocOfSpecs::text).collect(Collectors.joining()), ' ');
  }

  /** A constant as configurations write it, anything else without what it is in. */
  private static String name(LinkTree link) {
    String name = link.getReference().getSignature().replaceFirst("^.*[.#]", "");
    return name.matches("[A-Z][A-Z0-9_]+") ? Ascii.toLowerCase(name).replace('_', '-') : name;
  }

  private static String text(DocTree tree) {
    if (tree instanceof TextTree text) {
      return text.getBody();
    } else if (tree instanceof LiteralTree literal) {
      return literal.getBody().getBody();
    } else if (tree instanceof LinkTree link) {
      return link.getLabel().isEmpty() ? name(link) : text(link.getLabel());
    } else if (tree instanceof EntityTree entity) {
      return ENTITIES.getOrDefault(entity.getName().toString(), "");
    }
    return "";
  }
}

package racecourse.engine.vmlens;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VmlensAgentTest {
  /** Classes of this package that a child does not load. */
  private static final Set<String> PARENTS =
      Set.of("EventReader", "Race", "VmlensAgent", "VmlensHost", "VmlensReport", "package-info");

  @TempDir Path folder;

  @Test
  void laysOutWhatTheAgentNeedsAndTakesItAwayAgain() throws IOException {
    Path own = folder.resolve("agent");
    VmlensAgent agent = VmlensAgent.layOut(own);
    assertThat(own).isDirectoryContaining("glob:**/agent.jar");
    assertThat(own).isDirectoryContaining("glob:**/agent_bootstrap.jar");
    assertThat(own).isDirectoryContaining("glob:**/agent_runtime.jar");
    assertThat(agent.events()).isEmptyDirectory();
    assertThat(agent.hasEvents()).isFalse();
    Files.createFile(agent.events().resolve("control.vmlens"));
    assertThat(agent.hasEvents()).isTrue();
    agent.remove();
    assertThat(own).doesNotExist();
    assertThat(agent.hasEvents()).isFalse();
  }

  @Test
  void theAgentWatchesNoneOfOurClassesInAChildButOne() throws IOException, URISyntaxException {
    VmlensAgent.layOut(folder.resolve("agent"));
    List<String> leftAlone = Files.readAllLines(folder.resolve("agent/filter.txt"));
    List<String> watched;
    try (Stream<Path> files = Files.list(packageFolder())) {
      watched =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".class"))
              .map(name -> name.substring(0, name.length() - ".class".length()))
              .filter(name -> !PARENTS.contains(name.replaceAll("\\$.*", "")))
              .filter(name -> leftAlone.stream().noneMatch(internal(name)::startsWith))
              .toList();
    }
    assertThat(watched).containsExactly("Watched");
  }

  private static String internal(String simpleName) {
    return VmlensAgent.class.getPackageName().replace('.', '/') + "/" + simpleName;
  }

  private static Path packageFolder() throws URISyntaxException {
    Path classes =
        Path.of(VmlensAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return classes.resolve(VmlensAgent.class.getPackageName().replace('.', '/'));
  }
}

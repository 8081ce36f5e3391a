package racecourse.graders.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import racecourse.engine.run.Folders;

/**
 * The folder for the files of one run. Two runs at once in one folder would overwrite each other's
 * classes, so the second one, and a run that may not write there, get a temporary folder.
 */
final class WorkFolder implements AutoCloseable {

  private final Path path;
  private final @Nullable FileChannel lock;
  private final boolean passing;
  private final String notice;

  private WorkFolder(Path path, @Nullable FileChannel lock, boolean passing, String notice) {
    this.path = path;
    this.lock = lock;
    this.passing = passing;
    this.notice = notice;
  }

  /**
   * Takes the wanted folder, or a temporary one.
   *
   * @throws BadUsage if neither can be had
   */
  static WorkFolder claim(Path wanted) throws BadUsage {
    try {
      Files.createDirectories(wanted);
      FileChannel channel =
          FileChannel.open(
              wanted.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel)) {
        return new WorkFolder(wanted, channel, false, "");
      }
      channel.close();
      return new WorkFolder(temporary(), null, true, "");
    } catch (IOException e) {
      Path other = temporary();
      return new WorkFolder(
          other,
          null,
          false,
          "The folder "
              + wanted
              + " cannot be written ("
              + ResultFile.reason(e)
              + "); reports and work files are in "
              + other
              + " instead.");
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException anotherRunInThisJvm) {
      return false;
    }
  }

  private static Path temporary() throws BadUsage {
    try {
      return Files.createTempDirectory("racecourse");
    } catch (IOException e) {
      throw new BadUsage(
          "There is no folder to work in: "
              + System.getProperty("java.io.tmpdir")
              + " cannot be written ("
              + ResultFile.reason(e)
              + ").");
    }
  }

  Path path() {
    return path;
  }

  /** What the user should know about it, in one sentence; usually empty. */
  String notice() {
    return notice;
  }

  /** Gives the folder up; one that nobody was told of is deleted. */
  @Override
  public void close() {
    try {
      if (lock != null) {
        lock.close();
      }
      if (passing) {
        Folders.delete(path);
      }
    } catch (IOException e) {
      // Left behind in the temporary folder, where the system cleans up.
    }
  }
}

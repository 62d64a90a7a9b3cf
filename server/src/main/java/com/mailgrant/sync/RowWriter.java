package com.mailgrant.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes rows while the next ones still come in from the server. Batches are written one after the
 * other; whoever reads waits when too many lie about.
 */
final class RowWriter implements AutoCloseable {
  private static final int BATCH = 2_000;
  private static final int MOST_WAITING = 3;

  private final KnownTable known;
  private final FolderTable folders;
  private final TransactionTemplate transaction;
  private final Mailbox mailbox;
  private final FolderState folder;
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("row-writer").factory());
  private List<Known> batch = new ArrayList<>(BATCH);
  private @Nullable Future<?> last;

  RowWriter(
      KnownTable known,
      FolderTable folders,
      TransactionTemplate transaction,
      Mailbox mailbox,
      FolderState folder) {
    this.known = known;
    this.folders = folders;
    this.transaction = transaction;
    this.mailbox = mailbox;
    this.folder = folder;
  }

  void add(Known row) {
    batch.add(row);
    if (batch.size() == BATCH) {
      hand(0);
    }
  }

  /** Everything below this UID has been added; kept when it has been written. */
  void reached(long uidNext) {
    hand(uidNext);
  }

  /**
   * Waits until all is written.
   *
   * @throws RuntimeException what the writing threw
   */
  void flush() {
    hand(0);
    var waiting = last;
    if (waiting == null) {
      return;
    }
    try {
      waiting.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while rows were written", e);
    }
  }

  /** What has not been written yet is dropped. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void hand(long uidNext) {
    var before = last;
    if (before != null && before.state() == Future.State.FAILED) {
      flushFailure(before);
    }
    if (batch.isEmpty() && uidNext == 0) {
      return;
    }
    var rows = batch;
    batch = new ArrayList<>(BATCH);
    room.acquireUninterruptibly();
    last =
        thread.submit(() -> {
          try {
            // What comes after a failed batch must not be kept: the mark would pass it.
            if (before != null) {
              before.get();
            }
            write(rows, uidNext);
          } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e);
          } finally {
            room.release();
          }
          return null;
        });
  }

  private static void flushFailure(Future<?> failed) {
    throw failed.exceptionNow() instanceof RuntimeException own
        ? own
        : new IllegalStateException(failed.exceptionNow());
  }

  private void write(List<Known> rows, long uidNext) {
    transaction.executeWithoutResult(_ -> {
      mailbox.fence().hold();
      if (!rows.isEmpty()) {
        int came = known.record(folder.id(), rows);
        var replaced = folder.replaces();
        if (replaced != null) {
          known.removeByKey(replaced, rows.stream().map(Known::key).toList());
        }
        folders.count(folder.id(), came);
      }
      if (uidNext > 0) {
        folders.advance(folder.id(), uidNext);
      }
    });
  }
}

package com.mailgrant.sync;

/**
 * Keeps two watchers of one mailbox from writing: asked at the beginning of every transaction, and
 * what it locks stays locked until the commit.
 */
@FunctionalInterface
public interface Fence {
  /**
   * @throws Overtaken when somebody else watches by now
   */
  void hold();

  /** Whoever wrote is not the watcher any more; nothing of the transaction is kept. */
  final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Overtaken() {
      super("the mailbox is watched by somebody else now");
    }
  }
}

package com.mailgrant.sync;

import com.mailgrant.account.MailAccount;
import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.ImapSession;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.MailboxEvent;
import com.mailgrant.mail.UidSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mailbox open for watching, and what its server says by itself meanwhile. */
public final class Mailbox {
  /** A server that says more than this at once is asked again instead. */
  private static final int MOST_HEARD = 100_000;

  private final MailAccount account;
  private final ImapSession session;
  private final Fence fence;
  private final boolean quickResync;
  private Heard heard = new Heard();
  private boolean inRound;
  private Set<FolderName> wanted = Set.of();

  private Mailbox(MailAccount account, ImapSession session, Fence fence, boolean quickResync) {
    this.account = account;
    this.session = session;
    this.fence = fence;
    this.quickResync = quickResync;
  }

  /** Switches on what helps, where the server has it. */
  public static Mailbox of(MailAccount account, ImapSession session, Fence fence)
      throws MailFailureException {
    var offers = session.capabilities();
    boolean quick =
        offers.has("QRESYNC")
            && offers.has("ENABLE")
            && session.enable("QRESYNC").stream().anyMatch("QRESYNC"::equalsIgnoreCase);
    var mailbox = new Mailbox(account, session, fence, quick);
    session.onEvent(mailbox::hear);
    return mailbox;
  }

  /** Whose it is. */
  public MailAccount account() {
    return account;
  }

  /** For waiting. */
  public ImapSession session() {
    return session;
  }

  /** Whether the server said something that nobody has looked into yet. */
  public boolean stirred() {
    return heard.anything;
  }

  Fence fence() {
    return fence;
  }

  /** Whether the server tells after a pause what vanished and what changed (RFC 7162 QRESYNC). */
  boolean quickResync() {
    return quickResync;
  }

  /** Whether all folders are looked at just now, one after the other. */
  boolean inRound() {
    return inRound;
  }

  void inRound(boolean now) {
    inRound = now;
  }

  /** The folders of the last round; empty before the first. */
  Set<FolderName> wanted() {
    return wanted;
  }

  void wanted(Set<FolderName> names) {
    wanted = Set.copyOf(names);
  }

  /** What was said since this was last called; for the moment before a folder is opened. */
  Heard take() {
    var taken = heard;
    heard = new Heard();
    return taken;
  }

  /**
   * What was said of single messages of the open folder. What asks for another look, since it came
   * while this one was going on, stays said: servers say it once.
   *
   * @param exists how many messages the folder held when it was opened
   */
  Heard takeDetails(long exists) {
    var taken = take();
    if (taken.asksForLook(exists)) {
      heard.anything = true;
      heard.flagsChanged = taken.unnamedFlags;
    }
    return taken;
  }

  private void hear(MailboxEvent event) {
    heard.add(event);
    session.wake();
  }

  /** Within one folder, between two looks at it. */
  static final class Heard {
    final List<UidSet> vanished = new ArrayList<>();
    final Map<Long, String> flags = new HashMap<>();
    boolean flagsChanged;
    private boolean anything;
    private boolean unnamedFlags;
    private boolean expunged;
    private @Nullable Long exists;

    private boolean asksForLook(long before) {
      return expunged || unnamedFlags || (exists != null && exists != before);
    }

    private void add(MailboxEvent event) {
      anything = true;
      switch (event) {
        case MailboxEvent.FlagsChanged changed -> {
          flagsChanged = true;
          unnamedFlags |= changed.uid().isEmpty();
          if (changed.uid().isPresent() && flags.size() < MOST_HEARD) {
            flags.put(changed.uid().getAsLong(), Known.flags(changed.flags()));
          }
        }
        case MailboxEvent.Vanished gone -> {
          if (vanished.size() < MOST_HEARD) {
            vanished.add(gone.uids());
          }
        }
        case MailboxEvent.Exists counted -> exists = counted.messages();
        case MailboxEvent.Expunged _ -> expunged = true;
      }
    }
  }
}

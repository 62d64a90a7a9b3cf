package com.mailgrant.mail;

import com.mailgrant.mail.FolderStatus.Access;
import com.mailgrant.mail.ImapDialogue.Asked;
import com.mailgrant.mail.ImapResponse.Status;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** NAMESPACE, LIST, STATUS, SELECT, EXAMINE, CREATE and SUBSCRIBE. */
final class ImapFolders {
  /** No mailbox has as many; a server that lists more wants our memory. */
  private static final int MOST_FOLDERS = 100_000;

  private final ImapDialogue dialogue;
  private Optional<FolderName> selected = Optional.empty();

  ImapFolders(ImapDialogue dialogue) {
    this.dialogue = dialogue;
  }

  /** RFC 2342. */
  Namespaces namespace() throws MailFailureException {
    AtomicReference<@Nullable Namespaces> answer = new AtomicReference<>();
    dialogue.run(
        Stage.IMAP_NAMESPACE,
        ImapCommand.of("NAMESPACE"),
        response -> {
          if (response instanceof ImapResponse.NamespaceList list) {
            answer.set(list.namespaces());
            return true;
          }
          return false;
        });
    Namespaces namespaces = answer.get();
    return namespaces == null ? new Namespaces(List.of(), List.of(), List.of()) : namespaces;
  }

  /**
   * Plain LIST whatever CAPABILITY says: servers send the attributes of RFC 6154 without announcing
   * them.
   */
  List<Folder> list() throws MailFailureException {
    List<Folder> folders = new ArrayList<>();
    dialogue.run(
        Stage.IMAP_LIST,
        ImapCommand.of("LIST \"\" \"*\""),
        response -> {
          if (response instanceof ImapResponse.Listed listed) {
            if (folders.size() == MOST_FOLDERS) {
              throw dialogue.wire.garbled("more than " + MOST_FOLDERS + " folders");
            }
            folders.add(listed.folder());
            return true;
          }
          return false;
        });
    return folders;
  }

  FolderCounts status(FolderName folder) throws MailFailureException {
    boolean modSeq = dialogue.capabilities().has("CONDSTORE");
    ImapCommand command =
        ImapCommand.of("STATUS ")
            .folder(folder)
            .words(" (MESSAGES UNSEEN UIDNEXT UIDVALIDITY")
            .words(modSeq ? " HIGHESTMODSEQ)" : ")");
    AtomicReference<@Nullable FolderCounts> answer = new AtomicReference<>();
    dialogue.run(
        Stage.IMAP_STATUS,
        command,
        response -> {
          if (response instanceof ImapResponse.Counts counts) {
            answer.set(counts.counts());
            return true;
          }
          return false;
        });
    FolderCounts counts = answer.get();
    if (counts == null) {
      throw dialogue.wire.garbled("STATUS was answered without counts");
    }
    return counts;
  }

  FolderStatus open(String verb, FolderName folder, String parameters) throws MailFailureException {
    selected = Optional.empty();
    ImapCommand command = ImapCommand.of(verb + " ").folder(folder).words(parameters);
    Opening opening = new Opening();
    Status done = dialogue.run(Stage.IMAP_SELECT, command, opening);
    if (opening.uidValidity < 1) {
      throw dialogue.wire.garbled("the folder was opened without a UIDVALIDITY");
    }
    selected = Optional.of(folder);
    boolean readOnly = verb.equals("EXAMINE") || done.reply().hasCode("READ-ONLY");
    return new FolderStatus(
        folder,
        readOnly ? Access.READ_ONLY : Access.READ_WRITE,
        opening.uidValidity,
        opening.uidNext,
        opening.exists,
        opening.permanentFlags == null ? opening.flags : opening.permanentFlags,
        opening.modSeq);
  }

  /** With CONDSTORE where the server has it. */
  FolderStatus open(String verb, FolderName folder) throws MailFailureException {
    boolean condstore = dialogue.capabilities().has("CONDSTORE");
    return open(verb, folder, condstore ? " (CONDSTORE)" : "");
  }

  Optional<FolderName> selected() {
    return selected;
  }

  void create(FolderName folder) throws MailFailureException {
    dialogue.run(Stage.IMAP_CREATE, ImapCommand.of("CREATE ").folder(folder), Asked.NOTHING);
    dialogue.run(Stage.IMAP_SUBSCRIBE, ImapCommand.of("SUBSCRIBE ").folder(folder), Asked.NOTHING);
  }

  /** Gathers the answer to SELECT; what QRESYNC adds passes on as events. */
  private static final class Opening implements Asked {
    private long exists;
    private long uidValidity;
    private OptionalLong uidNext = OptionalLong.empty();
    private OptionalLong modSeq = OptionalLong.empty();
    private Set<String> flags = Set.of();
    private @Nullable Set<String> permanentFlags;

    @Override
    public boolean takes(ImapResponse.Untagged response) {
      switch (response) {
        case ImapResponse.Exists count -> exists = count.messages();
        case ImapResponse.FolderFlags list -> flags = list.flags();
        case Status status -> code(status);
        default -> {
          return false;
        }
      }
      return true;
    }

    private void code(Status status) {
      number(status, "UIDVALIDITY").ifPresent(n -> uidValidity = n);
      number(status, "UIDNEXT").ifPresent(n -> uidNext = OptionalLong.of(n));
      number(status, "HIGHESTMODSEQ").ifPresent(n -> modSeq = OptionalLong.of(n));
      String list = status.codeArgument("PERMANENTFLAGS");
      if (list != null) {
        String inner = list.replace("(", "").replace(")", "").trim();
        permanentFlags =
            inner.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(inner.split(" +")));
      }
    }

    private static OptionalLong number(Status status, String code) {
      String argument = status.codeArgument(code);
      return argument != null && argument.matches("\\d{1,18}")
          ? OptionalLong.of(Long.parseLong(argument))
          : OptionalLong.empty();
    }
  }
}

package com.mailgrant.rehearsal.mailbox;

import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.mime.Message;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The mailboxes of everybody in the directory, and of the people at fabrikam.example with whom they
 * exchange letters. Forgotten when the tenant stops.
 */
@Component
public class Mailboxes {
  private static final long MOST_OCTETS = 512L * 1024 * 1024;
  private static final long LARGEST_UID_VALIDITY = 0xFFFF_FFFFL;

  /** Folders of one mailbox; the next mailbox starts with a distance. */
  private static final int UID_VALIDITY_STEP = 100;

  private final Clock clock;
  private final Map<String, Mailbox> byAddress = new LinkedHashMap<>();

  /** How a delivery ended. */
  public enum Delivery {
    DELIVERED,
    /** There is no such address. */
    UNKNOWN,
    /** The mailbox is full. */
    FULL
  }

  /** With the mail that lies there at the start. */
  @Autowired
  public Mailboxes(Directory directory, Clock clock) {
    this(directory, clock, MOST_OCTETS);
  }

  Mailboxes(Directory directory, Clock clock, long mostOctets) {
    this.clock = clock;
    var now = clock.instant();
    // UIDs begin at 1 again after a restart, so the validity must be a new one (RFC 3501 2.3.1.1).
    long uidValidity = Math.floorMod(now.getEpochSecond(), LARGEST_UID_VALIDITY / 2) + 1;
    var seed = Seed.load();
    for (var person : directory.people()) {
      var mailbox = new Mailbox(person.userPrincipalName(), uidValidity, mostOctets);
      FolderLayout.furnish(mailbox, person);
      seed.fill(mailbox, person, now);
      byAddress.put(mailbox.address(), mailbox);
      uidValidity += UID_VALIDITY_STEP;
    }
    for (var correspondent : Correspondents.ADDRESSES) {
      var mailbox = new Mailbox(correspondent, uidValidity, mostOctets);
      FolderLayout.exchange(mailbox, FolderNames.of("en"));
      byAddress.put(correspondent, mailbox);
      uidValidity += UID_VALIDITY_STEP;
    }
  }

  /** By address, whatever the case. */
  public Optional<Mailbox> find(String address) {
    return Optional.ofNullable(byAddress.get(address.strip().toLowerCase(Locale.ROOT)));
  }

  /** All of them, those of the directory first. */
  public List<Mailbox> all() {
    return List.copyOf(byAddress.values());
  }

  /**
   * Puts a message into somebody's inbox, as if it had just arrived.
   *
   * @param message handed over; not to be changed any more
   */
  public Delivery deliver(String address, byte[] message) {
    return find(address)
        .map(mailbox ->
            mailbox.deliver(Message.of(message), clock.instant()).isPresent()
                ? Delivery.DELIVERED
                : Delivery.FULL)
        .orElse(Delivery.UNKNOWN);
  }
}

package com.mailgrant.rehearsal.directory;

import com.mailgrant.rehearsal.directory.Person.Home;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The people of the rehearsal tenant and what they may do. They are the same at every start. */
@Component
public class Directory {
  /** Everybody has the same password: it protects nothing, and people have to type it. */
  public static final String PASSWORD = "rehearsal";

  /** Tenant id of contoso.example. */
  public static final String TENANT = "c0a0c0a0-1111-4222-8333-c0a0c0a0c0a0";

  /** Tenant id of all personal accounts (facts/microsoft365 1.2). */
  public static final String CONSUMERS = "9188040d-6c67-4c5b-b112-36a304b66dad";

  private static final String INFO = "info@contoso.example";

  private final List<Person> people =
      List.of(
          work(1, "anna", "Anna Amsel", "en", Set.of(INFO), Set.of(INFO), false),
          work(2, "bernd", "Bernd Bußmann", "de", Set.of(INFO), Set.of(), false),
          work(3, "chloe", "Chloé Fauvette", "fr", Set.of(), Set.of(), false),
          work(4, "yuki", "鈴木 雪", "ja", Set.of(), Set.of(), false),
          work(5, "admin", "Adele Admin", "en", Set.of(), Set.of(), true),
          new Person(
              objectId(6), INFO, "Info", "", Home.MICROSOFT_365, "en", Set.of(), Set.of(), false),
          personal(7, "olivia@outlook.example", "Olivia Owl", Home.OUTLOOK_COM),
          personal(8, "gina@gmail.example", "Gina Goldfinch", Home.GMAIL));

  /** Everybody, shared mailboxes included. */
  public List<Person> people() {
    return people;
  }

  /** By sign-in name or address, whatever the case. */
  public Optional<Person> find(String userPrincipalName) {
    var wanted = userPrincipalName.strip().toLowerCase(Locale.ROOT);
    return people.stream().filter(p -> p.userPrincipalName().equals(wanted)).findFirst();
  }

  /** Whether the person may open the mailbox: the own one, or one with Full Access. */
  public boolean mayOpen(Person person, String mailbox) {
    return person.userPrincipalName().equalsIgnoreCase(mailbox)
        || person.fullAccess().contains(mailbox.toLowerCase(Locale.ROOT));
  }

  /** Whether the person may write the address in From. */
  public boolean maySendAs(Person person, String address) {
    return person.userPrincipalName().equalsIgnoreCase(address)
        || person.sendAs().contains(address.toLowerCase(Locale.ROOT));
  }

  private static Person work(
      int number,
      String name,
      String displayName,
      String language,
      Set<String> fullAccess,
      Set<String> sendAs,
      boolean administrator) {
    return new Person(
        objectId(number),
        name + "@contoso.example",
        displayName,
        PASSWORD,
        Home.MICROSOFT_365,
        language,
        fullAccess,
        sendAs,
        administrator);
  }

  private static Person personal(int number, String address, String displayName, Home home) {
    return new Person(
        objectId(number), address, displayName, PASSWORD, home, "en", Set.of(), Set.of(), false);
  }

  private static String objectId(int number) {
    return "0b7ec700-0000-4000-8000-%012d".formatted(number);
  }
}

package com.mailgrant.rehearsal;

import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.fault.Faults;
import com.mailgrant.rehearsal.grant.Consents;
import com.mailgrant.rehearsal.registration.Registration;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import com.mailgrant.rehearsal.registration.Registrations;
import com.mailgrant.rehearsal.tls.RehearsalTls;
import com.mailgrant.rehearsal.web.AuthorityAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** One running tenant for all tests; each begins without faults and without consents. */
@SpringBootTest(
    classes = Rehearsal.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "rehearsal.slowness=300ms",
      "rehearsal.redirect-uris=" + RehearsalTest.CALLBACK,
      "rehearsal.ports.imap=0",
      "rehearsal.ports.pop3=0",
      "rehearsal.ports.smtp=0",
      "rehearsal.ports.google-imap=0",
      "rehearsal.ports.google-smtp=0"
    })
public abstract class RehearsalTest {
  /** Where browsers are sent back to; nobody listens there. */
  public static final String CALLBACK = "http://localhost:8080/oauth2/callback";

  protected static final String ANNA = "anna@contoso.example";
  protected static final String ADMIN = "admin@contoso.example";
  protected static final String TENANT = Directory.TENANT;

  private static final Path DATA = temporary();

  @Autowired protected RehearsalTls tls;
  @Autowired protected AuthorityAddress address;
  @Autowired protected Registrations registrations;
  @Autowired protected Faults faults;
  @Autowired protected Consents consents;
  @Autowired protected RehearsalClock clock;

  @DynamicPropertySource
  static void dataDirectory(DynamicPropertyRegistry properties) {
    properties.add("rehearsal.data-dir", DATA::toString);
  }

  @BeforeEach
  void everythingWorksAndNobodyConsented() {
    faults.clear();
    consents.withdrawAll();
  }

  /** A browser that has never been here. */
  protected Browser browser() {
    return new Browser(address.base(), tls.caFile());
  }

  /** An application that knows its secret. */
  protected Application application() {
    return Application.of(browser(), registration());
  }

  protected Registration registration() {
    return registrations.at(Authority.MICROSOFT);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("rehearsal");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

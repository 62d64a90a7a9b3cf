package com.mailgrant.rehearsal.mail.pop3;

import com.mailgrant.rehearsal.mail.Dialogue;
import com.mailgrant.rehearsal.mail.Protocol;
import com.mailgrant.rehearsal.mail.Service;
import com.mailgrant.rehearsal.mail.SignIns;
import com.mailgrant.rehearsal.mail.Tenant;
import com.mailgrant.rehearsal.mail.Wire;
import java.io.IOException;

/** Talks POP3 with each client. */
public final class Pop3Server implements Dialogue {
  private final Tenant tenant;
  private final SignIns signIns;

  public Pop3Server(Tenant tenant) {
    this.tenant = tenant;
    this.signIns = new SignIns(tenant, Service.MICROSOFT, Protocol.POP3);
  }

  @Override
  public void run(Wire wire) throws IOException, InterruptedException {
    new Pop3Session(tenant, signIns, wire).run();
  }
}

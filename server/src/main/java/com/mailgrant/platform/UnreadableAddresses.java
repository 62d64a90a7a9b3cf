package com.mailgrant.platform;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Addresses that the web server turns away before any of ours sees them, such as those with an
 * encoded slash or NUL: programs hear it in the form of all other refusals, people in a sentence.
 */
@Component
class UnreadableAddresses
    implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadableAddresses.class);

  private final PageTexts texts;

  UnreadableAddresses(PageTexts texts) {
    this.texts = texts;
  }

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new Report()));
  }

  private final class Report extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, Throwable failure) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      var problem = Problem.of(status, text(title(status)), text(detail(status)));
      if (status >= 500) {
        LOG.error("[{}] Unexpected failure of the web server.", problem.errorId(), failure);
      } else {
        LOG.info("[{}] Refused a request with {}.", problem.errorId(), status);
      }
      try {
        if (request.getRequestURI().startsWith("/api/")) {
          problem.write(request, response);
        } else {
          page(problem, request, response);
        }
      } catch (IOException e) {
        LOG.debug("[{}] The caller hung up before the answer.", problem.errorId(), e);
      }
    }

    /** As the template {@code bare}; no template is within reach here. */
    private void page(Problem problem, Request request, Response response) throws IOException {
      var context = request.getContext();
      // What cannot be read at all belongs to no application.
      var root = context == null ? "" : context.getPath();
      response.setContentType("text/html;charset=utf-8");
      response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'self'");
      response.setHeader("X-Content-Type-Options", "nosniff");
      response
          .getWriter()
          .write(
              """
              <!DOCTYPE html>
              <html lang="en"><head><meta charset="utf-8"><title>%1$s</title>
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <link rel="stylesheet" href="%3$s/assets/mailgrant.css"></head>
              <body class="bare"><header class="top"><span class="brand">Mailgrant</span></header>
              <main><h1>%1$s</h1><p>%2$s</p><p><a class="button secondary" href="%3$s/">%4$s</a></p></main></body></html>
              """
                  .formatted(problem.title(), problem.detail(), root, text("error.to-accounts")));
    }

    private static String title(int status) {
      return status >= 500 ? "error.wrong" : "error.garbled-address";
    }

    private static String detail(int status) {
      return status >= 500 ? "error.defect" : "error.no-address";
    }

    private String text(String key) {
      return texts.in(Language.ENGLISH, key);
    }
  }
}

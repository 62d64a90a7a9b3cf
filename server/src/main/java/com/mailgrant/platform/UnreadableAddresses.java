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
          page(problem, response);
        }
      } catch (IOException e) {
        LOG.debug("[{}] The caller hung up before the answer.", problem.errorId(), e);
      }
    }

    private static void page(Problem problem, Response response) throws IOException {
      response.setContentType("text/html;charset=utf-8");
      response.setHeader("Content-Security-Policy", "default-src 'none'");
      response.setHeader("X-Content-Type-Options", "nosniff");
      response
          .getWriter()
          .write(
              """
              <!DOCTYPE html>
              <html lang="en"><head><meta charset="utf-8"><title>%1$s</title></head>
              <body><main><h1>%1$s</h1><p>%2$s</p></main></body></html>
              """
                  .formatted(problem.title(), problem.detail()));
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
